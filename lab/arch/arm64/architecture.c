// SPDX-License-Identifier: GPL-2.0-or-later
/* The lab's row of arm64: how Linux and Xen are booted on the emulated Arm server. */
#include <elf.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "lab/arch/arm64/arm64.h"
#include "lab/artifact.h"
#include "lab/command.h"
#include "lab/devicetree.h"
#include "lab/dom0.h"

#define TEXT(value)   #value
#define NUMBER(macro) TEXT(macro)

/* A domain's memory: the probe needs little, and Xen's page tables for it stay small. */
#define DOMAIN_MEMORY_KIB (64U << 10)

/* More would have no benchmark to be in. */
#define DOMAIN_CPUS 2

#define GICV2_REGISTERS ",sgir=" NUMBER(ARM64_GICV2_SGIR) ",iar=" NUMBER(ARM64_GICV2_IAR)

static int xen_tree(struct lab_plan *plan, const char *base, size_t base_size, const char *folder,
		    struct ws_error *error)
{
	char *parameters = command_probe_parameters(&plan->request);
	struct devicetree_domain domain = {
		.memory_kib = DOMAIN_MEMORY_KIB,
		.cpus = plan->machine.cpus < DOMAIN_CPUS ? 1 : DOMAIN_CPUS,
		.kernel = ARM64_XEN_PROBE_ADDRESS,
		.bootargs = parameters,
	};
	const struct devicetree_dom0 dom0 = dom0_of_tree(&plan->dom0);
	struct stat status;
	void *tree = NULL;
	size_t size;
	int result;

	if (!parameters || stat(plan->probe, &status) < 0) {
		free(parameters);
		return ws_fail_errno(error, errno, "cannot read %s", plan->probe);
	}
	domain.kernel_size = (uint64_t)status.st_size;
	if (dom0_is_linux(&plan->request))
		domain.dom0 = &dom0;
	result = devicetree_for_xen(base, base_size, plan->boot_line, &domain, &tree, &size, error);
	if (!result)
		result = artifact_store(folder, ".dtb", tree, size, &plan->tree, error);
	free(tree);
	free(parameters);
	return result;
}

/* The emulator's own tree is made for every target: it refuses a machine that it cannot make. */
static int make_files(struct lab_plan *plan, const char *folder, struct ws_error *error)
{
	char *base;
	size_t size;
	int result =
		arm64_machine_tree(&plan->machine, &plan->emulator, folder, &base, &size, error);

	if (result)
		return result;
	if (plan->request.target->hypervisor == LAB_XEN)
		result = xen_tree(plan, base, size, folder, error);
	free(base);
	return result;
}

static void add_loader(struct arguments *arguments, const char *path, unsigned long long address)
{
	char file[2 * PATH_MAX];

	emulator_escape(path, file, sizeof(file));
	arguments_add(arguments, "-device");
	arguments_add(arguments, "loader,file=%s,addr=0x%llx,force-raw=on", file, address);
}

static void add_xen(struct arguments *arguments, const struct lab_plan *plan)
{
	arguments_add(arguments, "-dtb");
	arguments_add(arguments, "%s", plan->tree);
	add_loader(arguments, plan->probe, ARM64_XEN_PROBE_ADDRESS);
	if (dom0_is_linux(&plan->request)) {
		add_loader(arguments, plan->dom0.image, DOM0_KERNEL_ADDRESS);
		add_loader(arguments, plan->dom0.initramfs, DOM0_INITRAMFS_ADDRESS);
	}
}

static const char *tracer_arguments(const struct machine *machine)
{
	return machine->controller == 2 ? GICV2_REGISTERS : "";
}

/*
 * Linux: the same addresses in every run; no self-tests of cryptography and no gathering of entropy
 * from a clock that has none, more than half of a boot. Xen: an idle CPU would scrub memory under
 * the heap's lock, inside windows; the rest is for Dom0, which would have all of this machine's
 * memory and a VCPU for each CPU. It is as much as Linux needs, whoever is Dom0, so that nothing
 * but Dom0 differs.
 */
const struct architecture arm64_architecture = {
	.name = "arm64",
	.elf_machine = EM_AARCH64,
	.emulator = "qemu-system-aarch64",
	.emulator_package = "qemu-system-arm",
	.cpu = ARM64_CPU_DEFAULT,
	.controller = {.architecture = "arm64",
		       .option = "gic",
		       .version_names = "2|3",
		       .first = 2,
		       .preferred = 3},
	.images = {[LAB_KVM] = &arm64_kernel, [LAB_XEN] = &arm64_xen},
	.modules = {[LAB_XEN] = &arm64_modules},
	.dom0_kernel = &arm64_kernel,
	/* Xen, xen/include/public/arch-arm.h: GUEST_RAM0_BASE; more than a domain has of it. */
	.probe_begin = 0x40000000,
	.probe_end = 0x80000000,
	.lines = {[LAB_KVM] = "console=ttyAMA0",
		  [LAB_XEN] = "console=dtuart bootscrub=0 dom0_mem=160M dom0_max_vcpus=1"},
	.line_max = {[LAB_KVM] = 2047, /* Linux, COMMAND_LINE_SIZE, less its NUL */
		     [LAB_XEN] = 1023},
	.stops = {[LAB_KVM] = &lab_stop_kvm},
	.check_cpu = arm64_check_cpu,
	.check_image = arm64_check_image,
	.add_machine = arm64_add_machine,
	.make_files = make_files,
	.add_xen = add_xen,
	.tracer_arguments = tracer_arguments,
};
