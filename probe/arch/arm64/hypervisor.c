// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Xen says so in the device tree; whoever gives us EL2 has nothing there; KVM answers a call that
 * every hypervisor following Arm DEN 0028 answers with an identifier of its own. The call is made
 * only where the device tree says that HVC is a way to call somebody.
 */
#include "probe/arch/arm64/hypervisor.h"

#include "probe/arch/arm64/call.h"
#include "probe/hypervisor/hypervisor.h"

#define VENDOR_HYPERVISOR_UID 0x8600ff01u

/* 28b46fb6-2ec5-11e9-a9ca-4b564d003a74 (Linux, include/linux/arm-smccc.h) */
static const uint32_t kvm_uid[4] = {0xb66fb428u, 0xe911c52eu, 0x564bcaa9u, 0x743a004du};

static bool is_kvm(void)
{
	struct arm64_call call = {.x = {VENDOR_HYPERVISOR_UID}};

	arm64_hvc(&call);
	for (unsigned int at = 0; at < 4; at++)
		if ((uint32_t)call.x[at] != kvm_uid[at])
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
	if (machine->conduit == ARM64_CONDUIT_HVC && is_kvm())
		return &hypervisor_kvm;
	return &hypervisor_unknown;
}
