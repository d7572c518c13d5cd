/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Under what the probe runs. */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_HYPERVISOR_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_HYPERVISOR_H

#include "probe/arch/arm64/machine.h"

struct hypervisor;

/* entry_level: the exception level at which the image was entered. */
const struct hypervisor *arm64_hypervisor(const struct arm64_machine *machine,
					  unsigned int entry_level);

/* The emulator whose CPU this is, where it says so, or NULL. */
const char *arm64_emulator(void);

#endif
