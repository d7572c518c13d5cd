/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Descriptors that belong to someone else: a file, a pipe that nobody reads, or one whose reader
 * has died. The emulator neither stops nor dies for any of them.
 */
#ifndef WORLDSWITCH_TRACER_DESCRIPTOR_H
#define WORLDSWITCH_TRACER_DESCRIPTOR_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A copy of a descriptor; -EBADF where it is not open for writing, -EINVAL where it is none that
 * bytes can go to.
 */
int descriptor_take(int fd);

/* Writes all of it; false: it cannot be done, or a pipe's reader takes nothing for seconds. */
bool descriptor_write(int fd, const void *data, size_t size);

#endif
