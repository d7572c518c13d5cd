/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The end. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_POWER_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_POWER_H

/* Switches the machine off, or waits for ever where it cannot be. */
_Noreturn void x86_64_power_off(void);

#endif
