/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What CPUID tells the guest: what KVM offers, with each CPU's own identity in it. */
#ifndef WORLDSWITCH_VMM_ARCH_X86_64_CPUID_H
#define WORLDSWITCH_VMM_ARCH_X86_64_CPUID_H

#include <linux/kvm.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Versions of the interrupt controller: its local APICs in memory, or by MSRs as well. */
#define VMM_XAPIC  1
#define VMM_X2APIC 2

/* What a CPU says of its time-stamp counter. */
#define VMM_LEAF_POWER        0x80000007
#define VMM_FEATURE_INVARIANT (1U << 8) /* EDX */

struct vmm_cpu {
	uint32_t apic_id;
	unsigned int cpus; /* of the guest */
	bool x2apic;
	bool invariant; /* its time-stamp counter, and it stays on a host where that is so */
	bool deadline;  /* its APIC's timer can wait for a value of the time-stamp counter */
};

/* Makes of what KVM supports (KVM_GET_SUPPORTED_CPUID) what this CPU says. */
void vmm_cpuid_edit(struct kvm_cpuid_entry2 *entries, size_t count, const struct vmm_cpu *cpu);

#endif
