// SPDX-License-Identifier: GPL-2.0-or-later
/* By hypervisor; a Linux that is Xen's Dom0 does not stop. */
#include "lab/stop.h"

#include <stddef.h>

#include "lab/architecture.h"
#include "lab/command.h"
#include "lab/dom0.h"

const struct lab_stop lab_stop_kvm = {
	.device = "pvpanic-pci", .event = "panic", .words = command_vmm_options};

const struct lab_stop *lab_stop_of(const struct lab_request *request)
{
	if (dom0_is_linux(request))
		return NULL;
	return architecture_of(request->target)->stops[request->target->hypervisor];
}
