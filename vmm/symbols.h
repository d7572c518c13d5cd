/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses of the running kernel's own functions: what /proc/kallsyms has. */
#ifndef WORLDSWITCH_VMM_SYMBOLS_H
#define WORLDSWITCH_VMM_SYMBOLS_H

#include <stddef.h>
#include <stdint.h>

#define VMM_SYMBOLS_FILE "/proc/kallsyms"

struct vmm_symbol {
	const char *name;
	uint64_t address; /* 0: not there, or hidden */
};

/*
 * Fills the addresses from a descriptor that gives lines "ADDRESS TYPE NAME", and leaves the rest
 * of it unread when it has them all. -errno of a read.
 */
int vmm_symbols_find(int fd, struct vmm_symbol *symbols, size_t count);

#endif
