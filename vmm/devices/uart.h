/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UARTs, transmit side: the guest's way to say something. */
#ifndef WORLDSWITCH_VMM_DEVICES_UART_H
#define WORLDSWITCH_VMM_DEVICES_UART_H

#include <stdint.h>

#include "vmm/device.h"

#define VMM_PL011_SIZE   0x1000
#define VMM_NS16550_SIZE 8

struct vmm_uart {
	/* Where each byte sent goes. */
	int (*put)(void *context, char byte, struct ws_error *error);
	void *context;
	uint32_t registers[12]; /* those that only keep what was written */
};

/* The device on the bus at base; uart stays the caller's. One file of this folder each. */
struct vmm_device vmm_pl011_device(struct vmm_uart *uart, uint64_t base);
struct vmm_device vmm_ns16550_device(struct vmm_uart *uart, uint64_t base);

#endif
