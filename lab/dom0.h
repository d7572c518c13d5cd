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

/* Packages of Xen's tools; no architecture names more. */
#define DOM0_TOOLS_MAX 24

struct dom0 {
	struct lab_image kernel;
	struct lab_image tools[DOM0_TOOLS_MAX]; /* where it makes the domains */
	size_t tool_count;
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
 * Makes what is made of kernel, program, tools and an archive of modules (lab/modules.h), which is
 * NULL where the kernel has them built in; with tools there is the probe for the domains. -EINVAL
 * where one of them is too large.
 */
int dom0_make(struct dom0 *dom0, const char *modules, const char *probe, const char *folder,
	      struct ws_error *error);

/* Linux's command line, as far as it is not the measured domain's. */
const char *dom0_line(const struct dom0 *dom0);

struct devicetree_dom0 dom0_of_tree(const struct dom0 *dom0);

void dom0_free(struct dom0 *dom0);

#endif
