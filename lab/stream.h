/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tracer's stream (worldswitch/windows.h): one line, read strictly. */
#ifndef WORLDSWITCH_LAB_STREAM_H
#define WORLDSWITCH_LAB_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/windows.h>

enum stream_kind {
	STREAM_HEADER,
	STREAM_CELL,
	STREAM_WINDOW,
	STREAM_CELL_END,
	STREAM_CELL_BAD,
	STREAM_DONE,
	STREAM_REFUSED,
};

/* Which members count is said by the kind; the others are zero. */
struct stream_line {
	enum stream_kind kind;
	uint32_t version; /* header */
	bool oracle;      /* header */
	uint32_t cpus;    /* header */
	uint32_t cell;
	uint32_t windows; /* cell, cell-end */
	struct ws_window window;
	char reason[WS_STREAM_LINE_MAX]; /* cell-bad, refused; printable ASCII */
};

/* A line without its newline. -EBADMSG where it is not exactly one of the format's. */
int stream_parse(const char *line, size_t length, struct stream_line *parsed);

#endif
