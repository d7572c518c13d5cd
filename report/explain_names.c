// SPDX-License-Identifier: GPL-2.0-or-later
/* What a function is called where there is room for one line. */
#include <inttypes.h>

#include "report/explain.h"

void ws_function_text(const struct ws_function *function, char text[WS_FUNCTION_TEXT_MAX])
{
	if (!function->name)
		snprintf(text, WS_FUNCTION_TEXT_MAX, "0x%" PRIx64, function->address);
	else if (*function->module)
		snprintf(text, WS_FUNCTION_TEXT_MAX, "%s [%s]", function->name, function->module);
	else
		snprintf(text, WS_FUNCTION_TEXT_MAX, "%s", function->name);
}
