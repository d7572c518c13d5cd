/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Another domain's memory, by its own physical addresses: Dom0's to give and to fill. */
#ifndef WORLDSWITCH_PROBE_HYPERVISOR_XEN_MEMORY_H
#define WORLDSWITCH_PROBE_HYPERVISOR_XEN_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define XEN_MEMORY_EXTENT UINT64_C(0x200000)

/* Memory from address 0 on: so many extents, at most 64. */
bool xen_memory_give(uint16_t domain, uint32_t extents);

/* Copies `size` bytes to where the domain has memory. */
bool xen_memory_write(uint16_t domain, uint64_t address, const void *bytes, size_t size);

#endif
