/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Archives that Linux unpacks as its initramfs: cpio, "newc" (Linux, Documentation/driver-api/
 * early-userspace/buffer-format.rst). Several of them one after the other are one.
 */
#ifndef WORLDSWITCH_LAB_CPIO_H
#define WORLDSWITCH_LAB_CPIO_H

#include <stddef.h>
#include <sys/types.h>

struct archive;

struct cpio_entry {
	const char *path;
	mode_t mode;
	unsigned int major, minor; /* of a device */
	const char *target;        /* of a symbolic link */
	const void *data;
	size_t size;
};

struct cpio {
	struct archive *archive;
	char *buffer;
	size_t used;
};

/* room: bytes of all files, and for each entry some hundreds more. -ENOMEM. */
int cpio_begin(struct cpio *cpio, size_t room);

/* -EIO: it does not fit. */
int cpio_add(struct cpio *cpio, const struct cpio_entry *entry);

/*
 * Ends it where result, that of what was done before, is 0, and frees all else: the archive is the
 * caller's then. Returns result, or what went wrong here.
 */
int cpio_end(struct cpio *cpio, int result, char **archive, size_t *size);

#endif
