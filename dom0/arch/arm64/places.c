// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Where does Dom0's kernel take an interrupt? At its vectors, and on a CPU with branch history to
 * clear at one of their copies: one for each way to do that (Linux, arch/arm64/kernel/entry.S,
 * arch/arm64/include/asm/vectors.h). Of a table (Arm ARM DDI 0487, D1.4) the entries of interrupts
 * from the kernel itself and from its processes.
 */
#include <fcntl.h>
#include <unistd.h>

#include "dom0/arch.h"
#include "vmm/arch.h"
#include "vmm/symbols.h"

#define TABLE_SIZE   0x800
#define FROM_KERNEL  0x280
#define FROM_PROCESS 0x480
#define HARDENED_MAX 3

static void tell_table(uint64_t table)
{
	arch_marker_place(WS_PLACE_DOM0_INTERRUPT, table + FROM_KERNEL);
	arch_marker_place(WS_PLACE_DOM0_INTERRUPT, table + FROM_PROCESS);
}

void dom0_arch_places_tell(void)
{
	enum { VECTORS, HARDENED, SYMBOLS };
	struct vmm_symbol symbols[SYMBOLS] = {
		[VECTORS] = {.name = "vectors"},
		[HARDENED] = {.name = "__bp_harden_el1_vectors"},
	};
	int fd = open(VMM_SYMBOLS_FILE, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	vmm_symbols_find(fd, symbols, SYMBOLS);
	close(fd);
	if (symbols[VECTORS].address)
		tell_table(symbols[VECTORS].address);
	for (unsigned int at = 0; symbols[HARDENED].address && at < HARDENED_MAX; at++)
		tell_table(symbols[HARDENED].address + (uint64_t)at * TABLE_SIZE);
}
