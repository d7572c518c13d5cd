// SPDX-License-Identifier: GPL-2.0-or-later
/* Numbers and words out of images, whatever the architecture: all of them are little-endian. */
#include "lab/image_bytes.h"

#include <ctype.h>
#include <endian.h>
#include <stdio.h>
#include <string.h>

uint64_t image_number(struct image_bytes image, size_t offset, size_t width)
{
	uint64_t value = 0;

	if (offset > image.size || image.size - offset < width)
		return 0;
	memcpy(&value, image.at + offset, width);
	return le64toh(value);
}

bool image_has(struct image_bytes image, size_t offset, const char *magic, size_t length)
{
	return image.size >= length && offset <= image.size - length &&
	       memcmp(image.at + offset, magic, length) == 0;
}

bool image_is_archive(struct image_bytes image)
{
	return image_has(image, 0, "070701", 6);
}

const char *image_without_fault(struct image_bytes image)
{
	(void)image;
	return NULL;
}

bool image_contains(struct image_bytes image, const char *text)
{
	return memmem(image.at, image.size, text, strlen(text)) != NULL;
}

bool image_has_module(struct image_bytes image, const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "modules/%s.ko", name);
	return image_contains(image, path);
}

void image_word_after(struct image_bytes image, const char *banner, char word[IMAGE_VERSION_MAX])
{
	const unsigned char *end = image.at + image.size;
	const unsigned char *at = image.at;
	size_t length = 0;

	word[0] = '\0';
	while ((at = memmem(at, (size_t)(end - at), banner, strlen(banner)))) {
		at += strlen(banner);
		if (at < end && isdigit(*at))
			break;
	}
	while (at && at < end && length < IMAGE_VERSION_MAX - 1 && isgraph(*at))
		word[length++] = (char)*at++;
	word[length] = '\0';
}
