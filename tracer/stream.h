/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The stream of lines that windows.h describes. What cannot be written is lost and nothing else
 * happens: the emulator neither stops nor dies because nobody reads.
 */
#ifndef WORLDSWITCH_TRACER_STREAM_H
#define WORLDSWITCH_TRACER_STREAM_H

#include <stdbool.h>

/*
 * Takes a copy of a descriptor; -EBADF where it is not open for writing, -EINVAL where it is none
 * that text can go to.
 */
int stream_open(int fd);

/* One line, without its newline, cut at WS_STREAM_LINE_MAX. */
__attribute__((format(printf, 1, 2))) void stream_line(const char *format, ...);

/* Writes what is buffered. After a failure nothing is written any more. */
void stream_flush(void);

void stream_close(void);

#endif
