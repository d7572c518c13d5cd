// SPDX-License-Identifier: GPL-2.0-or-later
/* Writing the initial count starts it (AMD64 Architecture Programmer's Manual, volume 2, 16.4.1).
 */
#include "probe/arch/x86_64/timer.h"

#include "probe/arch/common/receive.h"
#include "probe/arch/x86_64/apic.h"
#include "probe/arch/x86_64/receive.h"
#include "probe/arch/x86_64/vectors.h"

#define DIVIDE_BY_128 0xau
#define PERIODIC      (1u << 17)

void timer_start(enum timer_mode mode, uint32_t ticks)
{
	apic_write(APIC_TIMER_DIVIDE, DIVIDE_BY_128);
	apic_write(APIC_TIMER, VECTOR_ALARM | (mode == TIMER_AGAIN ? PERIODIC : 0));
	apic_write(APIC_TIMER_INITIAL, ticks);
}

void timer_end(void)
{
	apic_write(APIC_TIMER_INITIAL, 0);
	apic_write(APIC_TIMER, APIC_MASKED | VECTOR_ALARM);
}

void timer_sleep(uint32_t ticks)
{
	uint32_t before = x86_64_pending;

	timer_start(TIMER_ONCE, ticks);
	while (__atomic_load_n(&x86_64_pending, __ATOMIC_RELAXED) == before)
		arch_receive_idle();
	apic_write(APIC_TIMER, APIC_MASKED | VECTOR_ALARM);
	x86_64_pending = 0;
}
