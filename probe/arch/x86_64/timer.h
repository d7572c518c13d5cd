/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The timer of this CPU's interrupt controller, which is to be open (apic.h). It interrupts by
 * VECTOR_ALARM after ticks of 128 counts; how long one is is the hypervisor's choice.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_TIMER_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_TIMER_H

#include <stdint.h>

#define TIMER_COUNTS 128u /* in a tick */

/* In Xen's domains it counts every 10 ns (xen/arch/x86/hvm/vlapic.c, APIC_BUS_CYCLE_NS). */
#define TIMER_XEN_HZ (100000000u / TIMER_COUNTS)

enum timer_mode { TIMER_ONCE, TIMER_AGAIN };

void timer_start(enum timer_mode mode, uint32_t ticks);
void timer_end(void);

/* Halts until so many have passed; what else has interrupted meanwhile is forgotten. */
void timer_sleep(uint32_t ticks);

#endif
