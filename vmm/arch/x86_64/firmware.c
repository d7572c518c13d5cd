// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fw_cfg's ports in QEMU's PC machines (docs/specs/fw_cfg.rst): what selects is in the order of the
 * CPU's bytes here, and data beside it.
 */
#include "vmm/firmware.h"

#include <errno.h>
#include <sys/io.h>

#define PORT_SELECT 0x510
#define PORT_DATA   0x511
#define PORTS       2

static void select_item(void *context, uint16_t item)
{
	(void)context;
	outw(item, PORT_SELECT);
}

static uint8_t next_byte(void *context)
{
	(void)context;
	return inb(PORT_DATA);
}

int arch_firmware_open(struct firmware *firmware, struct ws_error *error)
{
	if (ioperm(PORT_SELECT, PORTS, 1) < 0)
		return ws_fail_errno(error, errno, "cannot use the ports of fw_cfg");
	*firmware = (struct firmware){.select = select_item, .next = next_byte};
	return 0;
}

void arch_firmware_close(const struct firmware *firmware)
{
	(void)firmware;
	ioperm(PORT_SELECT, PORTS, 0);
}
