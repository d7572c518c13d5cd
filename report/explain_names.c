// SPDX-License-Identifier: GPL-2.0-or-later
/* What a function, and a stage, is called where there is room for one line. */
#include <inttypes.h>

#include "report/explain_table.h"
#include "report/names.h"

void ws_function_text(const struct ws_function *function, char text[WS_FUNCTION_TEXT_MAX])
{
	if (!function->name)
		snprintf(text, WS_FUNCTION_TEXT_MAX, "0x%" PRIx64, function->address);
	else if (*function->module)
		snprintf(text, WS_FUNCTION_TEXT_MAX, "%s [%s]", function->name, function->module);
	else
		snprintf(text, WS_FUNCTION_TEXT_MAX, "%s", function->name);
}

#define CLASS(symbol, id, name, meaning) [WS_CLASS_##symbol] = (id),
const char *ws_class_id(uint32_t class_of)
{
	static const char *const ids[] = {WS_CLASS_LIST(CLASS)};

	return ids[class_of];
}

const char *ws_direction_id(uint32_t direction)
{
	static const char *const ids[] = {
		[WS_DIRECTION_NONE] = "none",
		[WS_DIRECTION_SAVE] = "save",
		[WS_DIRECTION_RESTORE] = "restore",
	};

	return ids[direction];
}

#define PHASE(symbol, id, meaning) [WS_PHASE_##symbol] = (id),
const char *ws_phase_id(uint32_t phase)
{
	static const char *const ids[] = {WS_PHASE_LIST(PHASE)};

	return ids[phase];
}

void ws_stage_text(const struct ws_window *window, uint32_t stage, char *text, size_t size)
{
	const char *place = ws_place_id((enum ws_place)window->stages[stage].place);

	snprintf(text, size, "stage %" PRIu32 ", CPU %" PRIu32 "%s%s", stage,
		 window->stages[stage].cpu, place ? ", from " : "", place ? place : "");
}
