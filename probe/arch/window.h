/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Port contract: one window for each call. From marker to marker it is one statement of assembly,
 * its operands in registers before it begins: nothing that a compiler makes is inside. A window
 * that ends on another CPU, or in another machine, is one statement from its begin to its signal;
 * its end is the receiver's.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_WINDOW_H
#define WORLDSWITCH_PROBE_ARCH_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

struct evtchn_send;

void arch_window_null(void);

/* Calls for a service that does not exist; whether the answer says so. */
bool arch_window_hypercall_kvm(void);

/* The hypercall's result. */
uint64_t arch_window_hypercall_xen(void);

/* The register's value. */
uint32_t arch_window_intc_trap(void);

/* Ends the interrupt that arch_interrupt_self acknowledged. */
void arch_window_irq_completion(uint32_t acknowledged);

/* Interrupts the second CPU (peer.h). */
void arch_window_virtual_ipi(void);

/* Writes to that register of the backend (backend.h), which signals. */
void arch_window_signal(uint32_t where);

/* The same, and then waits for an interrupt, which is left pending. */
void arch_window_signal_and_yield(uint32_t where);

/* Sends an event to another domain of Xen's; the call's result. */
int64_t arch_window_event(const struct evtchn_send *send);

/* The same, and then waits for an interrupt, which is left pending. */
int64_t arch_window_event_and_yield(const struct evtchn_send *send);

#endif
