// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The UART of Arm's base system architecture (SBSA, appendix B): a PL011 (DDI 0183) whose baud rate
 * is somebody else's business. Xen's virtual console has no registers but these.
 */
#include "probe/arch/console.h"

#include <stdint.h>

#include "probe/arch/arm64/machine.h"
#include "probe/arch/arm64/mmio.h"

enum { DATA = 0x00, FLAG = 0x18, LINE_CONTROL = 0x2c, CONTROL = 0x30 };

#define FLAG_TRANSMIT_FULL   (1u << 5)
#define LINE_CONTROL_8N1FIFO 0x70u
#define CONTROL_ON           (1u << 0 | 1u << 8) /* UART, transmitter */

/* So many polls without a place for one byte: nobody takes them, and the byte is lost. */
#define POLLS_MAX 1000000

static void ready(void)
{
	static bool done;

	if (done || !arm64_machine.console_is_pl011)
		return;
	mmio_write(arm64_machine.console + LINE_CONTROL, LINE_CONTROL_8N1FIFO);
	mmio_write(arm64_machine.console + CONTROL, CONTROL_ON);
	done = true;
}

void arch_console_write(const char *text, size_t size)
{
	if (!arm64_machine.console)
		return;
	ready();
	for (size_t at = 0; at < size; at++) {
		unsigned int polls = 0;

		while (mmio_read(arm64_machine.console + FLAG) & FLAG_TRANSMIT_FULL &&
		       ++polls < POLLS_MAX)
			;
		mmio_write(arm64_machine.console + DATA, (uint8_t)text[at]);
	}
}
