// SPDX-License-Identifier: GPL-2.0-or-later
/* A VCPU of the host's own kind, with PSCI 0.2 or newer by HVC to turn the machine off with. */
#include <linux/kvm.h>
#include <stdint.h>

#include "vmm/arch.h"
#include "vmm/arch/arm64/registers.h"

int arch_vcpu_init(const struct vmm_vm *vm, const struct vmm_vcpu *vcpu, struct ws_error *error)
{
	struct kvm_vcpu_init init = {0};
	int result = vmm_kvm_call(vm->fd, KVM_ARM_PREFERRED_TARGET, VMM_KVM_POINTER(&init), error);

	if (result < 0)
		return result;
	init.features[0] |= 1U << KVM_ARM_VCPU_PSCI_0_2;
	if (vcpu->index)
		init.features[0] |= 1U << KVM_ARM_VCPU_POWER_OFF; /* until the guest starts it */
	return vmm_kvm_call(vcpu->fd, KVM_ARM_VCPU_INIT, VMM_KVM_POINTER(&init), error);
}

uint64_t arch_vcpu_program_counter(const struct vmm_vcpu *vcpu)
{
	uint64_t value = 0;
	struct kvm_one_reg access = {.id = VMM_REGISTER_PC, .addr = (uintptr_t)&value};

	return vmm_kvm_try(vcpu->fd, KVM_GET_ONE_REG, VMM_KVM_POINTER(&access)) < 0 ? 0 : value;
}
