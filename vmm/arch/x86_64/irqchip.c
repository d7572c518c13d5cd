// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The interrupt controllers in the kernel (Linux, Documentation/virt/kvm/api.rst,
 * KVM_CREATE_IRQCHIP and KVM_SET_GSI_ROUTING): a local APIC comes with each VCPU that is made after
 * them. The backend's interrupt is a message to the first of these, and goes past the I/O APIC as a
 * real device's does.
 */
#include <linux/kvm.h>

#include "vmm/arch.h"
#include "vmm/arch/x86_64/cpuid.h"
#include "vmm/arch/x86_64/layout.h"

/*
 * A guest that spins until it is interrupted is to be interrupted there: a CPU that takes its
 * PAUSEs for a lost time slice (PAUSE-loop exiting, pause filter) is told to leave it alone.
 */
static int leave_spinning(struct vmm_vm *vm, struct ws_error *error)
{
	struct kvm_enable_cap disable = {
		.cap = KVM_CAP_X86_DISABLE_EXITS,
		.args = {KVM_X86_DISABLE_EXITS_PAUSE},
	};
	int offered = vmm_kvm_try(vm->kvm, KVM_CHECK_EXTENSION, KVM_CAP_X86_DISABLE_EXITS);

	if (offered <= 0 || !(offered & KVM_X86_DISABLE_EXITS_PAUSE))
		return 0;
	return vmm_kvm_call(vm->fd, KVM_ENABLE_CAP, VMM_KVM_POINTER(&disable), error);
}

/* Intel's CPUs without "unrestricted guest" run real mode in memory of their own: before VCPUs. */
int arch_irqchip_prepare(struct vmm_vm *vm, struct ws_error *error)
{
	uint64_t identity_map = IDENTITY_MAP;
	int result = vmm_kvm_call(vm->fd, KVM_SET_IDENTITY_MAP_ADDR, VMM_KVM_POINTER(&identity_map),
				  error);

	if (result >= 0)
		result = vmm_kvm_call(vm->fd, KVM_SET_TSS_ADDR, TASK_STATE, error);
	if (result >= 0)
		result = vmm_kvm_call(vm->fd, KVM_CREATE_IRQCHIP, 0, error);
	if (result >= 0)
		result = leave_spinning(vm, error);
	vm->irqchip = vm->options->irqchip ? vm->options->irqchip : VMM_X2APIC;
	return result;
}

/* The one route there is takes the place of those from the pins of the controllers. */
int arch_irqchip_create(struct vmm_vm *vm, struct ws_error *error)
{
	union {
		struct kvm_irq_routing list;
		uint8_t room[sizeof(struct kvm_irq_routing) + sizeof(struct kvm_irq_routing_entry)];
	} routing = {.list.nr = 1};

	routing.list.entries[0] = (struct kvm_irq_routing_entry){
		.gsi = BACKEND_ROUTE,
		.type = KVM_IRQ_ROUTING_MSI,
		.u.msi.address_lo = LOCAL_APIC_BASE, /* physical destination 0 */
		.u.msi.data = BACKEND_VECTOR,        /* fixed, by its edge */
	};
	return vmm_kvm_call(vm->fd, KVM_SET_GSI_ROUTING, VMM_KVM_POINTER(&routing), error);
}
