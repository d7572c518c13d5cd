// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A VCPU of the host's own kind. The first one waits to be given its registers (boot.c); others
 * wait in the kernel, for the INIT and start-up interrupts that the guest sends.
 */
#include <cpuid.h>
#include <errno.h>
#include <linux/kvm.h>

#include "vmm/arch.h"
#include "vmm/arch/x86_64/cpuid.h"

#define ENTRIES_MAX 256 /* Linux, arch/x86/kvm/cpuid.h, KVM_MAX_CPUID_ENTRIES */

static bool has_deadline(const struct vmm_vm *vm)
{
	return vmm_kvm_try(vm->kvm, KVM_CHECK_EXTENSION, KVM_CAP_TSC_DEADLINE_TIMER) > 0;
}

/* KVM says it of no guest that is not told so: one may be moved to another host. */
static bool clock_is_invariant(void)
{
	uint32_t eax;
	uint32_t ebx;
	uint32_t ecx;
	uint32_t edx;

	return __get_cpuid(VMM_LEAF_POWER, &eax, &ebx, &ecx, &edx) && edx & VMM_FEATURE_INVARIANT;
}

int arch_vcpu_init(const struct vmm_vm *vm, const struct vmm_vcpu *vcpu, struct ws_error *error)
{
	const struct vmm_cpu cpu = {
		.apic_id = vcpu->index,
		.cpus = vmm_vm_cpus(vm),
		.x2apic = vm->irqchip == VMM_X2APIC,
		.deadline = has_deadline(vm),
		.invariant = vm->options->timed && clock_is_invariant(),
	};
	union {
		struct kvm_cpuid2 list;
		uint8_t room[sizeof(struct kvm_cpuid2) +
			     ENTRIES_MAX * sizeof(struct kvm_cpuid_entry2)];
	} cpuid = {.list.nent = ENTRIES_MAX};
	int result = vmm_kvm_call(vm->kvm, KVM_GET_SUPPORTED_CPUID, VMM_KVM_POINTER(&cpuid), error);

	if (result < 0)
		return result;
	if (cpuid.list.nent > ENTRIES_MAX)
		return ws_fail(error, EINVAL, "KVM_GET_SUPPORTED_CPUID: %u leaves",
			       cpuid.list.nent);
	vmm_cpuid_edit(cpuid.list.entries, cpuid.list.nent, &cpu);
	return vmm_kvm_call(vcpu->fd, KVM_SET_CPUID2, VMM_KVM_POINTER(&cpuid), error);
}

uint64_t arch_vcpu_program_counter(const struct vmm_vcpu *vcpu)
{
	struct kvm_regs registers;

	return vmm_kvm_try(vcpu->fd, KVM_GET_REGS, VMM_KVM_POINTER(&registers)) < 0 ? 0
										    : registers.rip;
}
