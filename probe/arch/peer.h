/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Port contract: a second CPU, there to be interrupted. Its interrupt's first instruction ends the
 * window. It exists from start to stop alone, so that nothing but this CPU runs in other cells.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_PEER_H
#define WORLDSWITCH_PROBE_ARCH_PEER_H

#include <stdbool.h>
#include <stdint.h>

#include "probe/arch/rest.h"

/* False where it never comes up. */
bool arch_peer_start(enum arch_rest rest);

/*
 * Waits until the second CPU has taken so many interrupts since its start, and is back at rest.
 * False where that takes too long.
 */
bool arch_peer_rests(uint32_t taken);

void arch_peer_stop(void);

#endif
