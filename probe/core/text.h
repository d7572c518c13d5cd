/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The few things done with strings, where there is no C library. */
#ifndef WORLDSWITCH_PROBE_CORE_TEXT_H
#define WORLDSWITCH_PROBE_CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

size_t text_length(const char *text);
bool text_equal(const char *one, const char *other);

/* Whether `size` bytes at `text`, of which none is read beyond, spell exactly `word`. */
bool text_spells(const char *text, size_t size, const char *word);

#endif
