// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Hypervisors answer CPUID leaves from 0x40000000 on with a signature, Xen one of 0x100 further on
 * where it passes for another one first. An emulator without any below it answers there as well.
 */
#include "probe/arch/x86_64/hypervisor.h"

#include <stddef.h>

#include "probe/arch/x86_64/cpu.h"
#include "probe/hypervisor/hypervisor.h"

#define FEATURE_HYPERVISOR (1u << 31) /* CPUID 1, ECX */
#define LEAVES_FIRST       0x40000000u
#define LEAVES_END         0x40010000u
#define LEAVES_STEP        0x100u

struct signature {
	uint32_t words[3];
};

#define SIGNATURE(a, b, c)                                                                         \
	{                                                                                          \
		.words = {(a), (b), (c) }                                                          \
	}

static const struct known {
	const struct hypervisor *hypervisor;
	const char *emulator;       /* NULL: none */
	struct signature signature; /* EBX, ECX, EDX */
} known[] = {
	{
		/* "XenVMMXenVMM" (xen/include/public/arch-x86/cpuid.h) */
		.hypervisor = &hypervisor_xen,
		.signature = SIGNATURE(0x566e6558, 0x65584d4d, 0x4d4d566e),
	},
	{
		/* "KVMKVMKVM" (Linux, Documentation/virt/kvm/x86/cpuid.rst) */
		.hypervisor = &hypervisor_kvm,
		.signature = SIGNATURE(0x4b4d564b, 0x564b4d56, 0x0000004d),
	},
	{
		/* "TCGTCGTCGTCG": QEMU's emulator */
		.hypervisor = &hypervisor_native,
		.emulator = "tcg",
		.signature = SIGNATURE(0x54474354, 0x43544743, 0x47435447),
	},
};

bool x86_64_calls_by_vmmcall;

static bool answers(uint32_t leaf, const struct signature *signature)
{
	struct cpuid answer = cpuid(leaf);

	return answer.ebx == signature->words[0] && answer.ecx == signature->words[1] &&
	       answer.edx == signature->words[2];
}

static const struct known *find(void)
{
	for (uint32_t leaf = LEAVES_FIRST; leaf < LEAVES_END; leaf += LEAVES_STEP)
		for (size_t at = 0; at < sizeof(known) / sizeof(known[0]); at++)
			if (answers(leaf, &known[at].signature))
				return &known[at];
	return NULL;
}

const struct hypervisor *x86_64_hypervisor(const char **emulator)
{
	const struct known *found;

	*emulator = NULL;
	if (!(cpuid(1).ecx & FEATURE_HYPERVISOR))
		return &hypervisor_native;
	found = find();
	if (!found)
		return &hypervisor_unknown;
	*emulator = found->emulator;
	return found->hypervisor;
}

/* A CPU executes its own vendor's alone. */
void x86_64_calls_discover(void)
{
	static const struct signature amd[] = {
		SIGNATURE(0x68747541, 0x444d4163, 0x69746e65), /* "AuthenticAMD" */
		SIGNATURE(0x6f677948, 0x656e6975, 0x6e65476e), /* "HygonGenuine" */
	};

	for (size_t at = 0; at < sizeof(amd) / sizeof(amd[0]); at++)
		if (answers(0, &amd[at]))
			x86_64_calls_by_vmmcall = true;
}
