/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The device tree that tells the guest what machine it is on. */
#ifndef WORLDSWITCH_VMM_ARCH_ARM64_DEVICETREE_H
#define WORLDSWITCH_VMM_ARCH_ARM64_DEVICETREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

struct vmm_machine {
	uint64_t memory_base;
	uint64_t memory_size;
	unsigned int cpus;
	unsigned int gic; /* 2 or 3 */
	bool console;
	const char *bootargs;
};

/* Writes the flattened tree into buffer. -ENOSPC where it does not fit. */
int vmm_devicetree_write(const struct vmm_machine *machine, void *buffer, size_t size,
			 struct ws_error *error);

#endif
