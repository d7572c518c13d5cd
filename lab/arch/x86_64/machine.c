// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The emulated x86-64 server. The emulator's own virtualization is AMD's SVM alone, so that every
 * CPU model gets it, and the vendor by which hypervisors look for it. Under a hypervisor the
 * version of the APIC is that of the guest: the machine's own is always reached by memory, where
 * the tracer sees which interrupts CPUs send to each other. Without MONITOR an idle CPU halts; the
 * emulator would have it spin in MWAIT.
 */
#include "lab/arch/x86_64/x86_64.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

void x86_64_add_machine(struct arguments *arguments, const struct machine *machine,
			const char *extra)
{
	bool guest_sees_it = machine->hypervisor == LAB_NATIVE;
	bool xen = machine->hypervisor == LAB_XEN;

	arguments_add(arguments, "-M");
	arguments_add(arguments, "q35%s%s", xen ? ",hpet=off" : "", extra);
	/* A PVH Dom0 needs an IOMMU. The emulator's AMD one gets no interrupt of the IOAPIC
	 * through. */
	if (xen) {
		arguments_add(arguments, "-device");
		arguments_add(arguments, "intel-iommu,intremap=on");
	}
	arguments_add(arguments, "-cpu");
	arguments_add(arguments, "%s,svm=on,vendor=AuthenticAMD,monitor=off,x2apic=%s",
		      machine->cpu,
		      guest_sees_it && machine->controller == X86_64_X2APIC ? "on" : "off");
	/* The shortest way to a kernel; it knows nothing of Multiboot, by which Xen is loaded. */
	if (!xen) {
		arguments_add(arguments, "-bios");
		arguments_add(arguments, "qboot.rom");
	}
}

/* Models of 32 bits; each may have a version after its name: qemu32-v1. */
static bool is_32_bits(const char *model)
{
	static const char *const models[] = {"486",     "pentium", "pentium2", "pentium3", "athlon",
					     "coreduo", "n270",    "qemu32",   "kvm32"};

	for (size_t at = 0; at < sizeof(models) / sizeof(models[0]); at++) {
		size_t length = strlen(models[at]);

		if (strncmp(model, models[at], length) == 0 &&
		    (!model[length] || strncmp(model + length, "-v", 2) == 0))
			return true;
	}
	return false;
}

int x86_64_check_cpu(const struct machine *machine, const char *model, bool needs_vhe,
		     struct ws_error *error)
{
	static const char *const needed[] = {",svm=off", ",-svm", ",npt=off", ",-npt", ",lm=off"};
	const char *properties = machine->cpu + strlen(model);

	(void)needs_vhe;
	if (is_32_bits(model))
		return ws_fail(error, EINVAL,
			       "%s is a 32-bit CPU model: take a 64-bit one, such as %s", model,
			       machine->architecture->cpu);
	for (size_t at = 0; at < sizeof(needed) / sizeof(needed[0]); at++)
		if (strstr(properties, needed[at]))
			return ws_fail(error, EINVAL,
				       "%s is without SVM, its nested paging or 64 bits, which the "
				       "hypervisors need: leave out %s",
				       machine->cpu, needed[at] + 1);
	return 0;
}
