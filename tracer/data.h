/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bytes that a guest has for the host (WS_MARKER_DATA), which a console would take minutes for: the
 * marker tells where they are in memory. What they mean is not the tracer's business.
 */
#ifndef WORLDSWITCH_TRACER_DATA_H
#define WORLDSWITCH_TRACER_DATA_H

#include <stdint.h>

/* Takes a copy of the descriptor that they go to, as stream_open; without it they go nowhere. */
int data_open(int fd);

/*
 * Before the marker's CPU goes on. The first one that asks for too much, or for what is not in its
 * memory, is the last that does anything: bytes with a gap in them are never written.
 */
void data_marker(const uint64_t operands[3]);

void data_close(void);

#endif
