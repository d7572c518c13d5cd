// SPDX-License-Identifier: GPL-2.0-or-later
/* What each window has in its registers. */
#include "probe/arch/window.h"

#include "probe/arch/arm64/gic.h"
#include "probe/arch/arm64/machine.h"
#include "probe/arch/arm64/second.h"
#include "probe/arch/arm64/window.h"
#include "probe/hypervisor/xen_interface.h"

/* A service of a vendor's hypervisor that does not exist: what kvm-unit-tests' micro-bench calls.
 */
#define KVM_NO_SUCH_CALL 0x4b000000u
#define NOT_SUPPORTED    (~UINT64_C(0))

#define XEN_VERSION_CALL 17 /* __HYPERVISOR_xen_version */
#define XEN_VERSION      0  /* XENVER_version: the result is all there is */

void arch_window_null(void)
{
	struct registers registers = {0};

	WINDOW(BODY_NULL, &registers);
}

bool arch_window_hypercall_kvm(void)
{
	struct registers registers = {.x0 = KVM_NO_SUCH_CALL};

	WINDOW(BODY_HYPERCALL_KVM, &registers);
	return registers.x0 == NOT_SUPPORTED;
}

uint64_t arch_window_hypercall_xen(void)
{
	struct registers registers = {.x0 = XEN_VERSION, .x16 = XEN_VERSION_CALL};

	WINDOW(BODY_HYPERCALL_XEN, &registers);
	return registers.x0;
}

uint32_t arch_window_intc_trap(void)
{
	struct registers registers = {.x1 = arm64_machine.gic.distributor + GICD_IIDR};

	WINDOW(BODY_INTC_TRAP, &registers);
	return (uint32_t)registers.x0;
}

void arch_window_irq_completion(uint32_t acknowledged)
{
	struct registers registers = {
		.x0 = acknowledged,
		.x1 = arm64_machine.gic.cpu_interface + GICC_EOIR,
	};

	if (arm64_machine.gic.version == 2)
		WINDOW(BODY_IRQ_COMPLETION_V2, &registers);
	else
		WINDOW(BODY_IRQ_COMPLETION_V3, &registers);
}

void arch_window_virtual_ipi(void)
{
	struct registers registers = {
		.x0 = arm64_second_call,
		.x1 = arm64_machine.gic.distributor + GICD_SGIR,
	};

	if (arm64_machine.gic.version == 2)
		SIGNAL(BODY_VIRTUAL_IPI_V2, &registers);
	else
		SIGNAL(BODY_VIRTUAL_IPI_V3, &registers);
}

void arch_window_signal(uint32_t where)
{
	struct registers registers = {.x1 = arm64_machine.backend.registers + where};

	SIGNAL(BODY_SIGNAL, &registers);
}

void arch_window_signal_and_yield(uint32_t where)
{
	struct registers registers = {.x1 = arm64_machine.backend.registers + where};

	SIGNAL(BODY_SIGNAL_AND_YIELD, &registers);
}

static struct registers send_event(const struct evtchn_send *send)
{
	return (struct registers){
		.x0 = EVTCHNOP_send,
		.x1 = (uint64_t)(uintptr_t)send,
		.x16 = HYPERVISOR_event_channel_op,
	};
}

int64_t arch_window_event(const struct evtchn_send *send)
{
	struct registers registers = send_event(send);

	SIGNAL(BODY_HYPERCALL_XEN, &registers);
	return (int64_t)registers.x0;
}

int64_t arch_window_event_and_yield(const struct evtchn_send *send)
{
	struct registers registers = send_event(send);

	SIGNAL(BODY_HYPERCALL_XEN_AND_YIELD, &registers);
	return (int64_t)registers.x0;
}
