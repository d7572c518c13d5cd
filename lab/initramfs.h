/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The initial root file system of a Linux under test: one program as /init, and its devices. */
#ifndef WORLDSWITCH_LAB_INITRAMFS_H
#define WORLDSWITCH_LAB_INITRAMFS_H

#include <stddef.h>

#include "support/error.h"

/*
 * Makes a cpio archive (newc), allocated, with the program at this path as /init, and after it the
 * archive of kernel modules at the other one (lab/modules.h), where that is not NULL. Equal files
 * make equal archives.
 */
int initramfs_make(const char *program, const char *modules, char **archive, size_t *size,
		   struct ws_error *error);

/*
 * Puts another archive, which is whole words long, or a program by that name after an archive: the
 * kernel unpacks them one after the other. The archive stays the caller's, whatever happens.
 */
int initramfs_append(const char *other, char **archive, size_t *size, struct ws_error *error);
int initramfs_append_program(const char *path, const char *name, char **archive, size_t *size,
			     struct ws_error *error);

#endif
