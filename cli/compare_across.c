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

#include "analysis/differences.h"

#define NAMES_SHOWN 64

/* Properties and roles, each once. */
struct there {
	const char *names[NAMES_SHOWN];
	size_t count;
};

static bool is_there(const struct there *there, const char *name)
{
	for (size_t at = 0; at < there->count; at++)
		if (strcmp(there->names[at], name) == 0)
			return true;
	return false;
}

static void add(struct there *there, const char *name)
{
	if (there->count < NAMES_SHOWN && !is_there(there, name))
		there->names[there->count++] = name;
}

static void add_all(struct there *there, const struct ws_results *results)
{
	for (size_t at = 0; at < results->count; at++) {
		const struct ws_result *result = &results->list[at];

		for (size_t i = 0; i < result->property_count; i++)
			add(there, result->properties[i].name);
		for (size_t i = 0; i < result->component_count; i++)
			add(there, result->components[i].role);
	}
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int unknown(struct there *there, const char *name, struct ws_error *error)
{
	char text[WS_ERROR_MAX / 2] = "";
	size_t used = 0;

	qsort(there->names, there->count, sizeof(there->names[0]), by_name);
	for (size_t at = 0; at < there->count; at++)
		if (ws_has_to_agree(there->names[at]) && used < sizeof(text))
			used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s",
						 used ? ", " : "", there->names[at]);
	return ws_fail(error, EINVAL,
		       "--across '%.64s': neither document has such a property; there are %s", name,
		       used ? text : "none");
}

int cli_across_check(const struct cli_values *across, const struct ws_results *old,
		     const struct ws_results *now, struct ws_error *error)
{
	struct there there = {.count = 0};

	add_all(&there, old);
	add_all(&there, now);
	for (size_t at = 0; at < across->count; at++)
		if (!is_there(&there, across->texts[at]))
			return unknown(&there, across->texts[at], error);
	return 0;
}
