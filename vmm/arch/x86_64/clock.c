// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The time-stamp counter. KVM starts a guest's at 0, by an offset from the host's; since Linux 5.16
 * the offset can be set (Documentation/virt/kvm/devices/vcpu.rst, KVM_VCPU_TSC_OFFSET).
 */
#include <linux/kvm.h>

#include "vmm/arch.h"

#define MSR_TSC 0x10
#define TRIALS  4

uint64_t arch_clock_now(void)
{
	uint32_t low;
	uint32_t high;

	__asm__ volatile("lfence\n\trdtsc\n\tlfence" : "=a"(low), "=d"(high) : : "memory");
	return (uint64_t)high << 32 | low;
}

static bool read_guests(const struct vmm_vcpu *vcpu, uint64_t *value)
{
	union {
		struct kvm_msrs list;
		uint8_t room[sizeof(struct kvm_msrs) + sizeof(struct kvm_msr_entry)];
	} registers = {.list.nmsrs = 1};

	registers.list.entries[0] = (struct kvm_msr_entry){.index = MSR_TSC};
	if (vmm_kvm_try(vcpu->fd, KVM_GET_MSRS, VMM_KVM_POINTER(&registers)) != 1)
		return false;
	*value = registers.list.entries[0].data;
	return true;
}

bool arch_clock_share(const struct vmm_vcpu *vcpu)
{
	const uint64_t none = 0;
	const struct kvm_device_attr offset = {
		.group = KVM_VCPU_TSC_CTRL,
		.attr = KVM_VCPU_TSC_OFFSET,
		.addr = (uintptr_t)&none,
	};

	if (vmm_kvm_try(vcpu->fd, KVM_SET_DEVICE_ATTR, VMM_KVM_POINTER(&offset)) < 0)
		return false;
	for (unsigned int trial = 0; trial < TRIALS; trial++) {
		uint64_t before = arch_clock_now();
		uint64_t value;

		if (!read_guests(vcpu, &value) || value < before || value > arch_clock_now())
			return false;
	}
	return true;
}

uint64_t arch_clock_frequency(const struct vmm_vcpu *vcpu)
{
	int kilohertz = vmm_kvm_try(vcpu->fd, KVM_GET_TSC_KHZ, 0);

	return kilohertz > 0 ? (uint64_t)kilohertz * 1000 : 0;
}
