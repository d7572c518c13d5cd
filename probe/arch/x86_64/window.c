// SPDX-License-Identifier: GPL-2.0-or-later
/* What each window has in its registers. */
#include "probe/arch/window.h"

#include "probe/arch/x86_64/apic.h"
#include "probe/arch/x86_64/hypervisor.h"
#include "probe/arch/x86_64/machine.h"
#include "probe/arch/x86_64/second.h"
#include "probe/arch/x86_64/vectors.h"
#include "probe/arch/x86_64/window.h"
#include "probe/hypervisor/xen_interface.h"

/* No call of KVM's has this number, which kvm-unit-tests' vmexit calls. */
#define KVM_NO_SUCH_CALL UINT64_C(0)
#define KVM_ENOSYS       1000 /* Linux, include/uapi/linux/kvm_para.h */

#define XEN_VERSION_CALL 17 /* __HYPERVISOR_xen_version */
#define XEN_VERSION      0  /* XENVER_version: the result is all there is */

/* A call inside one of these, by the instruction that this vendor's CPUs have for it. */
#define CALL(inside, behind, registers)                                                            \
	do {                                                                                       \
		if (x86_64_calls_by_vmmcall)                                                       \
			inside(BODY_CALL_AMD behind, registers);                                   \
		else                                                                               \
			inside(BODY_CALL_INTEL behind, registers);                                 \
	} while (0)

/* The controller's register as memory, or as an MSR. */
static struct registers controller(uint32_t offset, uint32_t low, uint32_t high)
{
	return (struct registers){
		.rax = low,
		.rbx = x86_64_apic.registers + offset,
		.rcx = APIC_MSR(offset),
		.rdx = high,
	};
}

void arch_window_null(void)
{
	struct registers registers = {0};

	WINDOW(BODY_NULL, &registers);
}

bool arch_window_hypercall_kvm(void)
{
	struct registers registers = {.rax = KVM_NO_SUCH_CALL};

	CALL(WINDOW, "", &registers);
	return (int64_t)registers.rax == -KVM_ENOSYS;
}

uint64_t arch_window_hypercall_xen(void)
{
	struct registers registers = {.rax = XEN_VERSION_CALL, .rdi = XEN_VERSION};

	CALL(WINDOW, "", &registers);
	return registers.rax;
}

uint32_t arch_window_intc_trap(void)
{
	struct registers registers = controller(x86_64_apic.emulated, 0, 0);

	if (x86_64_apic.version == 1)
		WINDOW(BODY_INTC_TRAP, &registers);
	else
		WINDOW(BODY_INTC_TRAP_X2, &registers);
	return (uint32_t)registers.rax;
}

/* It is the one that is active, whatever its vector. */
void arch_window_irq_completion(uint32_t acknowledged)
{
	struct registers registers = controller(APIC_END, 0, 0);

	(void)acknowledged;
	if (x86_64_apic.version == 1)
		WINDOW(BODY_IRQ_COMPLETION, &registers);
	else
		WINDOW(BODY_IRQ_COMPLETION_X2, &registers);
}

/* With xAPIC to whom it goes is in a register of its own, which second_open has written. */
void arch_window_virtual_ipi(void)
{
	struct registers registers =
		controller(APIC_COMMAND, APIC_ASSERT | VECTOR_SECOND, x86_64_second_id);

	if (x86_64_apic.version == 1)
		SIGNAL(BODY_VIRTUAL_IPI, &registers);
	else
		SIGNAL(BODY_VIRTUAL_IPI_X2, &registers);
}

void arch_window_signal(uint32_t where)
{
	struct registers registers = {.rbx = x86_64_machine.backend.registers + where};

	SIGNAL(BODY_SIGNAL, &registers);
}

void arch_window_signal_and_yield(uint32_t where)
{
	struct registers registers = {.rbx = x86_64_machine.backend.registers + where};

	SIGNAL(BODY_SIGNAL BODY_YIELD, &registers);
}

static struct registers send_event(const struct evtchn_send *send)
{
	return (struct registers){
		.rax = HYPERVISOR_event_channel_op,
		.rdi = EVTCHNOP_send,
		.rsi = (uint64_t)(uintptr_t)send,
	};
}

int64_t arch_window_event(const struct evtchn_send *send)
{
	struct registers registers = send_event(send);

	CALL(SIGNAL, "", &registers);
	return (int64_t)registers.rax;
}

int64_t arch_window_event_and_yield(const struct evtchn_send *send)
{
	struct registers registers = send_event(send);

	CALL(SIGNAL, BODY_YIELD, &registers);
	return (int64_t)registers.rax;
}
