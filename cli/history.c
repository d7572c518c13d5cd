// SPDX-License-Identifier: GPL-2.0-or-later
/* `worldswitch history`: what was measured before; and results of other machines beside it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/remember.h"
#include "report/formats.h"
#include "report/read.h"

enum { KEY_FORMAT = 0x100, KEY_WHERE, KEY_SINCE, KEY_UNTIL, KEY_IMPORT, KEY_EXPORT };

struct history_options {
	struct ws_history_query query;
	const struct ws_history_printer *printer;
	bool formatted; /* a format was asked for */
	bool import;
	const char *output; /* --export */
	const char **words; /* what is no option: files to import, or one cell */
	size_t word_count;
	char *copies[1 + WS_HISTORY_WHERE_MAX]; /* of arguments that were split */
	size_t copy_count;
	struct ws_error error;
};

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
	options->printer = format->history;
	options->formatted = true;
	return 0;
}

/* TARGET/BENCHMARK, where either may be a pattern; without a slash it is the benchmark. */
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
	.args_doc = "[CELL] | --import FILE...",
	.doc = "Shows what was measured before, the oldest first: every finished run is remembered "
	       "in a database of the user's data folder. Without CELL it lists results, with it "
	       "what that cell cost in each; TARGET/BENCHMARK, both of which may have * and ?. "
	       "A result is named by its content, so that results of many machines can be brought "
	       "together by --export and --import as often as one likes."
	       "\vExamples:\n"
	       "  worldswitch history\n"
	       "  worldswitch history arm64/kvm-vhe/hypercall --where cpu=neoverse-n1\n"
	       "  worldswitch history '*/hypercall' --where kernel='*6.12*' --since 2026-11\n"
	       "  worldswitch history io-out --format csv\n"
	       "  worldswitch history --export all.json\n"
	       "  worldswitch history --import all.json results/*.json\n",
};

struct showing {
	const struct ws_history_printer *printer;
	size_t count;
};

static int show_row(void *context, const struct ws_history_row *row)
{
	struct showing *showing = context;

	showing->printer->row(stdout, row, showing->count++);
	return 0;
}

static int show(struct ws_history *history, struct history_options *options)
{
	struct showing showing = {.printer = options->printer};
	int result;

	showing.printer->begin(stdout, options->query.benchmark != NULL);
	result = ws_history_find(history, &options->query, show_row, &showing, &options->error);
	if (!result)
		showing.printer->end(stdout, showing.count);
	return result;
}

/* Results from several documents. */
struct gathering {
	struct ws_results all;
	struct ws_error *error;
};

/* A document of the history is one result, written by this program; it is read as any other. */
static int take_document(void *context, const char *document, size_t size)
{
	struct gathering *gathering = context;
	struct ws_results read;
	int result = ws_results_parse("the history", document, size, &read, gathering->error);

	return result ? result : ws_results_move(&gathering->all, &read, gathering->error);
}

static int export(struct ws_history *history, struct history_options *options)
{
	struct gathering found = {.error = &options->error};
	int result = ws_history_documents(history, &options->query, take_document, &found,
					  &options->error);

	if (!result && !found.all.count)
		result = ws_fail(&options->error, ENOENT,
				 "nothing to write to %s: the history has no such result",
				 options->output);
	if (!result)
		result = cli_write_document(options->output, found.all.list, found.all.count,
					    &options->error);
	ws_results_free(&found.all);
	return result;
}

/* A file that cannot be read does not keep the others out. */
static int read_files(struct history_options *options, struct gathering *read)
{
	int result = 0;

	for (size_t at = 0; at < options->word_count; at++) {
		struct ws_results results;
		int failure = ws_results_read(options->words[at], &results, &options->error);

		if (!failure)
			failure = ws_results_move(&read->all, &results, &options->error);
		if (failure) {
			cli_complain(options->error.text);
			result = failure;
		}
	}
	return result;
}

/* In one go: a commit waits for the disk. */
static int import(struct ws_history *history, struct history_options *options)
{
	struct gathering read = {.error = &options->error};
	int result = read_files(options, &read);
	size_t added = 0;
	int failure =
		ws_history_add(history, read.all.list, read.all.count, &added, &options->error);

	if (failure)
		cli_complain(options->error.text);
	else
		printf("%zu added, %zu known before\n", added, read.all.count - added);
	ws_results_free(&read.all);
	return failure ? failure : result;
}

static int work(struct history_options *options)
{
	struct ws_history *history;
	int result = cli_history_open(&history, &options->error);

	if (result) {
		cli_complain(options->error.text);
		return CLI_NOTHING;
	}
	if (options->import)
		result = import(history, options);
	else
		result = options->output ? export(history, options) : show(history, options);
	cli_history_close(history);
	if (result && !options->import)
		cli_complain(options->error.text);
	return cli_flush(result ? CLI_BAD : CLI_OK);
}

int cli_history(int argc, char **argv)
{
	struct history_options options = {
		.printer = &ws_history_table,
		.words = calloc((size_t)argc, sizeof(*options.words)),
	};
	int status;

	if (!options.words) {
		cli_complain("out of memory");
		return CLI_NOTHING;
	}
	status = cli_parse(&cli_history_argp, argc, argv, &options, &options.error);
	if (status == CLI_OK)
		status = work(&options);
	for (size_t at = 0; at < options.copy_count; at++)
		free(options.copies[at]);
	free(options.words);
	return status;
}
