/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A history in a folder of its own, and results with numbers. To be included once. */
#ifndef WORLDSWITCH_TESTS_HISTORY_FILE_H
#define WORLDSWITCH_TESTS_HISTORY_FILE_H

#include <glob.h>
#include <sqlite3.h>
#include <unistd.h>

#include "history/database.h"
#include "history/history.h"
#include "tests/unit/results.h"

static char folder[] = P_tmpdir "/worldswitch-test-XXXXXX";
static char path[sizeof(folder) + 16];

static inline int make_folder(void **state)
{
	(void)state;
	snprintf(path, sizeof(path), "%s/history.sqlite", mkdtemp(folder) ? folder : "");
	return 0;
}

static inline int remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

/* Each test begins without any. */
static inline int remove_files(void **state)
{
	char pattern[sizeof(path) + 4];
	glob_t found;

	(void)state;
	snprintf(pattern, sizeof(pattern), "%s*", path);
	if (glob(pattern, 0, NULL, &found) == 0)
		for (size_t at = 0; at < found.gl_pathc; at++)
			unlink(found.gl_pathv[at]);
	globfree(&found);
	return 0;
}

static inline struct ws_history *open_history(void)
{
	struct ws_history *history = NULL;
	struct ws_error error = {""};
	int result = ws_history_open(path, &history, &error);

	if (result)
		fail_msg("%d: %s", result, error.text);
	return history;
}

/* The number makes it another one. */
static inline struct ws_result numbered_result(unsigned int number)
{
	struct ws_result result = result_of("arm64/kvm-vhe");
	char version[16];

	snprintf(version, sizeof(version), "6.%u", number);
	add_property(&result, "cpu", number % 2 ? "cortex-a76" : "neoverse-n1");
	add_component(&result, "kernel", "linux", version);
	add_measured(&result, WS_BENCHMARK_HYPERCALL, 1000 + number, 10, 0);
	add_unmeasured(&result, WS_BENCHMARK_IO_OUT, WS_VERDICT_SKIPPED, "for the test");
	return result;
}

static inline size_t add(struct ws_history *history, unsigned int number)
{
	struct ws_result result = numbered_result(number);
	struct ws_error error = {""};
	size_t added = 99;

	if (ws_history_add(history, &result, 1, &added, &error))
		fail_msg("%s", error.text);
	ws_result_free(&result);
	return added;
}

struct found {
	unsigned int count;
	uint64_t last;
	char version[16];
};

static inline int count_row(void *context, const struct ws_history_row *row)
{
	struct found *found = context;

	found->count++;
	found->last = row->has_value ? row->value : 0;
	snprintf(found->version, sizeof(found->version), "%s", row->version);
	return 0;
}

static inline struct found find(struct ws_history *history, const struct ws_history_query *query)
{
	struct found found = {0};
	struct ws_error error = {""};

	if (ws_history_find(history, query, count_row, &found, &error))
		fail_msg("%s", error.text);
	return found;
}

static inline unsigned int count_of(struct ws_history *history)
{
	return find(history, &(struct ws_history_query){0}).count;
}

#endif
