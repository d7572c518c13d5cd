/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fw_cfg, by which QEMU hands files to a machine's firmware (QEMU, docs/specs/fw_cfg.rst). */
#ifndef WORLDSWITCH_PROBE_CORE_FIRMWARE_H
#define WORLDSWITCH_PROBE_CORE_FIRMWARE_H

#include <stddef.h>
#include <stdint.h>

/*
 * The registers: one selects an item and goes to its beginning, reading another one gives its next
 * byte, and zeros after its end.
 */
struct firmware {
	void *context;
	void (*select)(void *context, uint16_t item);
	uint8_t (*next)(void *context);
};

enum firmware_answer {
	FIRMWARE_FOUND,
	FIRMWARE_MISSING, /* this machine has no fw_cfg */
	FIRMWARE_NO_FILE,
	FIRMWARE_TOO_LARGE,
};

/* Reads a file of less than size bytes, and adds a NUL. */
enum firmware_answer firmware_read(const struct firmware *firmware, const char *name, char *text,
				   size_t size);

#endif
