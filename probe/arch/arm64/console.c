// SPDX-License-Identifier: GPL-2.0-or-later
/* Bytes to the serial device that uart.c found, one after the other. */
#include "probe/arch/console.h"

#include <stdint.h>

#include "probe/arch/arm64/machine.h"
#include "probe/arch/arm64/mmio.h"

/* So many polls without a place for one byte: nobody takes them, and the byte is lost. */
#define POLLS_MAX 1000000

static uint64_t address_of(const struct arm64_uart *uart, unsigned int number)
{
	return uart->address + ((uint64_t)number << uart->shift);
}

static uint32_t read(const struct arm64_uart *uart, unsigned int number)
{
	uint64_t address = address_of(uart, number);

	return uart->width == 1 ? mmio_read_byte(address) : mmio_read(address);
}

static void write(const struct arm64_uart *uart, unsigned int number, uint32_t value)
{
	uint64_t address = address_of(uart, number);

	if (uart->width == 1)
		mmio_write_byte(address, (uint8_t)value);
	else
		mmio_write(address, value);
}

static void set_up(const struct arm64_uart *uart)
{
	static bool done;

	for (unsigned int at = 0; !done && at < uart->registers->setup_count; at++)
		write(uart, uart->registers->setup[at].number, uart->registers->setup[at].value);
	done = true;
}

static bool has_room(const struct arm64_uart *uart)
{
	uint32_t status = read(uart, uart->registers->status);

	return !(status & uart->registers->busy) &&
	       (status & uart->registers->room) == uart->registers->room;
}

void arch_console_write(const char *text, size_t size)
{
	const struct arm64_uart *uart = &arm64_machine.console;

	if (!uart->registers)
		return;
	set_up(uart);
	for (size_t at = 0; at < size; at++) {
		unsigned int polls = 0;

		while (!has_room(uart) && ++polls < POLLS_MAX)
			;
		write(uart, uart->registers->data, (uint8_t)text[at]);
	}
}
