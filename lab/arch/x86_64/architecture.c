// SPDX-License-Identifier: GPL-2.0-or-later
/* The lab's row of x86-64: how Linux and Xen are booted on the emulated server. */
#include <elf.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <worldswitch/domains.h>
#include <worldswitch/records.h>

#include "lab/arch/x86_64/x86_64.h"
#include "lab/command.h"
#include "lab/dom0.h"
#include "lab/paths.h"

#define TEXT(value)   #value
#define NUMBER(macro) TEXT(macro)

/* Of Xen's command line, what it is told of Dom0. */
#define DOM0_LINE_MAX 64

/* The low half of a local APIC's interrupt command register (AMD64 APM, volume 2, 16.5). */
#define APIC_ICR 0xfee00300

/* The measured domain's parameters. */
static char *domain_words(const struct lab_request *request)
{
	char *parameters = command_probe_parameters(request);
	char *words = NULL;

	if (parameters)
		words = paths_format(WS_PARAMETER_APIC "%u %s", request->controller, parameters);
	free(parameters);
	return words;
}

/* probe/arch/x86_64/stop.c, dom0/arch/x86_64/stop.c */
static const struct lab_stop stop_xen = {
	.device = "ib700", .event = "watchdog", .starts_timer = true, .words = domain_words};

/*
 * The emulator takes a module's path up to the first blank and its command line up to the next
 * comma.
 */
static void add_linux(struct arguments *words, const struct lab_plan *plan)
{
	char file[2 * PATH_MAX], line[2 * PATH_MAX];

	emulator_escape(plan->dom0.image, file, sizeof(file));
	emulator_escape(dom0_line(&plan->dom0), line, sizeof(line));
	arguments_add(words, "%s %s", file, line);
}

/*
 * Two modules: Dom0's kernel, and its initial RAM disk, which has what it makes the other domains
 * of. Where the probe is Dom0 both are the one file.
 */
static void add_xen(struct arguments *arguments, const struct lab_plan *plan)
{
	struct arguments kernel = {.words = NULL};
	char disk[2 * PATH_MAX];

	if (dom0_is_linux(&plan->request)) {
		add_linux(&kernel, plan);
		emulator_escape(plan->dom0.initramfs, disk, sizeof(disk));
	} else {
		emulator_escape(plan->probe, disk, sizeof(disk));
		arguments_add(&kernel, "%s " WS_PARAMETER_ROLE WS_ROLE_BACKEND, disk);
	}
	arguments_add(arguments, "-append");
	arguments_add(arguments, "%s %s", x86_64_architecture.dom0_lines[plan->request.dom0],
		      plan->boot_line);
	arguments_add(arguments, "-initrd");
	arguments_add(arguments, "%s,%s", kernel.failed ? "" : kernel.words[0], disk);
	arguments->failed |= kernel.failed;
	arguments_free(&kernel);
}

static int make_files(struct lab_plan *plan, const char *folder, struct ws_error *error)
{
	const char *kernel = dom0_is_linux(&plan->request) ? plan->dom0.image : plan->probe;

	(void)folder;
	if (plan->machine.hypervisor == LAB_XEN && strchr(kernel, ' '))
		return ws_fail(error, EINVAL,
			       "the emulator takes no blank in the path of what Xen starts: %s",
			       kernel);
	return 0;
}

static const char *tracer_arguments(const struct machine *machine)
{
	(void)machine;
	return ",icr=" NUMBER(APIC_ICR);
}

/*
 * Linux is told the TSC's true frequency. The APIC's timer is calibrated for 100 ms of it, in a
 * loop of 104 million instructions. Told a tenth, it takes a tenth; but then its clock runs ten
 * times as fast as its timers, each of which is late, and a restored machine differs from a booted
 * one. Xen does the same: there an instruction takes four times as long.
 *
 * slub_max_order: KVM decodes an instruction in an object of a slab, and each look at where that
 * object lies (__check_object_size) takes one instruction more behind the slab's first page. Which
 * object it is Linux chooses at random (CONFIG_SLAB_FREELIST_RANDOM), from what its boot took; a
 * slab of one page has no other.
 */
const struct architecture x86_64_architecture = {
	.name = "x86_64",
	.elf_machine = EM_X86_64,
	.emulator = "qemu-system-x86_64",
	.emulator_package = "qemu-system-x86",
	.cpu = "max",
	.limits = "AMD SVM as the emulator has it: with nested paging, without NRIPS, AVIC and "
		  "decode assists, so that hypervisors decode in software what hardware tells "
		  "them, and counts are higher than on hardware",
	.controller = {.architecture = "x86_64",
		       .option = "apic",
		       .version_names = "xapic|x2apic",
		       .first = X86_64_XAPIC,
		       .preferred = X86_64_X2APIC},
	.images = {[LAB_KVM] = &x86_64_kernel, [LAB_XEN] = &x86_64_xen},
	.modules = {[LAB_KVM] = &x86_64_modules, [LAB_XEN] = &x86_64_dom0_modules},
	.lines = {[LAB_KVM] = "console=ttyS0 no_timer_check tsc_early_khz=1000000 tsc=reliable "
			      "slub_max_order=0",
		  [LAB_XEN] = "console=com1 com1=115200,8n1 guest_loglvl=all loglvl=error "
			      "bootscrub=0 dom0_max_vcpus=1"},
	.dom0_lines = {[LAB_DOM0_PROBE] = "dom0=pvh dom0_mem=64M iommu=no-sharept",
		       [LAB_DOM0_LINUX] = "dom0_mem=256M"},
	.dom0_kernel = &x86_64_dom0_kernel,
	.tools = x86_64_tools,
	.tool_count = X86_64_TOOLS,
	/* probe/arch/x86_64/probe.lds; programs of Linux are linked to begin where that ends. */
	.probe_begin = 0x200000,
	.probe_end = 0x400000,
	.line_max = {[LAB_KVM] = 2047, /* Linux, COMMAND_LINE_SIZE, less its NUL */
		     [LAB_XEN] = 1023 - DOM0_LINE_MAX},
	.stops = {[LAB_KVM] = &lab_stop_kvm, [LAB_XEN] = &stop_xen},
	.check_cpu = x86_64_check_cpu,
	.icount = {[LAB_XEN] = 2},
	.add_machine = x86_64_add_machine,
	.make_files = make_files,
	.add_xen = add_xen,
	.tracer_arguments = tracer_arguments,
};
