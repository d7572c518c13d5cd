/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Port contract: the markers round cells (markers.h); those of windows are inside arch/window.h's.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_MARKER_H
#define WORLDSWITCH_PROBE_ARCH_MARKER_H

#include <stdint.h>

void arch_marker_cell_begin(uint32_t cell, uint32_t windows, uint64_t expected);
void arch_marker_cell_end(uint32_t cell, uint32_t windows);
void arch_marker_done(void);

#endif
