/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A Linux as Xen's Dom0: its kernel and its initial file system. */
#ifndef WORLDSWITCH_LAB_DOM0_H
#define WORLDSWITCH_LAB_DOM0_H

#include <stdbool.h>

#include "lab/devicetree.h"
#include "lab/lab.h"
#include "lab/packages.h"

/* Where both are in the machine's memory before Xen has made a domain of them. */
#define DOM0_INITRAMFS_ADDRESS 0x52000000ULL
#define DOM0_KERNEL_ADDRESS    0x54000000ULL

struct dom0 {
	struct lab_image kernel;
	char *program; /* its /init */
	char *image;   /* the kernel as Xen takes it */
	char *initramfs;
	uint64_t image_size, initramfs_size;
	bool gives_symbols; /* of its kernel, and does nothing else */
};

/* Whether a request, complete or not, has a Dom0 that is Linux. */
bool dom0_is_linux(const struct lab_request *request);

/* Linux's command line. */
extern const char *const dom0_boot_line;

/*
 * Makes what is made of kernel, program and an archive of modules (lab/modules.h), which is NULL
 * where the kernel has them built in. -EINVAL where one of them is too large.
 */
int dom0_make(struct dom0 *dom0, const char *modules, const char *folder, struct ws_error *error);

struct devicetree_dom0 dom0_of_tree(const struct dom0 *dom0);

void dom0_free(struct dom0 *dom0);

#endif
