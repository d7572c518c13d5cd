// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * CPUID's leaves (AMD64 Architecture Programmer's Manual, volume 3, appendix E; Intel SDM, volume
 * 2, "CPUID"). KVM answers with the identity of the host's CPU that it was asked on, which is
 * another one each time. Its own leaves, from 0x40000000 on, stay as they are: by them a guest
 * knows it.
 */
#include "vmm/arch/x86_64/cpuid.h"

#define LEAF_FEATURES      0x00000001
#define LEAF_TOPOLOGY      0x0000000b
#define LEAF_TOPOLOGY_V2   0x0000001f
#define LEAF_ADDRESSES     0x80000008
#define LEAF_TOPOLOGY_AMD  0x8000001e
#define FEATURE_HTT        (1U << 28) /* EDX: there are as many CPUs as EBX says */
#define FEATURE_X2APIC     (1U << 21) /* ECX */
#define FEATURE_DEADLINE   (1U << 24)
#define FEATURE_HYPERVISOR (1U << 31)
#define APIC_ID_SHIFT      24
#define CPUS_SHIFT         16
#define BYTES_0_AND_1      0xffffU
#define LEVEL_SHIFT        8
#define LEVEL_CORE         2

static void edit_bit(uint32_t *word, uint32_t bit, bool set)
{
	*word = set ? *word | bit : *word & ~bit;
}

static void edit_features(struct kvm_cpuid_entry2 *entry, const struct vmm_cpu *cpu)
{
	entry->ebx = (entry->ebx & BYTES_0_AND_1) | cpu->cpus << CPUS_SHIFT |
		     cpu->apic_id << APIC_ID_SHIFT;
	edit_bit(&entry->ecx, FEATURE_X2APIC, cpu->x2apic);
	edit_bit(&entry->ecx, FEATURE_DEADLINE, cpu->deadline);
	edit_bit(&entry->ecx, FEATURE_HYPERVISOR, true);
	edit_bit(&entry->edx, FEATURE_HTT, cpu->cpus > 1);
}

/* One package of cores with one thread each: APIC identifiers are counted from 0. */
static void edit_topology(struct kvm_cpuid_entry2 *entry, const struct vmm_cpu *cpu)
{
	uint32_t level = entry->index;

	entry->eax = level ? 1 : 0; /* the identifier's bits below the next level */
	entry->ebx = level ? cpu->cpus : 1;
	entry->ecx = level | (level < LEVEL_CORE ? level + 1 : 0) << LEVEL_SHIFT;
	if (level >= LEVEL_CORE)
		entry->eax = entry->ebx = 0;
	entry->edx = cpu->apic_id;
}

static void edit_entry(struct kvm_cpuid_entry2 *entry, const struct vmm_cpu *cpu)
{
	switch (entry->function) {
	case LEAF_FEATURES:
		edit_features(entry, cpu);
		break;
	case LEAF_TOPOLOGY:
	case LEAF_TOPOLOGY_V2:
		edit_topology(entry, cpu);
		break;
	case VMM_LEAF_POWER:
		entry->edx |= cpu->invariant ? VMM_FEATURE_INVARIANT : 0;
		break;
	case LEAF_ADDRESSES:
		entry->ecx = cpu->cpus - 1;
		break;
	case LEAF_TOPOLOGY_AMD:
		entry->eax = cpu->apic_id;
		entry->ebx = cpu->apic_id; /* of a core with one thread */
		entry->ecx = 0;            /* of a node of its own */
		break;
	default:
		break;
	}
}

void vmm_cpuid_edit(struct kvm_cpuid_entry2 *entries, size_t count, const struct vmm_cpu *cpu)
{
	for (size_t i = 0; i < count; i++)
		edit_entry(&entries[i], cpu);
}
