// SPDX-License-Identifier: GPL-2.0-or-later
/* The version of an APIC is the mode that it is in; Intel's manual numbers neither of them. */
#include "analysis/controllers.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const struct ws_controller ws_controllers[] = {
	{.name = "gic", .shown = "GICv"},
	{.name = "apic", .shown = "", .versions = {[1] = "xapic", [2] = "x2apic"}},
};

const size_t ws_controller_count = sizeof(ws_controllers) / sizeof(ws_controllers[0]);

static const char *version_name(const char *name, uint32_t version)
{
	for (size_t at = 0; at < ws_controller_count; at++)
		if (strcmp(ws_controllers[at].name, name) == 0 && version < WS_CONTROLLER_VERSIONS)
			return ws_controllers[at].versions[version];
	return NULL;
}

void ws_controller_version(const char *name, uint32_t version, char text[WS_CONTROLLER_TEXT_MAX])
{
	const char *known = version_name(name, version);

	if (known)
		snprintf(text, WS_CONTROLLER_TEXT_MAX, "%s", known);
	else
		snprintf(text, WS_CONTROLLER_TEXT_MAX, "%" PRIu32, version);
}
