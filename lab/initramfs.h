/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The initial root file system of a Linux under test: one program as /init, its devices, its files.
 */
#ifndef WORLDSWITCH_LAB_INITRAMFS_H
#define WORLDSWITCH_LAB_INITRAMFS_H

#include <stddef.h>

#include "support/error.h"

struct initramfs_file {
	const char *name; /* in the root folder */
	const char *data;
	size_t size;
};

/*
 * Makes a cpio archive (newc), allocated, with the program at this path as /init and the files
 * beside it. Equal programs and files make equal archives.
 */
int initramfs_make(const char *program, const struct initramfs_file *files, size_t count,
		   char **archive, size_t *size, struct ws_error *error);

#endif
