// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Xen starts Dom0 alone. It gets a module, the probe's own file once more (what runs has changed
 * its variables), and makes the other domains of it: virtual machines without devices but the local
 * interrupt controller ("PVH"; Xen, docs/misc/pvh.pandoc).
 */
#include "probe/arch/domains.h"

#include <stddef.h>

#include <worldswitch/snapshots.h>

#include "probe/arch/x86_64/cpu.h"
#include "probe/arch/x86_64/machine.h"
#include "probe/arch/x86_64/program.h"
#include "probe/arch/x86_64/start_info.h"
#include "probe/arch/x86_64/stop.h"
#include "probe/arch/x86_64/xen_context.h"
#include "probe/hypervisor/xen_build.h"
#include "probe/hypervisor/xen_control.h"
#include "probe/hypervisor/xen_memory.h"

#define EMULATED_LOCAL_APIC 1u /* XEN_X86_EMU_LAPIC */

#define EXTENTS      8
#define PAGING_BYTES 0x100000
#define START_INFO   0x10000

static bool set_context(uint16_t domain, uint64_t entry)
{
	static struct xen_context context;
	struct xen_domctl call = {
		.cmd = XEN_DOMCTL_sethvmcontext,
		.domain = domain,
		.u.hvmcontext = {.size = sizeof(context), .buffer = (uint64_t)(uintptr_t)&context},
	};

	xen_context_make(&context, cpuid(1).eax, (uint32_t)entry, START_INFO);
	return xen_control(&call);
}

static bool write_program(uint16_t domain, const struct program *program)
{
	struct program_segment segment;

	for (uint32_t at = 0; at < program->count; at++)
		if (program_segment(program, at, &segment) &&
		    !xen_memory_write(domain, segment.address, segment.bytes, segment.size))
			return false;
	return true;
}

static bool load(uint16_t domain, uint32_t vcpus, const char *arguments)
{
	static struct start_info info;
	struct program program;

	if (!program_open(&program, x86_64_machine.module.bytes, x86_64_machine.module.size,
			  START_INFO + sizeof(info), EXTENTS * XEN_MEMORY_EXTENT))
		return false;
	start_info_make(&info, START_INFO, vcpus, arguments);
	return write_program(domain, &program) &&
	       xen_memory_write(domain, START_INFO, &info, sizeof(info)) &&
	       set_context(domain, program.entry);
}

/* The lab's words for this run. */
static const char *measured_arguments(void)
{
	static char words[WS_LAB_TEXT_MAX];

	return x86_64_stop(words, sizeof(words)) ? words : NULL;
}

const char *arch_domains_make(void)
{
	static const struct xen_blueprint blueprint = {
		.flags = XEN_DOMCTL_CDF_hvm | XEN_DOMCTL_CDF_hap,
		.arch = {EMULATED_LOCAL_APIC},
		.extents = EXTENTS,
		.paging_bytes = PAGING_BYTES,
		.load = load,
		.measured = measured_arguments,
	};

	if (!x86_64_machine.module.bytes)
		return "Dom0 has no image for domains";
	return xen_build(&blueprint);
}
