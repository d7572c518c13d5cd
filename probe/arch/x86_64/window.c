// SPDX-License-Identifier: GPL-2.0-or-later
/* Windows in the lab: a body between two markers. */
#include "probe/arch/window.h"

#include <worldswitch/markers.h>

#include "probe/arch/x86_64/apic.h"
#include "probe/arch/x86_64/body.h"
#include "probe/arch/x86_64/hypervisor.h"
#include "probe/arch/x86_64/machine.h"
#include "probe/arch/x86_64/nop.h"
#include "probe/arch/x86_64/second.h"
#include "probe/arch/x86_64/vectors.h"
#include "probe/hypervisor/xen_interface.h"

#define WINDOW(body) MARKER(WS_MARKER_BEGIN) body MARKER(WS_MARKER_END)

/* A window that ends elsewhere; what was written before it must have arrived there. */
#define SIGNAL(body) "mfence\n\tlfence\n\t" MARKER(WS_MARKER_BEGIN) body

/* No call of KVM's has this number, which kvm-unit-tests' vmexit calls. */
#define KVM_NO_SUCH_CALL UINT64_C(0)
#define KVM_ENOSYS       1000 /* Linux, include/uapi/linux/kvm_para.h */

#define XEN_VERSION_CALL 17 /* __HYPERVISOR_xen_version */
#define XEN_VERSION      0  /* XENVER_version: the result is all there is */

#define SIGNAL_AND_YIELD(body) SIGNAL(body BODY_YIELD)

/* A call inside one of these, by the instruction that this vendor's CPUs have for it. */
#define CALL(inside, call, first, second)                                                          \
	do {                                                                                       \
		if (x86_64_calls_by_vmmcall)                                                       \
			__asm__ volatile(inside(BODY_CALL_AMD)                                     \
					 : "+a"(call), "+D"(first), "+S"(second)                   \
					 :                                                         \
					 : "memory");                                              \
		else                                                                               \
			__asm__ volatile(inside(BODY_CALL_INTEL)                                   \
					 : "+a"(call), "+D"(first), "+S"(second)                   \
					 :                                                         \
					 : "memory");                                              \
	} while (0)

void arch_window_null(void)
{
	__asm__ volatile(WINDOW(BODY_NULL) : : : "memory");
}

bool arch_window_hypercall_kvm(void)
{
	uint64_t result = KVM_NO_SUCH_CALL;
	uint64_t first = 0;
	uint64_t second = 0;

	CALL(WINDOW, result, first, second);
	return (int64_t)result == -KVM_ENOSYS;
}

uint64_t arch_window_hypercall_xen(void)
{
	uint64_t result = XEN_VERSION_CALL;
	uint64_t first = XEN_VERSION;
	uint64_t second = 0;

	CALL(WINDOW, result, first, second);
	return result;
}

uint32_t arch_window_intc_trap(void)
{
	uint32_t value;
	uint32_t high;

	if (x86_64_apic.version == 1)
		__asm__ volatile(WINDOW(BODY_INTC_TRAP)
				 : [value] "=a"(value)
				 : [address] "r"(x86_64_apic.registers + x86_64_apic.emulated)
				 : "memory");
	else
		__asm__ volatile(WINDOW(BODY_INTC_TRAP_X2)
				 : "=a"(value), "=d"(high)
				 : "c"(APIC_MSR(x86_64_apic.emulated))
				 : "memory");
	return value;
}

/* It is the one that is active, whatever its vector. */
void arch_window_irq_completion(uint32_t acknowledged)
{
	(void)acknowledged;
	if (x86_64_apic.version == 1)
		__asm__ volatile(WINDOW(BODY_IRQ_COMPLETION)
				 :
				 : [value] "a"(0), [address] "r"(x86_64_apic.registers + APIC_END)
				 : "memory");
	else
		__asm__ volatile(WINDOW(BODY_IRQ_COMPLETION_X2)
				 :
				 : "a"(0), "d"(0), "c"(APIC_MSR(APIC_END))
				 : "memory");
}

/* With xAPIC to whom it goes is in a register of its own, which second_open has written. */
void arch_window_virtual_ipi(void)
{
	if (x86_64_apic.version == 1)
		__asm__ volatile(
			SIGNAL(BODY_VIRTUAL_IPI)
			:
			: [value] "a"(APIC_ASSERT | VECTOR_SECOND), [address] "r"(
									    x86_64_apic.registers +
									    APIC_COMMAND)
			: "memory");
	else
		__asm__ volatile(SIGNAL(BODY_VIRTUAL_IPI_X2)
				 :
				 : "a"(APIC_ASSERT | VECTOR_SECOND), "d"(x86_64_second_id),
				   "c"(APIC_MSR(APIC_COMMAND))
				 : "memory");
}

void arch_window_signal(uint32_t where)
{
	__asm__ volatile(SIGNAL(BODY_SIGNAL)
			 :
			 : [value] "a"(0), [address] "r"(x86_64_machine.backend.registers + where)
			 : "memory");
}

void arch_window_signal_and_yield(uint32_t where)
{
	__asm__ volatile(SIGNAL_AND_YIELD(BODY_SIGNAL)
			 :
			 : [value] "a"(0), [address] "r"(x86_64_machine.backend.registers + where)
			 : "memory");
}

int64_t arch_window_event(const struct evtchn_send *send)
{
	uint64_t result = HYPERVISOR_event_channel_op;
	uint64_t first = EVTCHNOP_send;
	uint64_t second = (uint64_t)(uintptr_t)send;

	CALL(SIGNAL, result, first, second);
	return (int64_t)result;
}

int64_t arch_window_event_and_yield(const struct evtchn_send *send)
{
	uint64_t result = HYPERVISOR_event_channel_op;
	uint64_t first = EVTCHNOP_send;
	uint64_t second = (uint64_t)(uintptr_t)send;

	CALL(SIGNAL_AND_YIELD, result, first, second);
	return (int64_t)result;
}
