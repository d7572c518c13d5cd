/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bytes to lines, in constant memory. Of a line that is too long the end is kept and not the
 * beginning: a record is the tail of its line, however much a console puts before it.
 */
#ifndef WORLDSWITCH_RECORDS_LINES_H
#define WORLDSWITCH_RECORDS_LINES_H

#include <stdbool.h>
#include <stddef.h>

#define LINES_MAX 1024

/* Zero-initialised is empty. */
struct lines {
	char data[LINES_MAX + 1];
	size_t length;
	bool cut; /* the beginning of the current line is gone */
};

/* A line without its newline and carriage returns, NUL-terminated; it may hold any other byte. */
typedef void (*lines_take)(void *context, const char *line, size_t length, bool cut);

void lines_feed(struct lines *lines, const char *data, size_t size, lines_take take, void *context);

/* Nothing more will come: an unfinished line is a line. */
void lines_end(struct lines *lines, lines_take take, void *context);

#endif
