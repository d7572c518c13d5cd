// SPDX-License-Identifier: GPL-2.0-or-later
/* By architecture and hypervisor, whoever is Dom0. */
#include "lab/stop.h"

#include <stddef.h>

#include "lab/architecture.h"
#include "lab/command.h"

const struct lab_stop lab_stop_kvm = {
	.device = "pvpanic-pci", .event = "panic", .words = command_vmm_options};

const struct lab_stop *lab_stop_of(const struct lab_request *request)
{
	return architecture_of(request->target)->stops[request->target->hypervisor];
}
