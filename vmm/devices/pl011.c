// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The PL011 UART (Arm DDI 0183, chapter 3) as far as a console needs it: the transmitter is always
 * ready and nothing is ever received, so no interrupt is ever raised. A guest may set it up as if
 * it were real, read back what it wrote, and find the identification that drivers look for.
 */
#include "vmm/devices/uart.h"

#include <errno.h>

enum {
	UARTDR = 0x000,
	UARTRSR = 0x004,
	UARTFR = 0x018,
	UARTILPR = 0x020,
	UARTIBRD = 0x024,
	UARTFBRD = 0x028,
	UARTLCR_H = 0x02c,
	UARTCR = 0x030,
	UARTIFLS = 0x034,
	UARTIMSC = 0x038,
	UARTRIS = 0x03c,
	UARTMIS = 0x040,
	UARTICR = 0x044,
	UARTDMACR = 0x048,
	UARTPeriphID0 = 0xfe0, /* eight registers of identification, to the end of the page */
};

#define UARTFR_RXFE (1U << 4) /* nothing has been received */
#define UARTFR_TXFE (1U << 7) /* everything has been sent */

static const uint8_t identification[8] = {0x11, 0x10, 0x14, 0x00, 0x0d, 0xf0, 0x05, 0xb1};

/* Registers that keep what is written to them, and how much of it (DDI 0183, table 3-1). */
static const struct {
	uint16_t offset;
	uint16_t mask;
} kept[] = {
	{.offset = UARTRSR, .mask = 0x000f},   {.offset = UARTILPR, .mask = 0x00ff},
	{.offset = UARTIBRD, .mask = 0xffff},  {.offset = UARTFBRD, .mask = 0x003f},
	{.offset = UARTLCR_H, .mask = 0x00ff}, {.offset = UARTCR, .mask = 0xff87},
	{.offset = UARTIFLS, .mask = 0x003f},  {.offset = UARTIMSC, .mask = 0x07ff},
	{.offset = UARTDMACR, .mask = 0x0007},
};

#define KEPT_COUNT (sizeof(kept) / sizeof(kept[0]))
_Static_assert(KEPT_COUNT <= sizeof(((struct vmm_uart *)0)->registers) / sizeof(uint32_t),
	       "a register has no room");

static int find_kept(uint64_t offset)
{
	for (size_t i = 0; i < KEPT_COUNT; i++)
		if (kept[i].offset == offset)
			return (int)i;
	return -1;
}

static int refuse(const char *access, uint64_t offset, struct ws_error *error)
{
	return ws_fail(error, ENXIO, "guest %s the console's register 0x%llx: there is none",
		       access, (unsigned long long)offset);
}

static int read_register(void *state, uint64_t offset, unsigned int size, uint64_t *value,
			 struct ws_error *error)
{
	const struct vmm_uart *uart = state;
	int index = find_kept(offset);

	(void)size;
	if (index >= 0)
		*value = uart->registers[index];
	else if (offset == UARTFR)
		*value = UARTFR_TXFE | UARTFR_RXFE;
	else if (offset == UARTDR || offset == UARTRIS || offset == UARTMIS)
		*value = 0;
	else if (offset >= UARTPeriphID0 && offset % 4 == 0 && offset < VMM_PL011_SIZE)
		*value = identification[(offset - UARTPeriphID0) / 4];
	else
		return refuse("read", offset, error);
	return 0;
}

static int write_register(void *state, uint64_t offset, unsigned int size, uint64_t value,
			  struct ws_error *error)
{
	struct vmm_uart *uart = state;
	int index = find_kept(offset);

	(void)size;
	if (offset == UARTDR)
		return uart->put(uart->context, (char)(value & 0xff), error);
	if (index >= 0)
		uart->registers[index] = (uint32_t)(value & kept[index].mask);
	else if (offset != UARTICR)
		return refuse("wrote", offset, error);
	return 0;
}

struct vmm_device vmm_pl011_device(struct vmm_uart *uart, uint64_t base)
{
	return (struct vmm_device){
		.name = "pl011",
		.base = base,
		.size = VMM_PL011_SIZE,
		.read = read_register,
		.write = write_register,
		.state = uart,
	};
}
