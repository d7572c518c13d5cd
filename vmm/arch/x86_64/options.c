// SPDX-License-Identifier: GPL-2.0-or-later
/* How the guest speaks to its local APIC: in memory (xAPIC), or by MSRs too (x2APIC). */
#include "vmm/arch.h"
#include "vmm/arch/x86_64/cpuid.h"

static int parse_apic(const char *text, struct vmm_options *options, struct ws_error *error)
{
	return vmm_options_number("--apic", text, VMM_XAPIC, VMM_X2APIC, &options->irqchip, error);
}

const struct vmm_option arch_irqchip_option = {
	.letter = 'a',
	.name = "apic",
	.argument = "1|2",
	.help = "the guest's interrupt controller, xAPIC or x2APIC (default: 2)",
	.parse = parse_apic,
};
