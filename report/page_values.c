// SPDX-License-Identifier: GPL-2.0-or-later
/* See page_values.h. */
#include "report/page_values.h"

#include "report/units.h"

json_t *ws_page_value(const struct ws_cell *cell, enum ws_unit unit)
{
	char value[WS_COUNT_TEXT_MAX], mark[WS_MARK_TEXT_MAX];

	ws_value_text(cell, value);
	ws_mark_text(cell, unit, mark);
	return json_sprintf("%s%s", value, mark);
}

json_t *ws_page_remark(const struct ws_remark *remark)
{
	return json_sprintf("%s: %s", remark->label, remark->text);
}
