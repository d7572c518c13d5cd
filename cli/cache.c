// SPDX-License-Identifier: GPL-2.0-or-later
/* `worldswitch cache`: what is kept to make later runs short, whether it is whole, and less of it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/cache_print.h"
#include "cli/commands.h"
#include "cli/run_options.h"
#include "lab/lab.h"

enum { KEY_FORMAT = 0x100, KEY_ALL, KEY_OLDER_THAN, KEY_SIZE };

enum verb { VERB_NONE, VERB_LIST, VERB_VERIFY, VERB_PRUNE };

static const char *const verbs[] = {
	[VERB_LIST] = "list", [VERB_VERIFY] = "verify", [VERB_PRUNE] = "prune"};

struct cache_options {
	enum verb verb;
	enum cli_format format;
	const char *prunes; /* an option that only prune has, and that was given */
	struct lab_prune prune;
	struct ws_error error;
};

static const struct argp_option options_table[] = {
	{.name = "all", .key = KEY_ALL, .doc = "prune: remove everything"},
	{.name = "older-than",
	 .key = KEY_OLDER_THAN,
	 .arg = "DAYS",
	 .doc = "prune: remove what was not used for so many days, 0 to 36500"},
	{.name = "size",
	 .key = KEY_SIZE,
	 .arg = "MIB",
	 .doc = "prune: remove what was used least recently, until so many MiB are left, 0 to "
		"1048576"},
	{.name = "format",
	 .key = KEY_FORMAT,
	 .arg = "table|json",
	 .doc = "How to print it (default table)"},
	{0},
};

static int parse_number(struct cache_options *options, const char *name, const char *value,
			uint32_t high, uint32_t *number)
{
	struct cli_numbers numbers = {.count = 0};
	int result = cli_numbers_add(name, value, 0, high, &numbers, &options->error);

	*number = result ? 0 : numbers.numbers[0];
	return -result;
}

static int parse_verb(struct cache_options *options, const char *value)
{
	for (enum verb verb = VERB_LIST; verb <= VERB_PRUNE && !options->verb; verb++)
		if (strcmp(value, verbs[verb]) == 0) {
			options->verb = verb;
			return 0;
		}
	return -ws_fail(&options->error, EINVAL,
			"cannot do '%s' to the cache: it is list, verify or prune", value);
}

static int check(struct cache_options *options)
{
	if (options->verb != VERB_PRUNE && options->prunes)
		return -ws_fail(&options->error, EINVAL, "--%s is for prune", options->prunes);
	return 0;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct cache_options *options = state->input;
	uint32_t number;
	int result;

	switch (key) {
	case KEY_ALL:
		options->prunes = "all";
		options->prune.all = true;
		return 0;
	case KEY_OLDER_THAN:
		options->prunes = "older-than";
		result = parse_number(options, "older-than", value, 36500, &number);
		options->prune.before = (long long)time(NULL) - (long long)number * 86400 + 1;
		return result;
	case KEY_SIZE:
		options->prunes = "size";
		result = parse_number(options, "size", value, 1U << 20, &number);
		options->prune.bytes = (unsigned long long)number << 20;
		return result;
	case KEY_FORMAT:
		return -cli_format_of(value, &options->format, &options->error);
	case ARGP_KEY_ARG:
		return parse_verb(options, value);
	case ARGP_KEY_NO_ARGS:
		return -ws_fail(&options->error, EINVAL,
				"do what? list, verify or prune (see `worldswitch cache --help`)");
	case ARGP_KEY_END:
		return check(options);
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp cli_cache_argp = {
	.options = options_table,
	.parser = parse,
	.args_doc = "list|verify|prune",
	.doc = "Shows what is kept to make later runs short: snapshots of booted machines, kernels "
	       "and Xen out of their packages, files made for the emulator, package lists (list). "
	       "Reads all of it and says what is not as it was stored; the exit status is then 1 "
	       "(verify). Removes what is damaged or of no use, and what the options choose "
	       "(prune). Whatever is missing is made or fetched again by the run that needs it."
	       "\vExamples:\n"
	       "  worldswitch cache list\n"
	       "  worldswitch cache verify --format json\n"
	       "  worldswitch cache prune\n"
	       "  worldswitch cache prune --older-than 30 --size 500\n"
	       "  worldswitch cache prune --all\n",
};

/* verify: all of it is read, and what is good is not shown in the table. */
static int show(const struct cache_options *options)
{
	struct cache_print print;
	struct lab_cache cache;
	struct ws_error error;
	int status = CLI_OK;

	if (lab_cache_read(&cache, &error) < 0) {
		cli_complain(error.text);
		return CLI_BAD;
	}
	cache_print_begin(&print, options->format, options->verb == VERB_VERIFY);
	for (size_t at = 0; at < cache.count; at++) {
		bool intact = options->verb == VERB_LIST || lab_cached_intact(&cache.list[at]);

		cache_print_one(&print, &cache.list[at], intact);
		if (!intact)
			status = CLI_BAD;
	}
	lab_cache_free(&cache);
	return cache_print_end(&print, status);
}

static void show_removed(void *context, const struct lab_cached *cached)
{
	cache_print_one(context, cached, true);
}

static int prune(const struct cache_options *options)
{
	struct cache_print print;
	struct ws_error error;
	int result;

	cache_print_begin(&print, options->format, false);
	print.removed = true;
	result = lab_cache_prune(&options->prune, show_removed, &print, &error);
	if (result)
		cli_complain(error.text);
	return cache_print_end(&print, result ? CLI_BAD : CLI_OK);
}

int cli_cache(int argc, char **argv)
{
	struct cache_options options = {.format = CLI_TABLE, .prune.bytes = UINT64_MAX};
	int status = cli_parse(&cli_cache_argp, argc, argv, &options, &options.error);

	if (status)
		return status;
	return options.verb == VERB_PRUNE ? prune(&options) : show(&options);
}
