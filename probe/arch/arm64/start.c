// SPDX-License-Identifier: GPL-2.0-or-later
/* From the device tree to probe_main. */
#include "probe/arch/arm64/hypervisor.h"
#include "probe/arch/arm64/machine.h"
#include "probe/arch/arm64/power.h"
#include "probe/core/main.h"

struct arm64_machine arm64_machine;

/* Called by boot.S: where the tree is, and the exception level of entry. */
_Noreturn void arm64_start(const void *blob, unsigned int entry_level);

void arm64_start(const void *blob, unsigned int entry_level)
{
	struct devicetree tree;

	/* Without a tree there is no console to say so. */
	if (!blob || !devicetree_open(&tree, blob, DEVICETREE_SIZE_MAX))
		arm64_power_off();
	arm64_machine_discover(&arm64_machine, &tree);

	struct platform platform = {
		.architecture = "arm64",
		.hypervisor = arm64_hypervisor(&arm64_machine, entry_level),
		.emulator = arm64_emulator(),
		.interrupt_controller =
			{
				.kind = "gic",
				.version = arm64_machine.gic.version,
				.usable = arm64_machine.gic.version != 0,
			},
		.cpus = arm64_machine.cpus,
		.arguments = arm64_machine.arguments,
	};

	probe_main(&platform);
	arm64_power_off();
}
