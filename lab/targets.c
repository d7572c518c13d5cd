// SPDX-License-Identifier: GPL-2.0-or-later
/* The one table of targets. All of them run on the same emulated machine. */
#include <string.h>

#include "lab/lab.h"

const struct lab_target lab_targets[] = {
	{
		.id = "arm64/native",
		.meaning = "no hypervisor: the probe straight on the emulated machine",
		.hypervisor = LAB_NATIVE,
	},
	{
		.id = "arm64/kvm-nvhe",
		.meaning = "KVM in split mode: a small part in EL2, Linux in EL1",
		.hypervisor = LAB_KVM,
		.kernel_append = "kvm-arm.mode=nvhe",
	},
	{
		.id = "arm64/kvm-vhe",
		.meaning = "KVM with VHE: all of Linux in EL2",
		.hypervisor = LAB_KVM,
		.needs_vhe = true,
	},
	{
		.id = "arm64/xen",
		.meaning = "Xen in EL2, the probe in a domain that Xen itself starts",
		.hypervisor = LAB_XEN,
	},
};

const size_t lab_target_count = sizeof(lab_targets) / sizeof(lab_targets[0]);

/* A mode is chosen on the command line: all targets of one hypervisor run the same image. */
bool lab_needs_same(const struct lab_target *a, const struct lab_target *b)
{
	return a->hypervisor == b->hypervisor;
}

const struct lab_target *lab_target_find(const char *id)
{
	for (size_t i = 0; i < lab_target_count; i++)
		if (strcmp(lab_targets[i].id, id) == 0)
			return &lab_targets[i];
	return NULL;
}
