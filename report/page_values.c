// SPDX-License-Identifier: GPL-2.0-or-later
/* See page_values.h. */
#include "report/page_values.h"

json_t *ws_page_value(const struct ws_cell *cell)
{
	char value[WS_COUNT_TEXT_MAX];

	ws_value_text(cell, value);
	return json_sprintf("%s%s", value, ws_unsettled_mark(cell));
}

json_t *ws_page_remark(const struct ws_remark *remark)
{
	return json_sprintf("%s: %s", remark->label, remark->text);
}
