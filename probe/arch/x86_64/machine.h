/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the start info, the ACPI tables and the command line say about the machine. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_MACHINE_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

#include "probe/arch/x86_64/physical.h"

#define X86_64_START_INFO_MAGIC 0x336ec578
#define X86_64_ARGUMENTS_MAX    2048
#define X86_64_CPU_IDS          2

/* How many CPUs there are, where no table says so. */
#define X86_64_CPUS_PARAMETER "worldswitch.cpus="

struct x86_64_board;

struct x86_64_machine {
	const struct x86_64_board *board;
	const struct physical *memory;
	uint64_t acpi; /* where the RSDP is; 0: nowhere */
	struct {
		uint64_t registers; /* 0: there is none */
	} backend;
	unsigned int receiver;    /* the vector that the boot CPU is interrupted by; 0: none */
	unsigned int newest_apic; /* the version of interrupt controllers not to go beyond */
	bool timed;               /* by a clock, and so by nobody who watches the hypervisor */
	unsigned int cpus;
	uint32_t cpu_ids[X86_64_CPU_IDS]; /* what the interrupt controllers of the first two are
					     called */
	struct {
		const uint8_t *bytes; /* a file that was loaded beside the probe; NULL: none */
		uint64_t size;
	} module;
	char arguments[X86_64_ARGUMENTS_MAX];
};

/* The machine that the start-up code found; written once. */
extern struct x86_64_machine x86_64_machine;

/*
 * Everything but the board, from the start info (Xen, xen/include/public/arch-x86/hvm/
 * start_info.h) at that address. False where there is none, or it cannot be read.
 */
bool x86_64_machine_discover(struct x86_64_machine *machine, const struct physical *physical,
			     uint64_t start_info);

#endif
