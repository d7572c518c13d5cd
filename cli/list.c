// SPDX-License-Identifier: GPL-2.0-or-later
/* `worldswitch list`: what can be asked for, for people and for programs. */
#include <errno.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/run_options.h"
#include "report/names.h"
#include "report/table.h"

enum { KEY_FORMAT = 0x100 };

#define LIST_WIDTH  80
#define LIST_INDENT 20

struct list_options {
	const char *what;
	enum cli_format format;
	struct ws_error error;
};

static const struct argp_option options_table[] = {
	{.name = "format",
	 .key = KEY_FORMAT,
	 .arg = "table|json",
	 .doc = "How to print it (default table)"},
	{0},
};

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct list_options *options = state->input;

	switch (key) {
	case KEY_FORMAT:
		return -cli_format_of(value, &options->format, &options->error);
	case ARGP_KEY_ARG:
		if (options->what)
			return -ws_fail(&options->error, EINVAL,
					"one list at a time: '%.64s' is one more", value);
		if (strcmp(value, "targets") != 0 && strcmp(value, "benchmarks") != 0)
			return -ws_fail(&options->error, EINVAL,
					"cannot list '%.64s': it is targets or benchmarks", value);
		options->what = value;
		return 0;
	case ARGP_KEY_NO_ARGS:
		return -ws_fail(&options->error, EINVAL,
				"list what? targets or benchmarks (see `worldswitch list --help`)");
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp cli_list_argp = {
	.options = options_table,
	.parser = parse,
	.args_doc = "targets|benchmarks",
	.doc = "Shows what there is to measure (targets) or to measure with (benchmarks)."
	       "\vExamples:\n"
	       "  worldswitch list targets\n"
	       "  worldswitch list benchmarks --format json\n",
};

static json_t *targets_json(void)
{
	json_t *list = json_array();

	for (size_t at = 0; at < lab_target_count; at++)
		json_array_append_new(list, json_pack("{s:s,s:s}", "id", lab_targets[at].id,
						      "meaning", lab_targets[at].meaning));
	return list;
}

static json_t *benchmarks_json(void)
{
	json_t *list = json_array();

	for (int at = 0; at < WS_BENCHMARK_COUNT; at++)
		json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:s}", "id",
						      ws_benchmark_texts[at].id, "name",
						      ws_benchmark_texts[at].name, "path",
						      ws_path_id(ws_benchmark_texts[at].path),
						      "meaning", ws_benchmark_texts[at].meaning));
	return list;
}

static int print_json(bool targets)
{
	json_t *list = targets ? targets_json() : benchmarks_json();
	size_t wanted = targets ? lab_target_count : WS_BENCHMARK_COUNT;

	if (json_array_size(list) != wanted) {
		json_decref(list);
		list = NULL;
	}
	return cli_print_list(list, CLI_OK);
}

static void print_entry(const char *id, const char *text)
{
	ws_paragraph(stdout, LIST_WIDTH, LIST_INDENT, id, text);
}

static void print_targets(void)
{
	for (size_t at = 0; at < lab_target_count; at++)
		print_entry(lab_targets[at].id, lab_targets[at].meaning);
}

static void print_benchmarks(void)
{
	for (int at = 0; at < WS_BENCHMARK_COUNT; at++) {
		const struct ws_benchmark_text *benchmark = &ws_benchmark_texts[at];
		char text[256];

		snprintf(text, sizeof(text), "%s: %s", benchmark->name, benchmark->meaning);
		print_entry(benchmark->id, text);
	}
}

int cli_list(int argc, char **argv)
{
	struct list_options options = {.format = CLI_TABLE};
	int status = cli_parse(&cli_list_argp, argc, argv, &options, &options.error);
	bool targets;

	if (status)
		return status;
	targets = strcmp(options.what, "targets") == 0;
	if (options.format == CLI_JSON)
		return print_json(targets);
	if (targets)
		print_targets();
	else
		print_benchmarks();
	return cli_flush(status);
}
