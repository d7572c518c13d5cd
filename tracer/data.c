// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The guest's memory, through the CPU that executes the marker: by its own addresses, of which it
 * must have touched all, because nothing is paged in for the tracer.
 */
#include "tracer/data.h"

#include <errno.h>
#include <stdbool.h>
#include <unistd.h>

#include <worldswitch/markers.h>

#include "tracer/descriptor.h"
#include "tracer/glib.h"
#include "tracer/qemu_plugin.h"

static int data = -1;
static uint64_t left = WS_DATA_SUM_MAX;
static GByteArray *bytes;

int data_open(int fd)
{
	bytes = glib_bytes_new();
	if (!bytes)
		return -ENOMEM;
	data = descriptor_take(fd);
	return data < 0 ? data : 0;
}

static bool pass_on(uint64_t address, uint64_t size)
{
	if (size > WS_DATA_MAX || size > left)
		return false;
	left -= size;
	return size == 0 || (qemu_plugin_read_memory_vaddr(address, bytes, (size_t)size) &&
			     bytes->len == size && descriptor_write(data, bytes->data, size));
}

void data_marker(const uint64_t operands[3])
{
	if (data < 0 || operands[0] >> 32 != WS_MARKER_MAGIC)
		return;
	if (!pass_on(operands[1], operands[2]))
		data_close();
}

void data_close(void)
{
	if (data >= 0)
		close(data);
	data = -1;
}
