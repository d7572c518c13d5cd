// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The system counter (Arm ARM DDI 0487, D11). A guest reads it as the physical one, CNTPCT_EL0,
 * which KVM gives an offset only where it is asked to; user space reads it as the virtual one,
 * which has none there. That both are the same is tried all the same: a host may be a guest itself.
 * A kernel that has no such register (Linux before 6.4) has no offset for it either.
 */
#include <errno.h>
#include <linux/kvm.h>

#include "vmm/arch.h"

#define TRIALS 4

uint64_t arch_clock_now(void)
{
	uint64_t value;

	__asm__ volatile("isb\n\tmrs	%0, cntvct_el0\n\tisb" : "=r"(value) : : "memory");
	return value;
}

bool arch_clock_share(const struct vmm_vcpu *vcpu)
{
	uint64_t value = 0;
	struct kvm_one_reg access = {.id = KVM_REG_ARM_PTIMER_CNT, .addr = (uintptr_t)&value};

	for (unsigned int trial = 0; trial < TRIALS; trial++) {
		uint64_t before = arch_clock_now();
		int result = vmm_kvm_try(vcpu->fd, KVM_GET_ONE_REG, VMM_KVM_POINTER(&access));

		if (result == -ENOENT)
			return true;
		if (result < 0 || value < before || value > arch_clock_now())
			return false;
	}
	return true;
}

/* CNTFRQ_EL0 says it. */
uint64_t arch_clock_frequency(const struct vmm_vcpu *vcpu)
{
	(void)vcpu;
	return 0;
}
