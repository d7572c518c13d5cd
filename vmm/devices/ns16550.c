// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The UART of a PC (National Semiconductor PC16550D, "Registers"), an 8250 with a few registers
 * more, as far as a console needs it: the transmitter is always ready and nothing is ever received,
 * so no interrupt is ever raised. With LCR.DLAB set its first two registers are the divisor of the
 * baud rate, and what is written there is no text.
 */
#include "vmm/devices/uart.h"

#include <errno.h>

enum { DATA, IER, IIR, LCR, MCR, LSR, MSR, SCR, DLL, DLM };

#define LCR_DLAB       0x80
#define IIR_NO_PENDING 0x01
#define LSR_THRE       0x20 /* room for the next byte */
#define LSR_TEMT       0x40 /* everything has been sent */
#define MSR_CONNECTED  0xb0 /* DCD, DSR, CTS: somebody is there */

/* Registers that keep what is written to them, and how much of it. */
static const uint8_t kept[] = {
	[IER] = 0x0f, [LCR] = 0xff, [MCR] = 0x1f, [SCR] = 0xff, [DLL] = 0xff, [DLM] = 0xff,
};
_Static_assert(sizeof(kept) <= sizeof(((struct vmm_uart *)0)->registers) / sizeof(uint32_t),
	       "a register has no room");

static unsigned int select_register(const struct vmm_uart *uart, uint64_t offset)
{
	if (offset <= IER && uart->registers[LCR] & LCR_DLAB)
		return DLL + (unsigned int)offset;
	return (unsigned int)offset;
}

static int refuse(const char *access, unsigned int size, struct ws_error *error)
{
	return ws_fail(error, ENXIO, "guest %s %u bytes of the console: its registers have one",
		       access, size);
}

static int read_register(void *state, uint64_t offset, unsigned int size, uint64_t *value,
			 struct ws_error *error)
{
	const struct vmm_uart *uart = state;
	unsigned int selected = select_register(uart, offset);

	if (size != 1)
		return refuse("read", size, error);
	if (selected == IIR)
		*value = IIR_NO_PENDING;
	else if (selected == LSR)
		*value = LSR_THRE | LSR_TEMT;
	else if (selected == MSR)
		*value = MSR_CONNECTED;
	else
		*value = uart->registers[selected];
	return 0;
}

/* IIR is the FIFOs' control where it is written; LSR and MSR ignore it. */
static int write_register(void *state, uint64_t offset, unsigned int size, uint64_t value,
			  struct ws_error *error)
{
	struct vmm_uart *uart = state;
	unsigned int selected = select_register(uart, offset);

	if (size != 1)
		return refuse("wrote", size, error);
	if (selected == DATA)
		return uart->put(uart->context, (char)(value & 0xff), error);
	uart->registers[selected] = (uint32_t)(value & kept[selected]);
	return 0;
}

struct vmm_device vmm_ns16550_device(struct vmm_uart *uart, uint64_t base)
{
	return (struct vmm_device){
		.name = "16550",
		.base = base,
		.size = VMM_NS16550_SIZE,
		.read = read_register,
		.write = write_register,
		.state = uart,
	};
}
