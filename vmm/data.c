// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Collected until a marker takes as much as it can. The host reads this memory, and reads only what
 * is in it by then: all of it has just been written.
 */
#include "vmm/data.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <worldswitch/markers.h>

#include "vmm/arch.h"

static char buffer[WS_DATA_MAX];
static size_t used;

void vmm_data_flush(void)
{
	if (used)
		arch_marker_data(buffer, used);
	used = 0;
}

void vmm_data_add(const void *bytes, size_t size)
{
	const char *at = bytes;

	while (size) {
		size_t room = sizeof(buffer) - used;
		size_t taken = size < room ? size : room;

		memcpy(buffer + used, at, taken);
		used += taken;
		at += taken;
		size -= taken;
		if (used == sizeof(buffer))
			vmm_data_flush();
	}
}

void vmm_data_print(const char *format, ...)
{
	char text[256];
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (length > 0)
		vmm_data_add(text,
			     (size_t)length < sizeof(text) ? (size_t)length : sizeof(text) - 1);
}
