/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The guest's image as bytes: the embedded probe, or a file in its place. */
#ifndef WORLDSWITCH_VMM_IMAGE_H
#define WORLDSWITCH_VMM_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

struct vmm_image {
	const uint8_t *data;
	size_t size;
	uint8_t *allocated; /* a file, read; NULL for the embedded image */
};

/* Opens the file, or the embedded image where path is NULL; what is in it is arch.h's to say. */
int vmm_image_open(struct vmm_image *image, const char *path, struct ws_error *error);
void vmm_image_close(struct vmm_image *image);

#endif
