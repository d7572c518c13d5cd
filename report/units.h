/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The unit that stands over a column of cells, and those of cells that have another one: on arm64
 * a VCPU's own counter times all but the ways between CPUs, whose nanoseconds a shared clock tells.
 */
#ifndef WORLDSWITCH_REPORT_UNITS_H
#define WORLDSWITCH_REPORT_UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include <worldswitch/result.h>

#include "report/table.h"

#define WS_MARK_TEXT_MAX 16 /* " nanoseconds ?" and a NUL */

/* That of the first measured cell, else of the first; whether any is measured. */
bool ws_column_unit(const struct ws_result *result, enum ws_unit *unit);

/* " ns", " ?", " ns ?" or "": what stands behind a cell's number under this unit. */
void ws_mark_text(const struct ws_cell *cell, enum ws_unit unit, char text[WS_MARK_TEXT_MAX]);

/* Whether there is such a cell with a number, and that is not in this unit. */
bool ws_unit_is_other(const struct ws_cell *cell, enum ws_unit unit);

/* The n-th remark on such cells under columns of their results' that a reader needs, or NULL. */
const struct ws_remark *ws_unit_remark(const struct ws_result *results, size_t count, size_t n);

/* On those of one unit. */
extern const struct ws_remark ws_unit_remarks[WS_UNIT_COUNT];

#endif
