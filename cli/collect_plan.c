// SPDX-License-Identifier: GPL-2.0-or-later
/* What a plan says of itself outlives the plan in its result. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/collect.h"

/* NULL stays NULL; else a copy, and *whole false where there is no memory for it. */
static char *copy(const char *text, bool *whole)
{
	char *copied = text ? strdup(text) : NULL;

	*whole = *whole && (copied || !text);
	return copied;
}

static bool copy_properties(struct ws_result *result, const struct lab_plan *plan)
{
	size_t count;
	const struct ws_property *properties = lab_plan_properties(plan, &count);
	bool whole;

	result->properties = calloc(count + 1, sizeof(*result->properties));
	whole = result->properties;
	for (size_t at = 0; at < count && whole; at++) {
		result->properties[at].name = copy(properties[at].name, &whole);
		result->properties[at].value = copy(properties[at].value, &whole);
		result->property_count = at + 1;
	}
	return whole;
}

static bool copy_components(struct ws_result *result, const struct lab_plan *plan)
{
	size_t count;
	const struct ws_component *components = lab_plan_components(plan, &count);
	bool whole;

	result->components = calloc(count + 1, sizeof(*result->components));
	whole = result->components;
	for (size_t at = 0; at < count && whole; at++) {
		struct ws_component *component = &result->components[at];

		component->role = copy(components[at].role, &whole);
		component->name = copy(components[at].name, &whole);
		component->version = copy(components[at].version, &whole);
		component->sha256 = copy(components[at].sha256, &whole);
		result->component_count = at + 1;
	}
	return whole;
}

int collect_plan(struct collect *collect, size_t at, const struct lab_plan *plan,
		 struct ws_error *error)
{
	struct ws_result *result = &collect->results[at];

	collect->targets[at].plan = plan;
	if (copy_properties(result, plan) && copy_components(result, plan))
		return 0;
	return ws_fail_errno(error, ENOMEM, "cannot describe %s", result->target);
}
