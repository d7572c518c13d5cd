// SPDX-License-Identifier: GPL-2.0-or-later
/* From the start info to probe_main. */
#include <stddef.h>

#include "probe/arch/x86_64/apic.h"
#include "probe/arch/x86_64/board.h"
#include "probe/arch/x86_64/boot.h"
#include "probe/arch/x86_64/hypervisor.h"
#include "probe/arch/x86_64/machine.h"
#include "probe/arch/x86_64/power.h"
#include "probe/arch/x86_64/settle.h"
#include "probe/arch/x86_64/vectors.h"
#include "probe/core/main.h"
#include "probe/core/say.h"
#include "probe/hypervisor/hypervisor.h"

struct x86_64_machine x86_64_machine = {.board = &board_pc};

/* Called by boot.S: where the start info is. */
_Noreturn void x86_64_start(uint64_t start_info);

/* Page 0 alone is left out of what is mapped: nobody's table is there. */
static const struct physical memory = {
	.begin = 0x1000,
	.end = MAPPED_END,
	.bytes = (const uint8_t *)0x1000,
};

void x86_64_start(uint64_t start_info)
{
	const struct hypervisor *hypervisor;
	const char *emulator;

	vectors_make();
	vectors_use();
	x86_64_calls_discover();
	hypervisor = x86_64_hypervisor(&emulator);
	if (!x86_64_machine_discover(&x86_64_machine, &memory, start_info)) {
		say_panic("start-info", 0, 0, start_info, "there is no PVH start info");
		x86_64_power_off();
	}
	apic_discover(hypervisor != &hypervisor_native, x86_64_machine.newest_apic);
	if (hypervisor == &hypervisor_xen)
		board_xen_adopt(&x86_64_machine);

	struct platform platform = {
		.architecture = "x86_64",
		.hypervisor = hypervisor,
		.emulator = emulator,
		.interrupt_controller =
			{
				.kind = "apic",
				.version = x86_64_apic.version,
				.usable = x86_64_apic.version != 0,
			},
		.cpus = x86_64_machine.cpus,
		.settle = hypervisor == &hypervisor_kvm ? x86_64_settle : NULL,
		.arguments = x86_64_machine.arguments,
	};

	probe_main(&platform);
	x86_64_power_off();
}
