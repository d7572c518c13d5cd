/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Kernel modules for an initramfs: taken out of a package, compressed or not, and kept as a cpio
 * archive (newc) that the kernel unpacks beside its initramfs: /modules/NAME.ko, and /modules/order
 * with a line "NAME.ko" for each, in the order in which they are to be loaded.
 */
#ifndef WORLDSWITCH_LAB_MODULES_H
#define WORLDSWITCH_LAB_MODULES_H

#include <stdbool.h>
#include <stddef.h>

#include "support/error.h"

#define MODULES_FOLDER "modules"
#define MODULES_MAX    8           /* of one archive */
#define MODULE_MAX     (16U << 20) /* the largest, unpacked */
#define MODULE_NAME    32          /* bytes of a name, with its NUL */

struct modules {
	struct {
		char *data;
		size_t size;
	} list[MODULES_MAX]; /* in the order of the names that were asked for */
	size_t count;        /* how many are there */
};

/*
 * Which of the names (NULL at the end) a path inside a package is the module of, by its last part:
 * "usr/lib/modules/6.12/kernel/arch/x86/kvm/kvm.ko.xz" is kvm; -1: of none.
 */
int modules_index(const char *const *names, const char *path);

/* Takes one over, unpacked; -EBADMSG: damaged; -EFBIG: too large. */
int modules_take(struct modules *modules, int index, const void *data, size_t size,
		 struct ws_error *error);

/* The archive, allocated. */
int modules_archive(const struct modules *modules, const char *const *names, char **archive,
		    size_t *size, struct ws_error *error);

void modules_free(struct modules *modules);

#endif
