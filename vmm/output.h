/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines to standard output, one write each. */
#ifndef WORLDSWITCH_VMM_OUTPUT_H
#define WORLDSWITCH_VMM_OUTPUT_H

#include <stddef.h>

#include "support/error.h"

/*
 * Writes length bytes to fd, whole. Where fd is a terminal it returns when the last byte has left
 * the machine. -ETIMEDOUT where the deadline is reached before that.
 */
int vmm_output_write(int fd, const char *text, size_t length, struct ws_error *error);

#endif
