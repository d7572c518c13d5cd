/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which CPUs there are, by the tables from before ACPI, which small machines have in its place. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_MPTABLE_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_MPTABLE_H

#include "probe/arch/x86_64/physical.h"

/* As acpi_cpus, of tables that are looked for where firmware puts them. */
unsigned int mptable_cpus(const struct physical *physical, uint32_t *ids, unsigned int ids_max);

#endif
