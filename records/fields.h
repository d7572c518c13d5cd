/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Strict reading of words and numbers out of a line that somebody else wrote. A cursor moves over
 * the line only when the whole field is right; every function says whether it was.
 */
#ifndef WORLDSWITCH_RECORDS_FIELDS_H
#define WORLDSWITCH_RECORDS_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The exact text. */
bool field_literal(const char **at, const char *text);

/* A word up to the next space or the end: 1 to size - 1 bytes, copied with a NUL. */
bool field_word(const char **at, char *word, size_t size);

/* A number up to limit: decimal digits, or 0x and hexadecimal digits; no sign, no blanks. */
bool field_number(const char **at, uint64_t limit, uint64_t *number);

/* Exactly so many lower-case hexadecimal digits, at most 16. */
bool field_hexadecimal(const char **at, size_t digits, uint64_t *number);

/* Lower-case hexadecimal digits without 0x, as many as there are. */
bool field_digits(const char **at, uint64_t *number);

#endif
