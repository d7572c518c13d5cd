/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a domain is told when it starts (xen/include/public/arch-x86/hvm/start_info.h, version 0):
 * its command line, and nothing else.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_START_INFO_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_START_INFO_H

#include <stdint.h>

#include "probe/arch/x86_64/machine.h"

struct start_info {
	uint32_t magic;
	uint32_t version;
	uint32_t flags;
	uint32_t nr_modules;
	uint64_t modlist_paddr;
	uint64_t cmdline_paddr;
	uint64_t rsdp_paddr;
	char cmdline[X86_64_ARGUMENTS_MAX]; /* of ours: where cmdline_paddr leads */
};

/* For where it will be; the number of VCPUs becomes a word of the command line. */
void start_info_make(struct start_info *info, uint64_t address, uint32_t vcpus,
		     const char *arguments);

#endif
