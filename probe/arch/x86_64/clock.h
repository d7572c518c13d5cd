/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Interrupts' entries that end a window, by whatever windows are measured with. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_CLOCK_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_CLOCK_H

#include <stdint.h>

const uint8_t *x86_64_receiver_entry(void);

#endif
