// SPDX-License-Identifier: GPL-2.0-or-later
/* The one table of targets. All of an architecture run on the same emulated machine. */
#include <string.h>

#include "lab/lab.h"

const struct lab_target lab_targets[] = {
	{
		.id = "arm64/native",
		.meaning = "no hypervisor: the probe straight on the emulated machine",
		.architecture = LAB_ARM64,
		.hypervisor = LAB_NATIVE,
	},
	{
		.id = "arm64/kvm-nvhe",
		.meaning = "KVM in split mode: a small part in EL2, Linux in EL1",
		.architecture = LAB_ARM64,
		.hypervisor = LAB_KVM,
		.kernel_append = "kvm-arm.mode=nvhe",
		.mode = "nvhe",
	},
	{
		.id = "arm64/kvm-hvhe",
		.meaning = "KVM in split mode with VHE's registers in EL2",
		.architecture = LAB_ARM64,
		.hypervisor = LAB_KVM,
		.kernel_append = "kvm-arm.mode=nvhe arm64_sw.hvhe=1",
		.mode = "hvhe",
		.advice = "hVHE came with Linux 6.5; 6.12 has it and says so",
		.needs_vhe = true,
	},
	{
		.id = "arm64/kvm-vhe",
		.meaning = "KVM with VHE: all of Linux in EL2",
		.architecture = LAB_ARM64,
		.hypervisor = LAB_KVM,
		.mode = "vhe",
		.needs_vhe = true,
	},
	{
		.id = "arm64/kvm-protected",
		.meaning = "protected KVM (pKVM): split mode that keeps Linux out of guests",
		.architecture = LAB_ARM64,
		.hypervisor = LAB_KVM,
		.kernel_append = "kvm-arm.mode=protected",
		.mode = "protected",
	},
	{
		.id = "arm64/xen",
		.meaning = "Xen in EL2, the probe in a domain that Xen itself starts",
		.architecture = LAB_ARM64,
		.hypervisor = LAB_XEN,
	},
	{
		.id = "x86_64/native",
		.meaning = "no hypervisor: the probe straight on the emulated machine",
		.architecture = LAB_X86_64,
		.hypervisor = LAB_NATIVE,
	},
	{
		.id = "x86_64/kvm",
		.meaning = "KVM on AMD SVM with nested paging",
		.architecture = LAB_X86_64,
		.hypervisor = LAB_KVM,
		.mode = "svm",
		.advice = "the machine must have nested paging, and kvm-amd must not be told npt=0",
	},
	{
		.id = "x86_64/xen",
		.meaning = "Xen on AMD SVM, the probe in a PVH domain",
		.architecture = LAB_X86_64,
		.hypervisor = LAB_XEN,
		.slow_dom0 = true,
	},
};

const size_t lab_target_count = sizeof(lab_targets) / sizeof(lab_targets[0]);

/* A mode is chosen on the command line: all targets of one hypervisor run the same image. */
bool lab_needs_same(const struct lab_target *a, const struct lab_target *b)
{
	return a->architecture == b->architecture && a->hypervisor == b->hypervisor;
}

const struct lab_target *lab_target_find(const char *id)
{
	for (size_t i = 0; i < lab_target_count; i++)
		if (strcmp(lab_targets[i].id, id) == 0)
			return &lab_targets[i];
	return NULL;
}
