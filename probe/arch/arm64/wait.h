/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Waiting for what another CPU, or somebody outside of this machine, does. */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_WAIT_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_WAIT_H

#include <stdbool.h>
#include <stdint.h>

/* One turn of any waiting loop. */
void wait_turn(void);

/* How many turns end in vain: tens of milliseconds on real hardware, a second in an emulator. */
#define WAIT_TURNS_MAX 1000000

/* Whether the word, which somebody else writes, becomes `value` in that time. */
bool wait_until(const uint32_t *word, uint32_t value);

/* As long as a CPU takes that has said that it goes to rest, to be at rest. */
void wait_settle(void);

#endif
