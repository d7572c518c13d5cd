// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The second CPU: from PSCI's CPU_ON through boot.S to here, and off again. What the two CPUs tell
 * one another is in these words; each has one writer at a time.
 */
#include "probe/arch/arm64/second.h"

#include <stddef.h>

#include "probe/arch/arm64/gic.h"
#include "probe/arch/arm64/machine.h"
#include "probe/arch/arm64/psci.h"
#include "probe/arch/arm64/receive.h"
#include "probe/arch/arm64/turn.h"
#include "probe/arch/arm64/vectors.h"
#include "probe/arch/peer.h"
#include "probe/arch/wait.h"

uint64_t arm64_second_call;

enum state { OFF, ON, BROKEN };

static enum arch_rest how;
static uint32_t state;
static uint32_t resting; /* the interrupts taken when it last went to rest */
static uint32_t last;    /* the number of interrupts after which it goes off */

extern const uint32_t arm64_second_entry[];

/* Called by boot.S. */
_Noreturn void arm64_second(void);

/* Says that it is going to rest, unless it has been told to go off. */
static bool goes_to_rest(void)
{
	uint32_t taken = __atomic_load_n(&arm64_taken, __ATOMIC_ACQUIRE);

	__atomic_store_n(&resting, taken, __ATOMIC_RELEASE);
	return taken != __atomic_load_n(&last, __ATOMIC_ACQUIRE);
}

static void rest_running(void)
{
	interrupts_enable();
	while (goes_to_rest())
		wait_turn();
	interrupts_disable();
}

static void rest_idle(void)
{
	while (goes_to_rest())
		receive_idle();
}

void arm64_second(void)
{
	bool usable = arm64_gic()->open();

	if (usable) {
		arm64_second_call = arm64_gic()->call_of_self();
		vectors_use(receiver_vectors);
		__atomic_store_n(&state, ON, __ATOMIC_RELEASE);
		if (how == ARCH_REST_IDLE)
			rest_idle();
		else
			rest_running();
		arm64_gic()->close();
	}
	__atomic_store_n(&state, usable ? OFF : BROKEN, __ATOMIC_RELEASE);
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

bool arch_peer_start(enum arch_rest rest_kind)
{
	how = rest_kind;
	state = OFF;
	arm64_taken = 0;
	resting = UINT32_MAX;
	last = UINT32_MAX;
	if (!arm64_gic()->open() || !turn_on())
		return false;
	return arch_wait_until(&state, ON);
}

bool arch_peer_rests(uint32_t taken)
{
	if (!arch_wait_until(&resting, taken))
		return false;
	arch_wait_settle();
	return true;
}

void arch_peer_stop(void)
{
	if (__atomic_load_n(&state, __ATOMIC_ACQUIRE) == ON) {
		__atomic_store_n(&last, __atomic_load_n(&arm64_taken, __ATOMIC_ACQUIRE) + 1,
				 __ATOMIC_RELEASE);
		arm64_gic()->call(arm64_second_call);
		arch_wait_until(&state, OFF);
	}
	arm64_gic()->close();
}
