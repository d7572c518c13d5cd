// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which machine a result is of. MIDR_EL1 (Arm Architecture Reference Manual, D17.2.100) has the
 * implementer in bits 31 to 24 and the part in 15 to 4; Linux shows it in sysfs since 4.7. Before,
 * the model is in /proc/cpuinfo alone, by our own name for it or in these two numbers.
 */
#include "report/machine.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "data/published.h"

void ws_machine_architecture(const struct ws_result *result, char architecture[WS_ARCHITECTURE_MAX])
{
	const char *property = ws_result_property(result, "architecture");
	size_t length = strcspn(result->target, "/");

	*architecture = '\0';
	if (length < WS_ARCHITECTURE_MAX && result->target[length])
		snprintf(architecture, length + 1, "%s", result->target);
	else if (property)
		snprintf(architecture, WS_ARCHITECTURE_MAX, "%s", property);
}

static bool read_midr(const char *text, struct ws_machine *machine)
{
	char *end;
	unsigned long long midr;

	if (strncmp(text, "0x", 2) != 0)
		return false;
	errno = 0;
	midr = strtoull(text, &end, 16);
	if (errno || *end || midr > UINT32_MAX)
		return false;
	machine->implementer = (uint8_t)(midr >> 24);
	machine->part = midr >> 4 & 0xfff;
	return true;
}

static bool read_numbers(const char *model, struct ws_machine *machine)
{
	unsigned int implementer, part;
	int end = 0;

	if (sscanf(model, "implementer 0x%2x, part 0x%3x%n", &implementer, &part, &end) != 2 ||
	    model[end])
		return false;
	machine->implementer = (uint8_t)implementer;
	machine->part = (uint16_t)part;
	return true;
}

static bool read_name(const char *model, struct ws_machine *machine)
{
	for (int at = 0; at < WS_PUBLISHED_SYSTEM_COUNT; at++) {
		const struct ws_published_machine *known = ws_published_columns[at].machine;

		if (!known->implementer || strcmp(known->name, model) != 0)
			continue;
		machine->implementer = known->implementer;
		machine->part = known->part;
		return true;
	}
	return false;
}

static const struct ws_cell *timed_cell(const struct ws_result *result)
{
	for (size_t at = 0; at < result->cell_count; at++)
		if (result->cells[at].verdict == WS_VERDICT_MEASURED && result->cells[at].timing)
			return &result->cells[at];
	return NULL;
}

bool ws_machine_of(const struct ws_result *result, struct ws_machine *machine)
{
	const char *midr = ws_result_property(result, "midr");
	const char *model = ws_result_property(result, "cpu-model");
	const struct ws_cell *cell = timed_cell(result);

	if (!cell)
		return false;
	ws_machine_architecture(result, machine->architecture);
	machine->unit = cell->unit;
	if (midr)
		return read_midr(midr, machine);
	return model && (read_numbers(model, machine) || read_name(model, machine));
}
