/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls to firmware or hypervisor: four registers in, four out. */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_CALL_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_CALL_H

#include <stdint.h>

struct arm64_call {
	uint64_t x[4];
};

/* Where the CPU has no such instruction, x[0] comes back as -1 ("not supported") too. */
void arm64_hvc(struct arm64_call *call);
void arm64_smc(struct arm64_call *call);

/* The instruction itself, for the handler of exceptions. */
extern const uint32_t arm64_hvc_instruction[];

#endif
