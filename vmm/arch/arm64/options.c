// SPDX-License-Identifier: GPL-2.0-or-later
/* Which GIC the guest has. */
#include "vmm/arch.h"

#define EARLIEST 2
#define LATEST   3

static int parse_gic(const char *text, struct vmm_options *options, struct ws_error *error)
{
	return vmm_options_number("--gic", text, EARLIEST, LATEST, &options->irqchip, error);
}

const struct vmm_option arch_irqchip_option = {
	.letter = 'g',
	.name = "gic",
	.argument = "2|3",
	.help = "the guest's interrupt controller (default: 3, else 2)",
	.parse = parse_gic,
};
