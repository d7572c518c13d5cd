/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tables of explanations share: the names of axes and of their parts. */
#ifndef WORLDSWITCH_REPORT_EXPLAIN_TABLE_H
#define WORLDSWITCH_REPORT_EXPLAIN_TABLE_H

#include "report/explain.h"

/* The words of the shared lists of explanations. */
const char *ws_class_id(uint32_t class_of);
const char *ws_direction_id(uint32_t direction);
const char *ws_phase_id(uint32_t phase);

const char *ws_axis_heading(enum ws_axis axis);

void ws_part_text(const struct ws_explanation *explanation, enum ws_axis axis,
		  const struct ws_part *part, char text[WS_FUNCTION_TEXT_MAX]);

/* A name that is too long loses its end, where a compiler's suffixes are. */
void ws_shorten(char *text, size_t width);

#endif
