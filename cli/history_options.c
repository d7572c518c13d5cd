// SPDX-License-Identifier: GPL-2.0-or-later
/* Patterns, dates and files: a query of the history, or an import, and what makes no sense. */
#include "cli/history_options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/history_names.h"

enum { KEY_FORMAT = 0x100, KEY_WHERE, KEY_SINCE, KEY_UNTIL, KEY_IMPORT, KEY_EXPORT };

static const struct argp_option options_table[] = {
	{.name = "where",
	 .key = KEY_WHERE,
	 .arg = "KEY=VALUE",
	 .doc = "Only results with this property (cpu, gic...) or component (kernel, hypervisor, "
		"emulator...: its name or version); VALUE may have * and ?; may be repeated"},
	{.name = "since", .key = KEY_SINCE, .arg = "DATE", .doc = "Only results from then on"},
	{.name = "until", .key = KEY_UNTIL, .arg = "DATE", .doc = "Only results up to then"},
	{.name = "format",
	 .key = KEY_FORMAT,
	 .arg = "table|csv|json",
	 .doc = "How to print it (default table)"},
	{.name = "import", .key = KEY_IMPORT, .doc = "Add the results of these files"},
	{.name = "export",
	 .key = KEY_EXPORT,
	 .arg = "FILE",
	 .doc = "Write the results that are found to one document"},
	{0},
};

/* A copy that lives as long as the options; NULL: no memory. */
static char *copy_of(struct history_options *options, const char *value)
{
	char *copy = strdup(value);

	if (copy)
		options->copies[options->copy_count++] = copy;
	return copy;
}

static int parse_where(struct history_options *options, const char *value)
{
	const char *equals = strchr(value, '=');
	char *copy;

	if (!equals || equals == value)
		return -ws_fail(&options->error, EINVAL, "--where '%.64s': it is KEY=VALUE", value);
	if (options->query.where_count == WS_HISTORY_WHERE_MAX)
		return -ws_fail(&options->error, EINVAL, "--where: at most %d at once",
				WS_HISTORY_WHERE_MAX);
	copy = copy_of(options, value);
	if (!copy)
		return -ws_fail(&options->error, ENOMEM, "out of memory");
	copy[equals - value] = '\0';
	options->query.where[options->query.where_count].key = copy;
	options->query.where[options->query.where_count++].pattern = copy + (equals - value) + 1;
	return 0;
}

/* 2026, 2026-11, 2026-11-22, 2026-11-22T12:00:00Z: what begins as RFC 3339 does. */
static int parse_date(struct history_options *options, const char *name, const char *value,
		      const char **date)
{
	static const char form[] = "0000-00-00T00:00:00Z";
	size_t length = strlen(value);

	for (size_t at = 0; at < length; at++) {
		bool digit = value[at] >= '0' && value[at] <= '9';

		if (length < 4 || length > sizeof(form) - 1 ||
		    (form[at] == '0' ? !digit : value[at] != form[at]))
			return -ws_fail(
				&options->error, EINVAL,
				"--%s '%.32s': a date is 2026-11-22 or the beginning of one, "
				"or 2026-11-22T12:00:00Z",
				name, value);
	}
	*date = value;
	return 0;
}

static int parse_format(struct history_options *options, const char *value)
{
	const struct ws_format *format = ws_format_find(value);

	if (!format || !format->history)
		return -ws_fail(&options->error, EINVAL,
				"--format '%.32s': it is one of table, csv, json", value);
	options->print = format->history;
	options->formatted = true;
	return 0;
}

/* TARGET/BENCHMARK, where either may be a pattern; a benchmark alone, or a target that is known. */
static int parse_cell(struct history_options *options)
{
	char *copy, *slash;

	if (options->word_count > 1)
		return -ws_fail(&options->error, EINVAL, "one cell at a time: '%.64s' is one more",
				options->words[1]);
	if (!options->word_count)
		return 0;
	copy = copy_of(options, options->words[0]);
	if (!copy)
		return -ws_fail(&options->error, ENOMEM, "out of memory");
	if (cli_history_is_target(copy) && !strpbrk(copy, "*?[")) {
		options->query.target = copy;
		return 0;
	}
	slash = strrchr(copy, '/');
	options->query.benchmark = slash ? slash + 1 : copy;
	if (slash) {
		*slash = '\0';
		options->query.target = copy;
	}
	return 0;
}

static int check(struct history_options *options)
{
	bool queries = options->query.where_count || options->query.since || options->query.until;

	if (options->import && (queries || options->formatted || options->output))
		return -ws_fail(&options->error, EINVAL,
				"--import takes files, and no other option");
	if (options->import && !options->word_count)
		return -ws_fail(&options->error, EINVAL, "--import: of which files?");
	if (options->output && options->formatted)
		return -ws_fail(&options->error, EINVAL,
				"--export writes JSON: leave --format out");
	return options->import ? 0 : parse_cell(options);
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct history_options *options = state->input;

	switch (key) {
	case KEY_WHERE:
		return parse_where(options, value);
	case KEY_SINCE:
		return parse_date(options, "since", value, &options->query.since);
	case KEY_UNTIL:
		return parse_date(options, "until", value, &options->query.until);
	case KEY_FORMAT:
		return parse_format(options, value);
	case KEY_IMPORT:
		options->import = true;
		return 0;
	case KEY_EXPORT:
		options->output = value;
		return 0;
	case ARGP_KEY_ARG:
		options->words[options->word_count++] = value;
		return 0;
	case ARGP_KEY_END:
		return check(options);
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp cli_history_argp = {
	.options = options_table,
	.parser = parse,
	.args_doc = "[TARGET|CELL] | --import FILE...",
	.doc = "Shows what was measured before, the oldest first: every finished run is remembered "
	       "in a database of the user's data folder. Without CELL it lists results (of "
	       "TARGET), with "
	       "it what that cell cost in each; TARGET/BENCHMARK, both of which may have * and ?. "
	       "What tells results of a target apart stands beside them: Dom0, CPU, server, "
	       "kernel. "
	       "A result is named by its content, so that results of many machines can be brought "
	       "together by --export and --import as often as one likes."
	       "\vExamples:\n"
	       "  worldswitch history\n"
	       "  worldswitch history arm64/xen\n"
	       "  worldswitch history arm64/kvm-vhe/hypercall --where cpu=neoverse-n1\n"
	       "  worldswitch history '*/hypercall' --where kernel='*6.12*' --since 2026-11\n"
	       "  worldswitch history io-out --format csv\n"
	       "  worldswitch history --export all.json\n"
	       "  worldswitch history --import all.json results/*.json\n",
};
