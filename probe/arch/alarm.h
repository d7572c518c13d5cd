/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Port contract: a watchdog for who is halted: after so many seconds of this machine's time an
 * interrupt is pending that arch_receiver_halt returns for.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_ALARM_H
#define WORLDSWITCH_PROBE_ARCH_ALARM_H

#include <stdbool.h>
#include <stdint.h>

/* Only while the receiver is open. */
void arch_alarm_set(uint32_t seconds);
void arch_alarm_clear(void);

/* Whether it is set and its time has come. */
bool arch_alarm_rang(void);

#endif
