// SPDX-License-Identifier: GPL-2.0-or-later
/* A misspelt name finds nothing, which is no answer. What was imported may have other names. */
#include "cli/history_names.h"

#include <fnmatch.h>

#include "cli/guess.h"
#include "report/names.h"

static bool matches(const char *pattern, const char *name)
{
	return fnmatch(pattern, name, 0) == 0;
}

bool cli_history_is_target(const char *pattern)
{
	for (size_t at = 0; at < lab_target_count; at++)
		if (matches(pattern, lab_targets[at].id))
			return true;
	return matches(pattern, "host");
}

static bool is_benchmark(const char *pattern)
{
	for (int at = 0; at < WS_BENCHMARK_COUNT; at++)
		if (matches(pattern, ws_benchmark_texts[at].id))
			return true;
	return false;
}

static int note(void *context, const struct ws_history_row *row)
{
	bool *any = context;

	(void)row;
	*any = true;
	return 0;
}

/* Whether the history has it; it has to be asked, and that may fail. */
static int look(struct ws_history *history, struct ws_history_query query, bool *any,
		struct ws_error *error)
{
	*any = false;
	return ws_history_find(history, &query, note, any, error);
}

int cli_history_check_names(struct ws_history *history, const struct ws_history_query *query,
			    struct ws_error *error)
{
	bool any;
	int result = 0;

	if (query->target && !cli_history_is_target(query->target)) {
		result = look(history, (struct ws_history_query){.target = query->target}, &any,
			      error);
		if (result || !any)
			return result ? result : cli_no_such_target(query->target, error);
	}
	if (query->benchmark && !is_benchmark(query->benchmark)) {
		result = look(history, (struct ws_history_query){.benchmark = query->benchmark},
			      &any, error);
		if (!result && !any)
			result = cli_no_such_benchmark(query->benchmark, error);
	}
	return result;
}
