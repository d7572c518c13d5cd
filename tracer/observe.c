// SPDX-License-Identifier: GPL-2.0-or-later
/* From registers to what they mean: see observe.h. */
#include "tracer/observe.h"

#include <string.h>

#include "tracer/cpus.h"
#include "tracer/guests.h"
#include "tracer/handlers.h"
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

/* The upper half of each CPU's register that sends, where it is a word of its own. */
static uint32_t destinations[CPUS_MAX];

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

static bool is_vector(unsigned int level, uint64_t address)
{
	enum cpu_register vectors = classifier->vectors(level);

	return vectors != REGISTER_COUNT &&
	       classifier->handles_interrupt(address, registers_read(vectors));
}

bool observe_vector(unsigned int level)
{
	return classifier->handler_size || is_vector(level, registers_read(REGISTER_COUNTER));
}

bool observe_interrupt(unsigned int cpu, const struct cpu_state *state, const struct path *path,
		       struct acknowledged *taken)
{
	*taken = (struct acknowledged){.kind = ACKNOWLEDGED_NOTHING};
	if (observe_world(state) == WS_WORLD_GUEST)
		return false;
	if (classifier->handler_size)
		return handlers_taken(cpu, state->counter, path, taken);
	return is_vector(classifier->level(state), state->counter);
}

bool observe_wait(const struct cpu_state *state)
{
	return classifier->waits(classifier->level(state), state->control);
}

bool observe_send(const struct cpu_state *state, unsigned int operand, struct sent *sent)
{
	uint64_t value;

	return classifier->controls_interrupts(classifier->level(state), state->control) &&
	       classifier->sends(operand, registers_general, &value) &&
	       classifier->sent(INSTRUCTION_SENDS, value, sent);
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
					   registers_general(answers[cpu].operand));
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

bool observe_store(unsigned int cpu, qemu_plugin_meminfo_t info, uint64_t address,
		   struct sent *sent)
{
	uint64_t value;

	if (classifier->destination_offset &&
	    accesses(info, address, sending_address + classifier->destination_offset)) {
		if (!guests_in(cpu))
			destinations[cpu] = qemu_plugin_mem_get_value(info).data.u32;
		return false;
	}
	if (!accesses(info, address, sending_address))
		return false;
	value = qemu_plugin_mem_get_value(info).data.u32;
	return classifier->sent(INSTRUCTION_STORES, (uint64_t)destinations[cpu] << 32 | value,
				sent);
}
