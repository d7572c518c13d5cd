/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the documents of one explanation and of two beside each other share. */
#ifndef WORLDSWITCH_REPORT_EXPLAIN_JSON_H
#define WORLDSWITCH_REPORT_EXPLAIN_JSON_H

#include "report/explain.h"
#include "report/json_values.h"

/* "phase": as documents have the axis. */
const char *explanation_axis_id(enum ws_axis axis);

/* What a part is a part of. As lacks (report/json_values.h): true, a value could not be made. */
bool explanation_lacks_key(json_t *object, const struct ws_explanation *explanation,
			   enum ws_axis axis, uint32_t key);

/* What was explained: the cell, what it ran on, and what it counts. */
bool explanation_lacks_cell(json_t *object, const struct ws_explanation *explanation,
			    const struct ws_explained_environment *environment);

#endif
