// SPDX-License-Identifier: GPL-2.0-or-later
/* Words and numbers of a command line: what is meant, or one line that says what may be meant. */
#include "cli/guess.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/names.h"

void cli_guess_add(struct cli_guess *guess, const char *word)
{
	struct names *names = &guess->names;

	if (names->count < NAMES_MAX)
		snprintf(names->name[names->count++], NAME_LENGTH_MAX, "%s", word);
}

const char *cli_guess_hint(struct cli_guess *guess, const char *word)
{
	char near[NAME_LENGTH_MAX];

	names_near(&guess->names, word, near, sizeof(near));
	near[strcspn(near, ",")] = '\0'; /* the others are farther */
	if (!near[0])
		return ":";
	snprintf(guess->hint, sizeof(guess->hint), ", did you mean %s?", near);
	return guess->hint;
}

int cli_no_such_target(const char *id, struct ws_error *error)
{
	struct cli_guess guess = {0};

	for (size_t at = 0; at < lab_target_count; at++)
		cli_guess_add(&guess, lab_targets[at].id);
	return ws_fail(error, EINVAL,
		       "there is no target '%.64s'%s `worldswitch list targets` shows all", id,
		       cli_guess_hint(&guess, id));
}

int cli_target_of(const char *id, const struct lab_target **target, struct ws_error *error)
{
	*target = lab_target_find(id);
	return *target ? 0 : cli_no_such_target(id, error);
}

int cli_no_such_benchmark(const char *id, struct ws_error *error)
{
	struct cli_guess guess = {0};

	for (int at = 0; at < WS_BENCHMARK_COUNT; at++)
		cli_guess_add(&guess, ws_benchmark_texts[at].id);
	return ws_fail(error, EINVAL,
		       "there is no benchmark '%.64s'%s `worldswitch list benchmarks` shows all",
		       id, cli_guess_hint(&guess, id));
}

int cli_benchmarks_of(const char *list, uint32_t *benchmarks, struct ws_error *error)
{
	*benchmarks = 0;
	for (;;) {
		char id[NAME_LENGTH_MAX];
		size_t length = strcspn(list, ",");
		int benchmark;

		snprintf(id, sizeof(id), "%.*s", (int)(length < sizeof(id) ? length : sizeof(id)),
			 list);
		benchmark = ws_benchmark_find(id);
		if (benchmark < 0)
			return cli_no_such_benchmark(id, error);
		*benchmarks |= 1U << benchmark;
		if (!list[length])
			return 0;
		list += length + 1;
	}
}

int cli_number_of(const char *text, const char *what, uint32_t low, uint32_t high, uint32_t *number,
		  struct ws_error *error)
{
	char *end;
	unsigned long value;

	errno = 0;
	value = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || value < low || value > high)
		return ws_fail(error, EINVAL, "%s '%s': a number from %u to %u is needed", what,
			       text, low, high);
	*number = (uint32_t)value;
	return 0;
}
