// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The local interrupt controller's timer. Nothing tells a guest how fast it counts; who sets alarms
 * is a domain of Xen's, whose timer counts every 10 ns (xen/arch/x86/hvm/vlapic.c,
 * APIC_BUS_CYCLE_NS).
 */
#include "probe/arch/alarm.h"

#include "probe/arch/x86_64/apic.h"
#include "probe/arch/x86_64/vectors.h"

#define TIMER_HZ       100000000u
#define DIVIDE_BY_128  0xau
#define TICKS_A_SECOND (TIMER_HZ / 128)
#define SECONDS_MAX    (UINT32_MAX / TICKS_A_SECOND)

static bool set;

void arch_alarm_set(uint32_t seconds)
{
	if (seconds > SECONDS_MAX)
		seconds = SECONDS_MAX;
	set = true;
	apic_write(APIC_TIMER_DIVIDE, DIVIDE_BY_128);
	apic_write(APIC_TIMER, VECTOR_ALARM);
	apic_write(APIC_TIMER_INITIAL, seconds * TICKS_A_SECOND);
}

void arch_alarm_clear(void)
{
	set = false;
	apic_write(APIC_TIMER_INITIAL, 0);
	apic_write(APIC_TIMER, APIC_MASKED | VECTOR_ALARM);
}

bool arch_alarm_rang(void)
{
	return set && apic_read(APIC_TIMER_CURRENT) == 0;
}
