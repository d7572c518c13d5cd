/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The serial device that is the console: which one it is, and how a byte is written to it. */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_UART_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_UART_H

#include <stdint.h>

#include "probe/core/devicetree.h"

#define ARM64_UART_SETUP_MAX 2

/* Numbers of registers, each (1 << shift) bytes from the next. */
struct arm64_uart_registers {
	uint8_t data;
	uint8_t status;
	uint32_t busy; /* the bit of the status that says so; or 0 */
	uint32_t room; /* the bit that says that a byte has room; or 0 */
	struct {
		uint8_t number;
		uint32_t value;
	} setup[ARM64_UART_SETUP_MAX]; /* written before the first byte */
	unsigned int setup_count;
};

struct arm64_uart {
	const struct arm64_uart_registers *registers; /* NULL: there is none */
	uint64_t address;
	unsigned int shift;
	unsigned int width; /* of an access, in bytes: 1 or 4 */
};

/*
 * The one that /chosen names as the way out (Devicetree Specification v0.4, 3.6), where the probe
 * can drive it, else the first of those that it can.
 */
void arm64_uart_discover(struct arm64_uart *uart, const struct devicetree *tree);

#endif
