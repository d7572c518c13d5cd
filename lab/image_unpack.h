/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kernels in a wrapping: what QEMU unpacks by itself when it is given one, and we to look inside.
 */
#ifndef WORLDSWITCH_LAB_IMAGE_UNPACK_H
#define WORLDSWITCH_LAB_IMAGE_UNPACK_H

#include <stddef.h>

/*
 * The bytes inside a gzip file or an EFI zboot image, in *inner (allocated). 1: it is one; 0: it is
 * neither, or one that the emulator can't unpack; -EFBIG, -EBADMSG (damaged), -ENOMEM.
 */
int image_unpack(const unsigned char *data, size_t size, size_t limit, unsigned char **inner,
		 size_t *inner_size);

/* The compression of an EFI zboot image (up to 8 characters), or NULL where it is not one. */
const char *image_zboot_compression(const unsigned char *data, size_t size);

#endif
