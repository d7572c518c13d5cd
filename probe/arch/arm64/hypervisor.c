// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whoever gives us EL2 has nothing there. Hypervisors that follow Arm DEN 0028 answer a call with
 * an identifier of their own; the calls are made only where the device tree says that HVC is a way
 * to call somebody. Xen's tree names it too, but a domain made without `xen,enhanced` has no such
 * node.
 */
#include "probe/arch/arm64/hypervisor.h"

#include <stddef.h>

#include "probe/arch/arm64/call.h"
#include "probe/hypervisor/hypervisor.h"

/*
 * MIDR_EL1 of QEMU's CPU model `max` (target/arm/tcg/cpu64.c): an implementer of 0, which is
 * reserved for software, and part 'Q'. Its other models have the numbers of the CPUs that they are
 * named after.
 */
#define MIDR_ID(midr) ((midr)&0xff00fff0)
#define MIDR_QEMU_MAX 0x00000510

static const struct known {
	const struct hypervisor *hypervisor;
	uint32_t call;
	uint32_t answer[4];
} known[] = {
	{
		/* a71812dc-c698-4369-9acf-79d18ddee667 (xen/include/public/arch-arm/smccc.h) */
		.hypervisor = &hypervisor_xen,
		.call = 0x8500ff01,
		.answer = {0xdc1218a7, 0x694398c6, 0xd179cf9a, 0x67e6de8d},
	},
	{
		/* 28b46fb6-2ec5-11e9-a9ca-4b564d003a74 (Linux, include/linux/arm-smccc.h) */
		.hypervisor = &hypervisor_kvm,
		.call = 0x8600ff01,
		.answer = {0xb66fb428, 0xe911c52e, 0x564bcaa9, 0x743a004d},
	},
};

static bool answers(const struct known *candidate)
{
	struct arm64_call call = {.x = {candidate->call}};

	arm64_hvc(&call);
	for (size_t at = 0; at < 4; at++)
		if ((uint32_t)call.x[at] != candidate->answer[at])
			return false;
	return true;
}

const struct hypervisor *arm64_hypervisor(const struct arm64_machine *machine,
					  unsigned int entry_level)
{
	if (machine->xen)
		return &hypervisor_xen;
	if (entry_level == 2)
		return &hypervisor_native;
	for (size_t at = 0; at < sizeof(known) / sizeof(known[0]); at++)
		if (machine->conduit == ARM64_CONDUIT_HVC && answers(&known[at]))
			return known[at].hypervisor;
	return &hypervisor_unknown;
}

const char *arm64_emulator(void)
{
	uint64_t midr;

	__asm__("mrs %0, midr_el1" : "=r"(midr));
	return MIDR_ID(midr) == MIDR_QEMU_MAX ? "tcg" : NULL;
}
