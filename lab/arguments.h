/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A command line being put together. A failed allocation is remembered and asked for once, at the
 * end, so that building one reads as the command line itself.
 */
#ifndef WORLDSWITCH_LAB_ARGUMENTS_H
#define WORLDSWITCH_LAB_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

/* Zero-initialised is empty. words ends with a NULL once anything was added. */
struct arguments {
	char **words;
	size_t count;
	size_t capacity;
	bool failed; /* no memory: the list is not what it should be */
};

/* One more word, as printf makes it. */
void arguments_add(struct arguments *arguments, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void arguments_free(struct arguments *arguments);

/* The words for a POSIX shell, quoted where needed, on one line; allocated, NULL: no memory. */
char *arguments_quote(const struct arguments *arguments);

#endif
