// SPDX-License-Identifier: GPL-2.0-or-later
/* See emulated.h. */
#include "report/emulated.h"

#include "analysis/analysis.h"

const char ws_emulated_meaning[] =
	"timed by an emulator's clock (TCG), which goes as the emulator does: no cost of hardware, "
	"and nothing that was measured on any compares with it";

const char *ws_emulated_suffix(const struct ws_result *result)
{
	return ws_clock_is_emulated(result) ? ", " WS_EMULATED_WORD : "";
}

bool ws_emulated_any(const struct ws_result *results, size_t count)
{
	for (size_t at = 0; at < count; at++)
		if (ws_clock_is_emulated(&results[at]))
			return true;
	return false;
}
