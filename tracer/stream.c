// SPDX-License-Identifier: GPL-2.0-or-later
/* Text lines, kept until there are many: a write for each would be most of a window's cost. */
#include "tracer/stream.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include <worldswitch/windows.h>

#include "tracer/descriptor.h"

static char buffer[1 << 16];
static size_t used;
static int stream = -1;

int stream_open(int fd)
{
	stream = descriptor_take(fd);
	return stream < 0 ? stream : 0;
}

void stream_flush(void)
{
	if (stream >= 0 && !descriptor_write(stream, buffer, used))
		stream_close();
	used = 0;
}

void stream_close(void)
{
	if (stream >= 0)
		close(stream);
	stream = -1;
	used = 0;
}

void stream_line(const char *format, ...)
{
	va_list arguments;
	int length;

	if (stream < 0)
		return;
	if (sizeof(buffer) - used < WS_STREAM_LINE_MAX)
		stream_flush();
	va_start(arguments, format);
	length = vsnprintf(buffer + used, WS_STREAM_LINE_MAX, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	if (length > WS_STREAM_LINE_MAX - 1)
		length = WS_STREAM_LINE_MAX - 1;
	used += (size_t)length;
	buffer[used++] = '\n';
}
