/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fw_cfg, by which QEMU hands files to a machine's firmware (QEMU, docs/specs/fw_cfg.rst). */
#ifndef WORLDSWITCH_VMM_FIRMWARE_H
#define WORLDSWITCH_VMM_FIRMWARE_H

#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

/*
 * The registers: one selects an item and goes to its beginning, reading another one gives its next
 * byte, and zeros after its end.
 */
struct vmm_firmware {
	void *context;
	void (*select)(void *context, uint16_t item);
	uint8_t (*next)(void *context);
};

/* Reads a file of less than size bytes, and adds a NUL. -ENOENT: there is none; -EFBIG. */
int vmm_firmware_find(const struct vmm_firmware *firmware, const char *name, char *text,
		      size_t size, struct ws_error *error);

/*
 * The same, of the machine that this runs in: by its registers, and where the kernel keeps them to
 * itself from its driver's files.
 */
int vmm_firmware_read(const char *name, char *text, size_t size, struct ws_error *error);

/* arch/ARCHITECTURE/firmware.c: the registers of that machine. */
int arch_firmware_open(struct vmm_firmware *firmware, struct ws_error *error);
void arch_firmware_close(const struct vmm_firmware *firmware);

#endif
