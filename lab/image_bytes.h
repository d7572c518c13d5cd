/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading an image that somebody else made: every look stays inside its bytes. */
#ifndef WORLDSWITCH_LAB_IMAGE_BYTES_H
#define WORLDSWITCH_LAB_IMAGE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IMAGE_VERSION_MAX 64

struct image_bytes {
	const unsigned char *at;
	size_t size;
};

/* A little-endian number of up to 8 bytes; 0 where it would be outside. */
uint64_t image_number(struct image_bytes image, size_t offset, size_t width);

/* Whether these bytes stand at the offset. */
bool image_has(struct image_bytes image, size_t offset, const char *magic, size_t length);

/* A cpio archive (newc), such as lab/modules.h makes. */
bool image_is_archive(struct image_bytes image);

/* For kinds that are right wherever they have their format: NULL. */
const char *image_without_fault(struct image_bytes image);

bool image_contains(struct image_bytes image, const char *text);

/* Whether this module is in an archive of lab/modules.h. */
bool image_has_module(struct image_bytes image, const char *name);

/*
 * The word after a banner that a digit follows, up to a space or the end; empty where the banner
 * is not there.
 */
void image_word_after(struct image_bytes image, const char *banner, char word[IMAGE_VERSION_MAX]);

#endif
