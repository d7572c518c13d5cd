/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Units are types: a count of instructions, of cycles and of nanoseconds cannot be added to, or
 * printed as, one another. The lab counts instructions, real hardware counts cycles or nanoseconds;
 * nothing in this project converts between them.
 */
#ifndef WORLDSWITCH_UNITS_H
#define WORLDSWITCH_UNITS_H

#include <stdint.h>

struct ws_instructions {
	uint64_t count;
};

struct ws_cycles {
	uint64_t count;
};

struct ws_nanoseconds {
	uint64_t count;
};

/* X(symbol, identifier in every format) */
#define WS_UNIT_LIST(X)                                                                            \
	X(INSTRUCTIONS, "instructions")                                                            \
	X(CYCLES, "cycles")                                                                        \
	X(NANOSECONDS, "nanoseconds")

#define WS_UNIT_ENUM(symbol, id) WS_UNIT_##symbol,
enum ws_unit { WS_UNIT_LIST(WS_UNIT_ENUM) WS_UNIT_COUNT };
#undef WS_UNIT_ENUM

#endif
