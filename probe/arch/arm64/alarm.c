// SPDX-License-Identifier: GPL-2.0-or-later
/* The virtual timer (Arm ARM DDI 0487, D12.2), on the interrupt that Arm's base system has for it.
 */
#include "probe/arch/alarm.h"

#include "probe/arch/arm64/gic.h"

#define TIMER_INTERRUPT 27

#define CTL_ENABLE    (1u << 0)
#define CTL_CONDITION (1u << 2)

void arch_alarm_set(uint32_t seconds)
{
	uint64_t frequency;
	uint64_t now;

	__asm__ volatile("mrs	%0, cntfrq_el0" : "=r"(frequency));
	__asm__ volatile("isb\n\tmrs	%0, cntvct_el0" : "=r"(now) : : "memory");
	__asm__ volatile("msr	cntv_cval_el0, %0" : : "r"(now + seconds * frequency));
	gic_interrupt_open(TIMER_INTERRUPT);
	__asm__ volatile("msr	cntv_ctl_el0, %0\n\tisb" : : "r"((uint64_t)CTL_ENABLE) : "memory");
}

void arch_alarm_clear(void)
{
	__asm__ volatile("msr	cntv_ctl_el0, xzr\n\tisb" : : : "memory");
	gic_interrupt_close(TIMER_INTERRUPT);
}

bool arch_alarm_rang(void)
{
	uint64_t control;

	__asm__ volatile("mrs	%0, cntv_ctl_el0" : "=r"(control) : : "memory");
	return (control & (CTL_ENABLE | CTL_CONDITION)) == (CTL_ENABLE | CTL_CONDITION);
}
