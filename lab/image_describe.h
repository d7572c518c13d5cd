/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a file is that was given in place of an image, for the line that refuses it. */
#ifndef WORLDSWITCH_LAB_IMAGE_DESCRIBE_H
#define WORLDSWITCH_LAB_IMAGE_DESCRIBE_H

#include <stddef.h>

#define IMAGE_DESCRIPTION_MAX 80

void image_describe(const unsigned char *data, size_t size, char text[IMAGE_DESCRIPTION_MAX]);

#endif
