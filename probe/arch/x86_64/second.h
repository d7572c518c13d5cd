/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The second CPU, as the first one's windows need it. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_SECOND_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_SECOND_H

#include <stdint.h>

/* What its interrupt controller is called by others (apic.h). */
extern uint32_t x86_64_second_id;

#endif
