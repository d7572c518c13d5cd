// SPDX-License-Identifier: GPL-2.0-or-later
/* Tables of interrupt handlers: see handlers.h. */
#include "tracer/handlers.h"

#include <limits.h>
#include <string.h>

#include "tracer/cpus.h"
#include "tracer/guests.h"
#include "tracer/monitor.h"
#include "tracer/registers.h"

#define ENTRIES        256
#define ENTRY_SIZE_MAX 16

/* A bit for each address that a block begins at, shared by addresses a MiB apart. */
#define BLOCKS (UINT64_C(1) << 20)

struct table {
	uint64_t base;
	uint32_t limit; /* of its size, in bytes */
	bool asked;
	bool outdated;
	uint64_t handlers[ENTRIES]; /* 0: none */
};

static const struct classifier *classifier;
static struct table tables[CPUS_MAX];
static uint8_t blocks[BLOCKS / CHAR_BIT];
static bool out_of_sight;
static const char *problem;

void handlers_start(const struct classifier *wanted)
{
	classifier = wanted;
	memset(tables, 0, sizeof(tables));
	memset(blocks, 0, sizeof(blocks));
	out_of_sight = false;
	problem = NULL;
}

/* Its operand in memory is the limit, then the base. */
static void loaded(unsigned int index, qemu_plugin_meminfo_t info, uint64_t address, void *userdata)
{
	qemu_plugin_mem_value value = qemu_plugin_mem_get_value(info);
	unsigned int cpu = cpus_running();

	(void)index;
	(void)address;
	(void)userdata;
	if (cpu == CPUS_NONE || guests_in(cpu))
		return;
	if (value.type == QEMU_PLUGIN_MEM_VALUE_U16)
		tables[cpu].limit = value.data.u16;
	else
		tables[cpu].base =
			value.type == QEMU_PLUGIN_MEM_VALUE_U64 ? value.data.u64 : value.data.u32;
	tables[cpu].outdated = true;
}

void handlers_watch(struct qemu_plugin_insn *insn)
{
	qemu_plugin_register_vcpu_mem_cb(insn, loaded, QEMU_PLUGIN_CB_R_REGS, QEMU_PLUGIN_MEM_R,
					 NULL);
}

void handlers_outdate(void)
{
	for (unsigned int cpu = 0; cpu < CPUS_MAX; cpu++)
		tables[cpu].outdated = true;
}

static bool was_translated(uint64_t address)
{
	uint64_t block = address % BLOCKS;

	return blocks[block / CHAR_BIT] >> block % CHAR_BIT & 1;
}

static bool is_handler(uint64_t address)
{
	for (unsigned int cpu = 0; cpu < cpus_count(); cpu++)
		for (unsigned int i = 0; i < ENTRIES; i++)
			if (tables[cpu].handlers[i] == address)
				return true;
	return false;
}

static void update(struct table *table, unsigned int number, uint64_t address)
{
	if (table->handlers[number] == address)
		return;
	if (address && !is_handler(address) && was_translated(address))
		out_of_sight = true;
	table->handlers[number] = address;
}

/* What was loaded before the first word with the emulator is part of its answer. */
static bool is_known(unsigned int cpu)
{
	struct table *table = &tables[cpu];

	if (!table->base && !table->asked) {
		table->asked = true;
		table->outdated = true;
		if (!monitor_table(cpu, classifier->handler_table, &table->base, &table->limit))
			problem = "the emulator does not show where interrupts are taken to: use a "
				  "build with modules, as distributions have";
	}
	return table->base;
}

void handlers_read(unsigned int cpu)
{
	uint8_t entries[ENTRIES * ENTRY_SIZE_MAX] = {0};
	struct table *table = &tables[cpu];
	size_t size = classifier->handler_size;
	unsigned int count;

	if (!size || !is_known(cpu) || !table->outdated)
		return;
	count = (table->limit + 1) / (unsigned int)size;
	if (count > ENTRIES)
		count = ENTRIES;
	if (!registers_load(table->base, entries, count * size))
		return;
	for (unsigned int i = 0; i < ENTRIES; i++)
		update(table, i, classifier->handler(entries + i * size));
	table->outdated = false;
}

bool handlers_begin_at(uint64_t address)
{
	uint64_t block = address % BLOCKS;

	if (!classifier->handler_size)
		return false;
	if (is_handler(address))
		return true;
	blocks[block / CHAR_BIT] |= (uint8_t)(1U << block % CHAR_BIT);
	return false;
}

bool handlers_out_of_sight(void)
{
	return out_of_sight;
}

bool handlers_taken(unsigned int cpu, uint64_t address, const struct path *path,
		    struct acknowledged *taken)
{
	const struct table *table = &tables[cpu];
	bool found = false;

	for (unsigned int i = classifier->first_interrupt; i < ENTRIES; i++) {
		if (table->handlers[i] != address)
			continue;
		if (!found)
			*taken = (struct acknowledged){.kind = ACKNOWLEDGED_DEVICE, .number = i};
		found = true;
		if (path_awaits(path, cpu, i)) {
			*taken = (struct acknowledged){.kind = ACKNOWLEDGED_SENT, .number = i};
			break;
		}
	}
	return found;
}

const char *handlers_problem(void)
{
	return problem;
}
