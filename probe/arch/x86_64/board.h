/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lies around the CPUs. A PC has devices; a hypervisor may offer calls in the place of some of
 * them. Which board it is, the start-up code finds out; until then it is a PC.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_BOARD_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_BOARD_H

#include <stdbool.h>
#include <stddef.h>

struct x86_64_board {
	/* As arch_console_write. */
	void (*write)(const char *text, size_t size);

	/*
	 * Starts the second CPU, which is off or halted, at second_entry of boot.S, or lets it go
	 * on behind the halt; waits for second_comes (common/second.h).
	 */
	bool (*second_start)(void);

	/* Returns only where it cannot. */
	void (*power_off)(void);
};

extern const struct x86_64_board board_pc;

/* Its way to start a second CPU, by name (machine.h), which hypervisors have too. */
bool board_pc_second_start(void);

struct x86_64_machine;

/* Makes this machine a domain of Xen's. */
void board_xen_adopt(struct x86_64_machine *machine);

#endif
