// SPDX-License-Identifier: GPL-2.0-or-later
/* Versions of interrupt controllers, by name and by number. */
#include "lab/controller.h"

#include <stdio.h>
#include <string.h>

void controller_name(const struct lab_controller *controller, unsigned int version,
		     char name[CONTROLLER_NAME_MAX])
{
	const char *at = controller->version_names;

	for (unsigned int skip = version - controller->first; skip && *at; skip--) {
		at += strcspn(at, "|");
		at += *at == '|';
	}
	snprintf(name, CONTROLLER_NAME_MAX, "%.*s", (int)strcspn(at, "|"), at);
}

unsigned int controller_versions(const struct lab_controller *controller)
{
	unsigned int count = 1;

	for (const char *at = controller->version_names; *at; at++)
		count += *at == '|';
	return count;
}

unsigned int controller_version(const struct lab_controller *controller, const char *name)
{
	for (unsigned int at = 0; at < controller_versions(controller); at++) {
		char known[CONTROLLER_NAME_MAX];

		controller_name(controller, controller->first + at, known);
		if (strcmp(known, name) == 0)
			return controller->first + at;
	}
	return 0;
}
