// SPDX-License-Identifier: GPL-2.0-or-later
/* From registers to what they mean: see observe.h. */
#include "tracer/observe.h"

#include <string.h>

#include "tracer/cpus.h"
#include "tracer/registers.h"

#define PAGE_SIZE 4096 /* the smallest there is: what a translation leaves alone */

static const struct classifier *classifier;
static uint64_t sending_address;
static uint64_t acknowledging_address;

/* An answer that a CPU is about to get: in which register. */
static struct {
	bool awaited;
	unsigned int operand;
} answers[CPUS_MAX];

void observe_start(const struct classifier *wanted, uint64_t sends_to, uint64_t acknowledged_at)
{
	classifier = wanted;
	sending_address = sends_to;
	acknowledging_address = acknowledged_at;
}

/* Nobody gives the lowest level an interrupt controller. */
bool observe_wants(enum instruction_kind kind, unsigned int level)
{
	switch (kind) {
	case INSTRUCTION_STORES:
		return sending_address && level;
	case INSTRUCTION_LOADS:
		return acknowledging_address && level;
	default:
		return true;
	}
}

enum ws_world observe_world(const struct cpu_state *state)
{
	return classifier->world(classifier->level(state), state->control);
}

bool observe_interrupt(const struct cpu_state *state)
{
	enum cpu_register vectors = classifier->vectors(classifier->level(state));

	return vectors != REGISTER_COUNT && observe_world(state) != WS_WORLD_GUEST &&
	       classifier->handles_interrupt(state->counter, registers_read(vectors));
}

bool observe_wait(const struct cpu_state *state)
{
	return classifier->waits(classifier->level(state), state->control);
}

/* The last number is the register that is always zero. */
static uint64_t general_register(unsigned int number)
{
	return number < CLASSIFY_GENERAL_REGISTERS ? registers_read(REGISTER_GENERAL_0 + number)
						   : 0;
}

bool observe_send(const struct cpu_state *state, unsigned int operand, struct sent *sent)
{
	if (!classifier->controls_interrupts(classifier->level(state), state->control))
		return false;
	*sent = classifier->sent(INSTRUCTION_SENDS, general_register(operand));
	return true;
}

static bool accesses(qemu_plugin_meminfo_t info, uint64_t address, uint64_t wanted)
{
	struct qemu_plugin_hwaddr *physical;

	if (address % PAGE_SIZE != wanted % PAGE_SIZE)
		return false;
	physical = qemu_plugin_get_hwaddr(info, address);
	return physical && qemu_plugin_hwaddr_phys_addr(physical) == wanted;
}

void observe_acknowledging(unsigned int cpu, const struct cpu_state *state, unsigned int operand)
{
	answers[cpu].awaited =
		classifier->controls_interrupts(classifier->level(state), state->control);
	answers[cpu].operand = operand;
}

bool observe_awaits_answer(unsigned int cpu)
{
	return answers[cpu].awaited;
}

bool observe_acknowledged(unsigned int cpu, struct acknowledged *answer)
{
	struct cpu_state state;
	enum cpu_register vectors;

	if (!answers[cpu].awaited)
		return false;
	answers[cpu].awaited = false;
	registers_state(&state);
	vectors = classifier->vectors(classifier->level(&state));
	if (vectors != REGISTER_COUNT &&
	    classifier->handles_trap(state.counter, registers_read(vectors)))
		return false;
	*answer = classifier->acknowledged(INSTRUCTION_ACKNOWLEDGES,
					   general_register(answers[cpu].operand));
	return true;
}

void observe_forget(void)
{
	memset(answers, 0, sizeof(answers));
}

bool observe_load(qemu_plugin_meminfo_t info, uint64_t address, struct acknowledged *answer)
{
	if (!accesses(info, address, acknowledging_address))
		return false;
	*answer = classifier->acknowledged(INSTRUCTION_LOADS,
					   qemu_plugin_mem_get_value(info).data.u32);
	return true;
}

bool observe_store(qemu_plugin_meminfo_t info, uint64_t address, unsigned int operand,
		   struct sent *sent)
{
	if (!accesses(info, address, sending_address))
		return false;
	*sent = classifier->sent(INSTRUCTION_STORES, general_register(operand));
	return true;
}
