// SPDX-License-Identifier: GPL-2.0-or-later
/* Nothing tells a guest how fast the timer counts; who sets alarms is a domain of Xen's. */
#include "probe/arch/alarm.h"

#include "probe/arch/x86_64/apic.h"
#include "probe/arch/x86_64/timer.h"

#define SECONDS_MAX (UINT32_MAX / TIMER_XEN_HZ)

static bool set;

void arch_alarm_set(uint32_t seconds)
{
	if (seconds > SECONDS_MAX)
		seconds = SECONDS_MAX;
	set = true;
	timer_start(TIMER_ONCE, seconds * TIMER_XEN_HZ);
}

void arch_alarm_clear(void)
{
	set = false;
	timer_end();
}

bool arch_alarm_rang(void)
{
	return set && apic_read(APIC_TIMER_CURRENT) == 0;
}
