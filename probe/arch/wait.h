/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Port contract: waiting for what another CPU, or somebody outside of this machine, does. */
#ifndef WORLDSWITCH_PROBE_ARCH_WAIT_H
#define WORLDSWITCH_PROBE_ARCH_WAIT_H

#include <stdbool.h>
#include <stdint.h>

/* Whether the word, which somebody else writes, becomes `value` before the patience is at its end.
 */
bool arch_wait_until(const uint32_t *word, uint32_t value);

/* The same of whatever `come` looks for. */
bool arch_wait_for(bool (*come)(uint32_t what), uint32_t what);

/* As long as somebody takes who has said that he goes to rest, to be at rest. */
void arch_wait_settle(void);

#endif
