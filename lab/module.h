/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A kernel's modules as packages have them: plain, or compressed by xz. */
#ifndef WORLDSWITCH_LAB_MODULE_H
#define WORLDSWITCH_LAB_MODULE_H

#include <stddef.h>

#include "support/error.h"

/* The module in a file, unpacked and allocated. -EINVAL: it is none of an arm64 kernel's. */
int module_read(const char *path, char **data, size_t *size, struct ws_error *error);

/* Whether module_read would give one. */
int module_check(const char *path, struct ws_error *error);

#endif
