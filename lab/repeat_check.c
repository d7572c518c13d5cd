// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whether a plan measures what a result has. Of another kernel or hypervisor, or in another
 * machine, the count has another meaning; our own parts and the emulator may be other ones as long
 * as the count is the same.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lab/plan.h"
#include "lab/repeat.h"

#define DIGEST_SHOWN 12

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* What is the same in another measurement: how it counts is no part of what is counted. */
static bool is_setup(const char *property)
{
	return strcmp(property, "counting") != 0 && strcmp(property, "probe-parameters") != 0 &&
	       strcmp(property, "emulator-limits") != 0;
}

static bool is_software(const char *role)
{
	return strcmp(role, "kernel") == 0 || strcmp(role, "kernel-modules") == 0 ||
	       strcmp(role, "hypervisor") == 0;
}

static const struct ws_component *counterpart(const struct ws_component *list, size_t count,
					      const char *role)
{
	for (size_t at = 0; at < count; at++)
		if (strcmp(list[at].role, role) == 0)
			return &list[at];
	return NULL;
}

static void describe(const struct ws_component *component, char *text, size_t size)
{
	if (component)
		snprintf(text, size, "%.128s %.64s (sha256 %.*s...)",
			 component->name ? component->name : "",
			 component->version ? component->version : "", DIGEST_SHOWN,
			 component->sha256 ? component->sha256 : "");
	else
		snprintf(text, size, "missing");
}

static int check_properties(const struct lab_plan *plan, const struct ws_result *result,
			    const char *name, struct ws_error *error)
{
	for (size_t at = 0; at < result->property_count; at++) {
		const struct ws_property *was = &result->properties[at];
		const char *is = NULL;

		for (size_t own = 0; own < plan->property_count; own++)
			if (strcmp(plan->properties[own].name, was->name) == 0)
				is = plan->properties[own].value;
		if (is_setup(was->name) && !same(is, was->value))
			return ws_fail(error, ESTALE,
				       "%s: this version cannot measure it again: its %s is "
				       "%.300s, here it is %.300s",
				       name, was->name, was->value, is ? is : "nothing");
	}
	return 0;
}

int lab_repeat_check(const struct lab_plan *plan, const struct ws_result *result, const char *name,
		     struct ws_error *error)
{
	for (size_t at = 0; at < result->component_count; at++) {
		const struct ws_component *was = &result->components[at];
		const struct ws_component *is =
			counterpart(plan->components, plan->component_count, was->role);
		char texts[2][256];

		if (!is_software(was->role) || (is && same(is->sha256, was->sha256)))
			continue;
		describe(was, texts[0], sizeof(texts[0]));
		describe(is, texts[1], sizeof(texts[1]));
		return ws_fail(error, ESTALE,
			       "%s: its %s, %s, is no longer to be had: what is found by that "
			       "name is %s; where it was a file, name it (--%s FILE)",
			       name, was->role, texts[0], texts[1],
			       strcmp(was->role, "hypervisor") == 0 ? "xen" : "kernel");
	}
	return check_properties(plan, result, name, error);
}

void lab_repeat_differences(const struct lab_plan *plan, const struct ws_result *result, char *text,
			    size_t size)
{
	size_t used = 0;

	*text = '\0';
	for (size_t at = 0; at < result->component_count && used < size; at++) {
		const struct ws_component *was = &result->components[at];
		const struct ws_component *is =
			counterpart(plan->components, plan->component_count, was->role);
		char texts[2][256];

		if (is && same(is->sha256, was->sha256))
			continue;
		describe(was, texts[0], sizeof(texts[0]));
		describe(is, texts[1], sizeof(texts[1]));
		used += (size_t)snprintf(text + used, size - used, "; the %s is %s, it was %s",
					 was->role, texts[1], texts[0]);
	}
}
