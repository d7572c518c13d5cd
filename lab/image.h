/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether a file is a kernel or Xen that the emulator can start, by its content alone, and if not,
 * what it is. The rules are its kind's (lab/image_kind.h).
 */
#ifndef WORLDSWITCH_LAB_IMAGE_H
#define WORLDSWITCH_LAB_IMAGE_H

#include <stddef.h>

#include "lab/image_kind.h"
#include "support/error.h"

#define IMAGE_SIZE_MAX (256U << 20) /* also QEMU's limit for what it unpacks */

/*
 * Checks the file at path and reads its version off its banner (empty where there is none).
 * -EINVAL: not an image of that kind, with one line that says what it is instead.
 */
int image_check(const char *path, const struct image_kind *kind, char version[IMAGE_VERSION_MAX],
		struct ws_error *error);

/* As image_check, of bytes that are in memory; name stands for them in the error. */
int image_check_bytes(const char *name, const void *data, size_t size,
		      const struct image_kind *kind, char version[IMAGE_VERSION_MAX],
		      struct ws_error *error);

#endif
