/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether a file is an arm64 kernel or Xen that the emulator can start, by its content alone, and
 * if not, what it is. Both use Linux's Image header (Documentation/arch/arm64/booting.rst), so that
 * they are told apart by the text in them.
 */
#ifndef WORLDSWITCH_LAB_IMAGE_H
#define WORLDSWITCH_LAB_IMAGE_H

#include <stddef.h>

#include "lab/packages.h"
#include "support/error.h"

#define IMAGE_VERSION_MAX 64
#define IMAGE_SIZE_MAX    (256U << 20) /* also QEMU's limit for what it unpacks */

/*
 * Checks the file at path and reads its version off its banner (empty where there is none).
 * -EINVAL: not an image of that kind, with one line that says what it is instead.
 */
int image_check(const char *path, enum lab_image_kind kind, char version[IMAGE_VERSION_MAX],
		struct ws_error *error);

/* As image_check, of bytes that are in memory; name stands for them in the error. */
int image_check_bytes(const char *name, const void *data, size_t size, enum lab_image_kind kind,
		      char version[IMAGE_VERSION_MAX], struct ws_error *error);

#endif
