// SPDX-License-Identifier: GPL-2.0-or-later
/* Guests entered and left: see guests.h. */
#include "tracer/guests.h"

#include <string.h>

#include "tracer/cpus.h"
#include "tracer/place.h"
#include "tracer/registers.h"

#define PAGE_SIZE 4096
#define ENDS_MAX  64

static const struct classifier *classifier;
static guests_crossing crossing;
static bool inside[CPUS_MAX];
static struct guests_entry entries[CPUS_MAX];
static uint64_t ends[ENDS_MAX]; /* behind instructions that enter, where a page begins */
static unsigned int end_count;

void guests_start(const struct classifier *wanted, guests_crossing wanted_crossing)
{
	classifier = wanted;
	crossing = wanted_crossing;
	memset(inside, 0, sizeof(inside));
	end_count = 0;
}

bool guests_in(unsigned int cpu)
{
	return cpu < CPUS_MAX && inside[cpu];
}

uint64_t guests_control(unsigned int cpu)
{
	if (classifier->registers[REGISTER_CONTROL])
		return registers_read(REGISTER_CONTROL);
	return guests_in(cpu) ? CONTROL_IN_GUEST : 0;
}

const struct guests_entry *guests_entry(unsigned int cpu)
{
	return &entries[cpu];
}

bool guests_enters(const struct cpu_state *state, uint64_t behind, struct guests_entry *entry)
{
	if (!classifier->enters(classifier->level(state), registers_general))
		return false;
	*entry = (struct guests_entry){
		.counter = behind,
		.stack = registers_read(REGISTER_STACK),
		.space = registers_read(REGISTER_SPACE),
	};
	return true;
}

static void before_entry(unsigned int index, void *userdata)
{
	unsigned int cpu = cpus_running();
	struct cpu_state state;

	(void)index;
	registers_state(&state);
	if (cpu == CPUS_NONE || inside[cpu] ||
	    !guests_enters(&state, place_address(userdata), &entries[cpu]))
		return;
	crossing(cpu, true);
	inside[cpu] = true;
}

/* A guest may have the hypervisor's code in its own memory, too. */
static void after_exit(unsigned int index, void *userdata)
{
	unsigned int cpu = cpus_running();

	(void)index;
	(void)userdata;
	if (cpu == CPUS_NONE || !inside[cpu] ||
	    registers_read(REGISTER_STACK) != entries[cpu].stack ||
	    registers_read(REGISTER_SPACE) != entries[cpu].space)
		return;
	inside[cpu] = false;
	crossing(cpu, false);
}

uint64_t guests_behind(const struct qemu_plugin_insn *insn)
{
	return qemu_plugin_insn_vaddr(insn) + qemu_plugin_insn_size(insn);
}

void guests_watch_entry(struct qemu_plugin_insn *insn)
{
	uint64_t end = guests_behind(insn);

	if (end % PAGE_SIZE < classifier->entry_size && end_count < ENDS_MAX)
		ends[end_count++] = end;
	qemu_plugin_register_vcpu_insn_exec_cb(insn, before_entry, QEMU_PLUGIN_CB_R_REGS,
					       place_keep_address(end));
}

static bool follows_entry(const struct qemu_plugin_insn *first)
{
	const uint8_t *code = qemu_plugin_insn_haddr(first);
	uint64_t address = qemu_plugin_insn_vaddr(first);

	if (code && (uintptr_t)code % PAGE_SIZE >= classifier->entry_size)
		return classifier->is_entry(code - classifier->entry_size);
	for (unsigned int i = 0; i < end_count; i++)
		if (ends[i] == address)
			return true;
	return false;
}

void guests_watch_block(struct qemu_plugin_tb *tb)
{
	if (classifier->entry_size && follows_entry(qemu_plugin_tb_get_insn(tb, 0)))
		qemu_plugin_register_vcpu_tb_exec_cb(tb, after_exit, QEMU_PLUGIN_CB_R_REGS, NULL);
}
