/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The header of a bootable arm64 image. */
#ifndef WORLDSWITCH_VMM_ARCH_ARM64_HEADER_H
#define WORLDSWITCH_VMM_ARCH_ARM64_HEADER_H

#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

struct vmm_header {
	uint64_t text_offset; /* of the image, from a 2 MiB boundary */
	uint64_t image_size;  /* in memory: at least the file's size */
};

/* -ENOEXEC where data is no image that can be booted. */
int vmm_header_read(const uint8_t *data, size_t size, struct vmm_header *header,
		    struct ws_error *error);

#endif
