/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Symbols that a kernel was booted for once, or that came out of a package, beside what else the
 * lab keeps, CACHE/symbols/KEY: the SHA-256 of what follows, a newline, and the text. Any
 * number of processes may read and write at once: a file appears whole.
 */
#ifndef WORLDSWITCH_LAB_SYMBOLS_CACHE_H
#define WORLDSWITCH_LAB_SYMBOLS_CACHE_H

#include <stddef.h>

#include "support/error.h"

/* -ENOENT where there is none, or where it is not what was written: damaged, it is made again. */
int symbols_cache_read(const char *key, char **text, size_t *size);

/* Whole or not at all; the least recently used ones go where there are too many. */
int symbols_cache_write(const char *key, const char *text, size_t size, struct ws_error *error);

#endif
