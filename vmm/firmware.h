/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that QEMU hands to the machine that this runs in (probe/core/firmware.h). */
#ifndef WORLDSWITCH_VMM_FIRMWARE_H
#define WORLDSWITCH_VMM_FIRMWARE_H

#include <stddef.h>

#include "probe/core/firmware.h"
#include "support/error.h"

/*
 * Reads a file of less than size bytes, and adds a NUL: by fw_cfg's registers, and where the kernel
 * keeps them to itself from its driver's files. -ENODEV: there is no fw_cfg; -ENOENT: no such file;
 * -EFBIG.
 */
int vmm_firmware_read(const char *name, char *text, size_t size, struct ws_error *error);

/* arch/ARCHITECTURE/firmware.c: the registers of that machine. */
int arch_firmware_open(struct firmware *firmware, struct ws_error *error);
void arch_firmware_close(const struct firmware *firmware);

#endif
