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
	struct stat status;
	void *tree = NULL;
	size_t size;
	int result;

	if (!parameters || stat(plan->probe, &status) < 0) {
		free(parameters);
		return ws_fail_errno(error, errno, "cannot read %s", plan->probe);
	}
	domain.kernel_size = (uint64_t)status.st_size;
	result = devicetree_for_xen(base, base_size, plan->boot_line, &domain, &tree, &size, error);
	if (!result)
		result = artifact_store(folder, ".dtb", tree, size, &plan->tree, error);
	free(tree);
	free(parameters);
	return result;
}

/* The emulator's own tree is made for every target: it refuses a machine that it cannot make. */
int arm64_make_files(struct lab_plan *plan, const char *folder, struct ws_error *error)
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

void arm64_add_xen(struct arguments *arguments, const struct lab_plan *plan)
{
	char probe[2 * PATH_MAX];

	arguments_add(arguments, "-dtb");
	arguments_add(arguments, "%s", plan->tree);
	emulator_escape(plan->probe, probe, sizeof(probe));
	arguments_add(arguments, "-device");
	arguments_add(arguments, "loader,file=%s,addr=0x%llx,force-raw=on", probe,
		      ARM64_XEN_PROBE_ADDRESS);
}

static const char *tracer_arguments(const struct machine *machine)
{
	return machine->controller == 2 ? GICV2_REGISTERS : "";
}

/*
 * Linux: the same addresses in every run; no self-tests of cryptography and no gathering of entropy
 * from a clock that has none, more than half of a boot. Xen: the rest is for Dom0, which would have
 * all of this machine's memory and a VCPU for each CPU.
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
	.lines = {[LAB_KVM] = "console=ttyAMA0",
		  [LAB_XEN] = "console=dtuart bootscrub=0 dom0_mem=32M dom0_max_vcpus=1"},
	.line_max = {[LAB_KVM] = 2047, /* Linux, COMMAND_LINE_SIZE, less its NUL */
		     [LAB_XEN] = 1023},
	.check_cpu = arm64_check_cpu,
	.check_image = arm64_check_image,
	.add_machine = arm64_add_machine,
	.make_files = arm64_make_files,
	.add_xen = arm64_add_xen,
	.tracer_arguments = tracer_arguments,
};
