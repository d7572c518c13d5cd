// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A misspelt property would let nothing differ, without a word. Which ones there are the documents
 * say: one of a later version may have others than this program knows.
 */
#include "cli/compare_across.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "analysis/differences.h"

#define NAMES_SHOWN 64

/* What has to agree, properties and roles, each once. */
struct choices {
	const char *names[NAMES_SHOWN];
	size_t count;
};

static void add(struct choices *choices, const char *name)
{
	for (size_t at = 0; at < choices->count; at++)
		if (strcmp(choices->names[at], name) == 0)
			return;
	if (choices->count < NAMES_SHOWN)
		choices->names[choices->count++] = name;
}

static void add_all(struct choices *choices, const struct ws_results *results)
{
	for (size_t at = 0; at < results->count; at++) {
		const struct ws_result *result = &results->list[at];

		for (size_t i = 0; i < result->property_count; i++)
			if (ws_property_has_to_agree(result->properties[i].name))
				add(choices, result->properties[i].name);
		for (size_t i = 0; i < result->component_count; i++)
			if (ws_component_has_to_agree(result->components[i].role))
				add(choices, result->components[i].role);
	}
}

static bool is_there(const struct ws_results *results, const char *name)
{
	for (size_t at = 0; at < results->count; at++)
		if (ws_result_property(&results->list[at], name) ||
		    ws_result_component(&results->list[at], name))
			return true;
	return false;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int unknown(const struct ws_results *old, const struct ws_results *now, const char *name,
		   struct ws_error *error)
{
	struct choices choices = {.count = 0};
	char text[WS_ERROR_MAX / 2] = "";
	size_t used = 0;

	add_all(&choices, old);
	add_all(&choices, now);
	qsort(choices.names, choices.count, sizeof(choices.names[0]), by_name);
	for (size_t at = 0; at < choices.count && used < sizeof(text); at++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s", used ? ", " : "",
					 choices.names[at]);
	return ws_fail(error, EINVAL,
		       "--across '%.64s': neither document has such a property; there are %s", name,
		       used ? text : "none");
}

int cli_across_check(const struct cli_values *across, const struct ws_results *old,
		     const struct ws_results *now, struct ws_error *error)
{
	for (size_t at = 0; at < across->count; at++)
		if (!is_there(old, across->texts[at]) && !is_there(now, across->texts[at]))
			return unknown(old, now, across->texts[at], error);
	return 0;
}
