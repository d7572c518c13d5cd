// SPDX-License-Identifier: GPL-2.0-or-later
/* The second CPU: from PSCI's CPU_ON through boot.S to common/second.c, and off again. */
#include "probe/arch/common/second.h"

#include "probe/arch/arm64/clock.h"
#include "probe/arch/arm64/gic.h"
#include "probe/arch/arm64/machine.h"
#include "probe/arch/arm64/psci.h"
#include "probe/arch/arm64/second.h"
#include "probe/arch/arm64/vectors.h"
#include "probe/arch/common/turn.h"

uint64_t arm64_second_call;

extern const uint32_t arm64_second_entry[];

bool arch_second_open(void)
{
	return arm64_gic()->open();
}

void arch_second_close(void)
{
	arm64_gic()->close();
}

void arch_second_listen(void)
{
	arm64_second_call = arm64_gic()->call_of_self();
	vectors_use(arm64_receiver_vectors());
}

void arch_second_call(void)
{
	arm64_gic()->call(arm64_second_call);
}

void arch_second_off(void)
{
	psci_call(PSCI_CPU_OFF, 0, 0, 0);
	for (;;)
		__asm__ volatile("wfi");
}

/* The affinity of the CPU in the tree that is not this one. */
static uint64_t other_cpu(void)
{
	uint64_t self;

	__asm__ volatile("mrs	%0, mpidr_el1" : "=r"(self));
	self &= ARM64_AFFINITY;
	return arm64_machine.cpu_ids[0] == self ? arm64_machine.cpu_ids[1]
						: arm64_machine.cpu_ids[0];
}

/* A CPU that goes off is on for a while after it has said so. */
static bool turn_on(void)
{
	for (unsigned int turn = 0; turn < WAIT_TURNS_MAX; turn++) {
		int32_t result = psci_call(PSCI_CPU_ON, other_cpu(),
					   (uint64_t)(uintptr_t)arm64_second_entry, 0);

		if (result != PSCI_ALREADY_ON)
			return result == PSCI_SUCCESS;
		wait_turn();
	}
	return false;
}

bool arch_second_start(void)
{
	return turn_on() && second_comes();
}
