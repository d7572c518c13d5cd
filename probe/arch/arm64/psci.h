/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The power state coordination interface (Arm DEN 0022), by the conduit that the tree names. */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_PSCI_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_PSCI_H

#include <stdint.h>

#define PSCI_CPU_OFF    0x84000002u
#define PSCI_CPU_ON     0xc4000003u
#define PSCI_SYSTEM_OFF 0x84000008u

#define PSCI_SUCCESS       0
#define PSCI_NOT_SUPPORTED (-1)
#define PSCI_ALREADY_ON    (-4)

/* The result; PSCI_NOT_SUPPORTED where nobody is there to be called. */
int32_t psci_call(uint32_t function, uint64_t first, uint64_t second, uint64_t third);

#endif
