/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Port contract: the VMM's device to signal and to be signalled by (worldswitch/backend.h). */
#ifndef WORLDSWITCH_PROBE_ARCH_BACKEND_H
#define WORLDSWITCH_PROBE_ARCH_BACKEND_H

#include <stdbool.h>
#include <stdint.h>

#include <worldswitch/backend.h>

bool arch_backend_present(void);

/* Its registers; only where it is present. */
uint32_t arch_backend_read(uint32_t where);
void arch_backend_write(uint32_t where, uint32_t value);
uint64_t arch_backend_read_64(uint32_t where);
void arch_backend_write_64(uint32_t where, uint64_t value);

#endif
