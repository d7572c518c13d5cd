/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The PL011 UART, transmit side: the guest's way to say something. */
#ifndef WORLDSWITCH_VMM_DEVICES_PL011_H
#define WORLDSWITCH_VMM_DEVICES_PL011_H

#include <stdint.h>

#include "vmm/device.h"

#define VMM_PL011_SIZE 0x1000

struct vmm_pl011 {
	/* Where each byte sent goes. */
	int (*put)(void *context, char byte, struct ws_error *error);
	void *context;
	uint32_t registers[12]; /* those that only keep what was written */
};

/* The device on the bus at base; uart stays the caller's. */
struct vmm_device vmm_pl011_device(struct vmm_pl011 *uart, uint64_t base);

#endif
