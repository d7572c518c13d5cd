// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * While any VCPU of the host has its interrupt controller switched off, KVM takes a longer way
 * wherever it delivers or ends an interrupt, by a branch that it rewrites: at once when one is
 * switched off, a second after the last has been switched on (Linux, arch/x86/kvm/lapic.c,
 * apic_sw_disabled and apic_hw_disabled). 9 to 24 instructions of the cells depend on it. So both
 * CPUs switch theirs on, none ever switches it off again, and that second passes. Where windows are
 * timed it is longer than all of them, and what depends on it less than what they vary by.
 */
#include "probe/arch/x86_64/settle.h"

#include "probe/arch/peer.h"
#include "probe/arch/window.h"
#include "probe/arch/x86_64/apic.h"
#include "probe/arch/x86_64/machine.h"
#include "probe/arch/x86_64/timer.h"

/* KVM's timer counts nanoseconds: one second and a half. */
#define TICKS (1500000000u / TIMER_COUNTS)

/* The tracer begins at the first marker that it meets, which is not to be one in a handler. */
void x86_64_settle(void)
{
	arch_window_null();
	if (x86_64_machine.cpus > 1) {
		arch_peer_start(ARCH_REST_IDLE);
		arch_peer_stop();
	}
	if (!apic_open())
		return;
	timer_sleep(TICKS);
	apic_close();
}
