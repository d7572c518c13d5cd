// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The second CPU, from its start to its end. What the two CPUs tell one another is in these words;
 * each has one writer at a time.
 */
#include "probe/arch/common/second.h"

#include <stdint.h>

#include "probe/arch/common/receive.h"
#include "probe/arch/common/turn.h"
#include "probe/arch/peer.h"
#include "probe/arch/wait.h"

enum state { OFF, ON, BROKEN };

static enum arch_rest how;
static uint32_t state;
static uint32_t resting; /* the interrupts taken when it last went to rest */
static uint32_t last;    /* the number of interrupts after which it goes off */

/* Says that it is going to rest, unless it has been told to go off. */
static bool goes_to_rest(void)
{
	uint32_t taken = __atomic_load_n(&receive_taken, __ATOMIC_ACQUIRE);

	__atomic_store_n(&resting, taken, __ATOMIC_RELEASE);
	return taken != __atomic_load_n(&last, __ATOMIC_ACQUIRE);
}

static void rest_running(void)
{
	arch_receive_enable();
	while (goes_to_rest())
		wait_turn();
	arch_receive_disable();
}

static void rest_idle(void)
{
	while (goes_to_rest())
		arch_receive_idle();
}

static void serve(void)
{
	arch_second_listen();
	__atomic_store_n(&state, ON, __ATOMIC_RELEASE);
	if (how == ARCH_REST_IDLE)
		rest_idle();
	else
		rest_running();
	arch_second_close();
}

void second_main(void)
{
	for (;;) {
		bool usable = arch_second_open();

		if (usable)
			serve();
		__atomic_store_n(&state, usable ? OFF : BROKEN, __ATOMIC_RELEASE);
		arch_second_off();
	}
}

bool second_comes(void)
{
	return arch_wait_until(&state, ON);
}

bool arch_peer_start(enum arch_rest rest_kind)
{
	how = rest_kind;
	state = OFF;
	receive_taken = 0;
	resting = UINT32_MAX;
	last = UINT32_MAX;
	return arch_second_open() && arch_second_start();
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
		__atomic_store_n(&last, __atomic_load_n(&receive_taken, __ATOMIC_ACQUIRE) + 1,
				 __ATOMIC_RELEASE);
		arch_second_call();
		arch_wait_until(&state, OFF);
	}
	arch_second_close();
}
