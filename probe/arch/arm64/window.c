// SPDX-License-Identifier: GPL-2.0-or-later
/* Windows in the lab: a body between two markers. */
#include "probe/arch/window.h"

#include <worldswitch/markers.h>

#include "probe/arch/arm64/body.h"
#include "probe/arch/arm64/gic.h"
#include "probe/arch/arm64/hint.h"
#include "probe/arch/arm64/machine.h"
#include "probe/arch/arm64/second.h"
#include "probe/hypervisor/xen_interface.h"

#define WINDOW(body) HINT(WS_MARKER_BEGIN) body HINT(WS_MARKER_END)

/* A window that ends elsewhere; what was written before it must have arrived there. */
#define SIGNAL(body) "dsb	sy\n\t" HINT(WS_MARKER_BEGIN) body

/* A service of a vendor's hypervisor that does not exist: what kvm-unit-tests' micro-bench calls.
 */
#define KVM_NO_SUCH_CALL 0x4b000000u
#define NOT_SUPPORTED    (~UINT64_C(0))

#define XEN_VERSION_CALL 17 /* __HYPERVISOR_xen_version */
#define XEN_VERSION      0  /* XENVER_version: the result is all there is */

void arch_window_null(void)
{
	__asm__ volatile(WINDOW(BODY_NULL) : : : "memory");
}

bool arch_window_hypercall_kvm(void)
{
	register uint64_t x0 __asm__("x0") = KVM_NO_SUCH_CALL;

	__asm__ volatile(WINDOW(BODY_HYPERCALL_KVM) : "+r"(x0) : : "x1", "x16", BODY_CALL_CLOBBERS);
	return x0 == NOT_SUPPORTED;
}

uint64_t arch_window_hypercall_xen(void)
{
	register uint64_t x0 __asm__("x0") = XEN_VERSION;
	register uint64_t x1 __asm__("x1") = 0;
	register uint64_t x16 __asm__("x16") = XEN_VERSION_CALL;

	__asm__ volatile(WINDOW(BODY_HYPERCALL_XEN)
			 : "+r"(x0), "+r"(x1), "+r"(x16)
			 :
			 : BODY_CALL_CLOBBERS);
	return x0;
}

uint32_t arch_window_intc_trap(void)
{
	uint32_t value;

	__asm__ volatile(WINDOW(BODY_INTC_TRAP)
			 : [value] "=&r"(value)
			 : [address] "r"(arm64_machine.gic.distributor + GICD_IIDR)
			 : "memory");
	return value;
}

void arch_window_irq_completion(uint32_t acknowledged)
{
	if (arm64_machine.gic.version == 2)
		__asm__ volatile(
			WINDOW(BODY_IRQ_COMPLETION_V2)
			:
			: [acknowledged] "r"(acknowledged), [address] "r"(arm64_machine.gic
										  .cpu_interface +
									  GICC_EOIR)
			: "memory");
	else
		__asm__ volatile(WINDOW(BODY_IRQ_COMPLETION_V3)
				 :
				 : [acknowledged] "r"((uint64_t)acknowledged)
				 : "memory");
}

void arch_window_virtual_ipi(void)
{
	if (arm64_machine.gic.version == 2)
		__asm__ volatile(
			SIGNAL(BODY_VIRTUAL_IPI_V2)
			:
			: [call] "r"(arm64_second_call), [address] "r"(
								 arm64_machine.gic.distributor +
								 GICD_SGIR)
			: "memory");
	else
		__asm__ volatile(SIGNAL(BODY_VIRTUAL_IPI_V3)
				 :
				 : [call] "r"(arm64_second_call)
				 : "memory");
}

void arch_window_signal(uint32_t where)
{
	__asm__ volatile(SIGNAL(BODY_SIGNAL)
			 :
			 : [address] "r"(arm64_machine.backend.registers + where)
			 : "memory");
}

void arch_window_signal_and_yield(uint32_t where)
{
	__asm__ volatile(SIGNAL(BODY_SIGNAL_AND_YIELD)
			 :
			 : [address] "r"(arm64_machine.backend.registers + where)
			 : "memory");
}

int64_t arch_window_event(const struct evtchn_send *send)
{
	register uint64_t x0 __asm__("x0") = EVTCHNOP_send;
	register uint64_t x1 __asm__("x1") = (uint64_t)(uintptr_t)send;
	register uint64_t x16 __asm__("x16") = HYPERVISOR_event_channel_op;

	__asm__ volatile(SIGNAL(BODY_HYPERCALL_XEN)
			 : "+r"(x0), "+r"(x1), "+r"(x16)
			 :
			 : BODY_CALL_CLOBBERS);
	return (int64_t)x0;
}

int64_t arch_window_event_and_yield(const struct evtchn_send *send)
{
	register uint64_t x0 __asm__("x0") = EVTCHNOP_send;
	register uint64_t x1 __asm__("x1") = (uint64_t)(uintptr_t)send;
	register uint64_t x16 __asm__("x16") = HYPERVISOR_event_channel_op;

	__asm__ volatile(SIGNAL(BODY_HYPERCALL_XEN_AND_YIELD)
			 : "+r"(x0), "+r"(x1), "+r"(x16)
			 :
			 : BODY_CALL_CLOBBERS);
	return (int64_t)x0;
}
