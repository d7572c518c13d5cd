// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The registers, by way of the interface that the emulator offers to debuggers. It hands them over
 * in arrays of glib. Reading is most of what the tracer costs in a window.
 */
#include "tracer/registers.h"

#include <endian.h>
#include <string.h>

#include "tracer/glib.h"
#include "tracer/qemu_plugin.h"

static GByteArray *value;
static struct qemu_plugin_register *handles[REGISTER_COUNT];

bool registers_prepare(void)
{
	value = glib_prepare() ? glib_bytes_new() : NULL;
	return value;
}

static struct qemu_plugin_register *find(const GArray *list, const char *name)
{
	const qemu_plugin_reg_descriptor *descriptors = (const void *)list->data;

	for (unsigned int i = 0; name && i < list->len; i++)
		if (!strcmp(descriptors[i].name, name))
			return descriptors[i].handle;
	return NULL;
}

const char *registers_find(const struct classifier *classifier)
{
	const char *missing = NULL;
	GArray *list = qemu_plugin_get_registers();

	for (size_t i = 0; i < REGISTER_COUNT; i++) {
		handles[i] = find(list, classifier->registers[i]);
		/* A CPU without a hypervisor's level has none of its registers either. */
		if (!handles[i] && classifier->registers[i] && i != REGISTER_CONTROL &&
		    i != REGISTER_VECTORS_2)
			missing = classifier->registers[i];
	}
	glib_array_free(list);
	return missing;
}

uint64_t registers_read(enum cpu_register number)
{
	uint64_t result = 0;
	int size;

	if (!handles[number])
		return 0;
	/* What is read is appended; the memory stays. */
	value->len = 0;
	size = qemu_plugin_read_register(handles[number], value);
	if (size <= 0 || (size_t)size > sizeof(result) || value->len < (unsigned int)size)
		return 0;
	/* In the target's order of bytes: every architecture here is little-endian. */
	memcpy(&result, value->data, (size_t)size);
	return le64toh(result);
}

uint64_t registers_general(unsigned int number)
{
	return number < CLASSIFY_GENERAL_REGISTERS ? registers_read(REGISTER_GENERAL_0 + number)
						   : 0;
}

bool registers_load(uint64_t address, void *buffer, size_t size)
{
	if (!qemu_plugin_read_memory_vaddr(address, value, size) || value->len < size)
		return false;
	memcpy(buffer, value->data, size);
	return true;
}

void registers_state(struct cpu_state *state)
{
	state->status = registers_read(REGISTER_STATUS);
	state->mode = registers_read(REGISTER_MODE);
	state->control = registers_read(REGISTER_CONTROL);
	state->counter = registers_read(REGISTER_COUNTER);
}
