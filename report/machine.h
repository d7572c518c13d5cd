/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which machine a result is of, as far as its document says. */
#ifndef WORLDSWITCH_REPORT_MACHINE_H
#define WORLDSWITCH_REPORT_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

#include <worldswitch/result.h>

#define WS_ARCHITECTURE_MAX 16

struct ws_machine {
	char architecture[WS_ARCHITECTURE_MAX];
	uint8_t implementer; /* of MIDR_EL1, and its part */
	uint16_t part;
	enum ws_unit unit; /* of what was measured on it */
};

/* Of the target's identifier or, of a real machine, whose identifier is the same on each, a
 * property; empty: it has none.
 */
void ws_machine_architecture(const struct ws_result *result,
			     char architecture[WS_ARCHITECTURE_MAX]);

/* False where no clock timed it, or its CPU is not known. */
bool ws_machine_of(const struct ws_result *result, struct ws_machine *machine);

#endif
