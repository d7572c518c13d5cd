// SPDX-License-Identifier: GPL-2.0-or-later
/* Bytes to lines: what is kept of an endless line is between half a buffer and a whole one. */
#include "records/lines.h"

#include <string.h>

static void finish_line(struct lines *lines, lines_take take, void *context)
{
	size_t length = lines->length;
	bool cut = lines->cut;

	while (length && lines->data[length - 1] == '\r')
		length--;
	lines->data[length] = '\0';
	lines->length = 0;
	lines->cut = false;
	take(context, lines->data, length, cut);
}

static void append(struct lines *lines, char byte)
{
	if (lines->length == LINES_MAX) {
		lines->length = LINES_MAX / 2;
		memmove(lines->data, lines->data + LINES_MAX - lines->length, lines->length);
		lines->cut = true;
	}
	lines->data[lines->length++] = byte;
}

void lines_feed(struct lines *lines, const char *data, size_t size, lines_take take, void *context)
{
	for (size_t at = 0; at < size; at++) {
		if (data[at] == '\n')
			finish_line(lines, take, context);
		else
			append(lines, data[at]);
	}
}

void lines_end(struct lines *lines, lines_take take, void *context)
{
	if (lines->length)
		finish_line(lines, take, context);
}
