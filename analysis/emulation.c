// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whether a result's clock is an emulator's. Such a clock goes on as the emulator does: what it
 * says is no cost of any hardware. Who started the emulator says so, or the CPU that it makes.
 */
#include <string.h>

#include "analysis/analysis.h"

static const struct {
	const char *name;
	const char *value; /* all of it, or a part */
	bool part;
} signs[] = {
	{.name = "accelerator", .value = "tcg"}, /* what QEMU was told */
	{.name = "emulator", .value = "tcg"},    /* what the probe or the VMM was told by the CPU */
	{.name = "cpu-model", .value = "QEMU TCG CPU", .part = true},
};

bool ws_property_is_emulation(const char *name, const char *value)
{
	for (size_t at = 0; at < sizeof(signs) / sizeof(signs[0]); at++)
		if (strcmp(signs[at].name, name) == 0 &&
		    (signs[at].part ? strstr(value, signs[at].value) != NULL
				    : strcmp(signs[at].value, value) == 0))
			return true;
	return false;
}

bool ws_clock_is_emulated(const struct ws_result *result)
{
	for (size_t at = 0; at < result->property_count; at++)
		if (ws_property_is_emulation(result->properties[at].name,
					     result->properties[at].value))
			return true;
	return false;
}
