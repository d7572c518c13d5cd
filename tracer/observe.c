// SPDX-License-Identifier: GPL-2.0-or-later
/* From registers to what they mean: see observe.h. */
#include "tracer/observe.h"

#include "tracer/registers.h"

#define PAGE_SIZE 4096 /* the smallest there is: what a translation leaves alone */

static const struct classifier *classifier;
static uint64_t sending_address;

void observe_start(const struct classifier *wanted, uint64_t sends_to)
{
	classifier = wanted;
	sending_address = sends_to;
}

bool observe_stores(void)
{
	return sending_address;
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
	if (!classifier->sends(classifier->level(state), state->control))
		return false;
	*sent = classifier->sent(INSTRUCTION_SENDS, general_register(operand));
	return true;
}

bool observe_store(qemu_plugin_meminfo_t info, uint64_t address, unsigned int operand,
		   struct sent *sent)
{
	struct qemu_plugin_hwaddr *physical;

	if (address % PAGE_SIZE != sending_address % PAGE_SIZE)
		return false;
	physical = qemu_plugin_get_hwaddr(info, address);
	if (!physical || qemu_plugin_hwaddr_phys_addr(physical) != sending_address)
		return false;
	*sent = classifier->sent(INSTRUCTION_STORES, general_register(operand));
	return true;
}
