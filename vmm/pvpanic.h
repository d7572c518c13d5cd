/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A device whose register stops the machine that this runs in (QEMU, docs/specs/pvpanic.rst). */
#ifndef WORLDSWITCH_VMM_PVPANIC_H
#define WORLDSWITCH_VMM_PVPANIC_H

#include <stdint.h>

#include "support/error.h"

#define VMM_PVPANIC_PANICKED 1 /* the one event that every version of it stops at */

/* Where a store stops the machine, if the emulator was told to; -ENODEV: there is none. */
int vmm_pvpanic_map(volatile uint8_t **registers, struct ws_error *error);
void vmm_pvpanic_unmap(volatile uint8_t *registers);

#endif
