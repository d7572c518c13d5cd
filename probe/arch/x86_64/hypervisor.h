/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Under what the probe runs. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_HYPERVISOR_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_HYPERVISOR_H

#include <stdbool.h>

struct hypervisor;

/* emulator: its name where the CPU is one's and says so, else NULL. */
const struct hypervisor *x86_64_hypervisor(const char **emulator);

/* Whether calls are made by VMMCALL, AMD's, and not by VMCALL, Intel's. */
extern bool x86_64_calls_by_vmmcall;

/* Finds out which; before the first call. */
void x86_64_calls_discover(void);

#endif
