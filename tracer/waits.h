/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a CPU that waits goes on. Its first block after the wait begins at the address after it or,
 * where an exception comes first, at a vector. Vectors are known by their addresses; which blocks
 * begin after a wait has to be found out while they are translated, before or after the wait is.
 */
#ifndef WORLDSWITCH_TRACER_WAITS_H
#define WORLDSWITCH_TRACER_WAITS_H

#include <stdbool.h>

#include "tracer/classify/classify.h"
#include "tracer/qemu_plugin.h"

/* Nothing is translated yet. */
void waits_start(const struct classifier *wanted);

/*
 * Whether a CPU may go on at a block with this first instruction after a wait. To be asked of each
 * block that is translated: the answer is what is known of its address from then on.
 */
bool waits_end_at(const struct qemu_plugin_insn *first);

/* Whether the wait can be followed at all: see is_last_of_page. */
bool waits_are_followed(const struct qemu_plugin_insn *wait);

/*
 * Whether each block after this wait is one that waits_end_at said yes of, or will. It is the
 * address that counts, whatever lies there by the time that the CPU goes on: no wait needs to be
 * before it any more.
 */
bool waits_end_in_sight(const struct qemu_plugin_insn *wait);

#endif
