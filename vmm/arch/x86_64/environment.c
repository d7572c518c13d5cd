// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The CPU's own name for itself (CPUID 0x80000002 to 4), as Linux gives it; and who makes it, where
 * something below answers for it (leaf 0x40000000): QEMU's emulator does whatever the CPU's model.
 */
#include <cpuid.h>
#include <string.h>

#include "host/read.h"
#include "vmm/arch.h"

#define LEAF_HYPERVISOR    0x40000000
#define FEATURE_HYPERVISOR (1U << 31) /* CPUID 1, ECX */
#define SIGNATURE_TCG      "TCGTCGTCGTCG"

bool arch_cpu_model(const char *info, char *model, size_t size)
{
	return host_field(info, "model name", model, size);
}

const char *arch_emulator(const char *root, const char *info)
{
	unsigned int eax, ebx, ecx, edx;
	unsigned int signature[3];

	(void)root;
	(void)info;
	__cpuid(1, eax, ebx, ecx, edx);
	if (!(ecx & FEATURE_HYPERVISOR))
		return NULL;
	__cpuid(LEAF_HYPERVISOR, eax, signature[0], signature[1], signature[2]);
	return memcmp(signature, SIGNATURE_TCG, sizeof(signature)) == 0 ? "tcg" : NULL;
}
