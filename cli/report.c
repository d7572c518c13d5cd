// SPDX-License-Identifier: GPL-2.0-or-later
/* `worldswitch report`: results, and explanations beside them, as one file to look at. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/values.h"
#include "report/explain.h"
#include "report/page.h"
#include "report/read.h"
#include "support/file.h"

struct report_options {
	const char *output;
	const char **files;
	size_t file_count;
	struct ws_error error;
};

static const struct argp_option options_table[] = {
	{.name = "output", .key = 'o', .arg = "FILE", .doc = "Write the page there"},
	{0},
};

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct report_options *options = state->input;

	switch (key) {
	case 'o':
		return -cli_text_of("output", value, &options->output, &options->error);
	case ARGP_KEY_ARG:
		options->files[options->file_count++] = value;
		return 0;
	case ARGP_KEY_END:
		if (!options->file_count)
			return -ws_fail(&options->error, EINVAL, "a report of which results?");
		return options->output ? 0
				       : -ws_fail(&options->error, EINVAL,
						  "a report to which file? say -o report.html");
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp cli_report_argp = {
	.options = options_table,
	.parser = parse,
	.args_doc = "FILE...",
	.doc = "Makes one HTML file of result documents, which shows them beside each other and "
	       "beside the study's figures: who spends what, what varies, what changed between "
	       "results of one target, and what ran. Documents of `worldswitch explain --format "
	       "json` are shown by class, as the study's Table III. The file needs nothing else: "
	       "no network, no server."
	       "\vExamples:\n"
	       "  worldswitch report result.json -o report.html\n"
	       "  worldswitch report before.json after.json -o report.html\n"
	       "  worldswitch explain arm64/kvm-vhe/hypercall --format json -o vhe.json\n"
	       "  worldswitch report result.json vhe.json -o report.html\n",
};

struct gathered {
	struct ws_results results;
	json_t *explanations;
};

/* Which kind of document it is its own schema says; what else it may be the readers find. */
static int take_bytes(struct gathered *gathered, const char *name, const char *data, size_t size,
		      struct ws_error *error)
{
	struct ws_results read;
	json_t *explanation;
	int result;

	if (!memmem(data, size < 256 ? size : 256, WS_EXPLAIN_SCHEMA, strlen(WS_EXPLAIN_SCHEMA))) {
		result = ws_results_parse(name, data, size, &read, error);
		return result ? result : ws_results_move(&gathered->results, &read, error);
	}
	result = ws_page_explanation(name, data, size, &explanation, error);
	if (!result && json_array_append_new(gathered->explanations, explanation))
		result = ws_fail_errno(error, ENOMEM, "cannot hold %s", name);
	return result;
}

static int take_file(struct gathered *gathered, const char *path, struct ws_error *error)
{
	size_t size;
	char *data;
	int result = ws_file_read(path, WS_DOCUMENT_MAX, &data, &size, error);

	if (result)
		return result;
	result = take_bytes(gathered, path, data, size, error);
	free(data);
	return result;
}

static int write_page(const struct report_options *options, const struct gathered *gathered,
		      struct ws_error *error)
{
	const struct ws_page page = {
		.results = gathered->results.list,
		.result_count = gathered->results.count,
		.explanations = gathered->explanations,
	};
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	int result = out ? ws_page(out, &page) : -errno;

	if (out && fclose(out) && !result)
		result = -errno;
	result = result ? ws_fail_errno(error, -result, "cannot write %s", options->output)
			: ws_file_write(options->output, text, size, error);
	free(text);
	return result;
}

static int make(const struct report_options *options, struct ws_error *error)
{
	struct gathered gathered = {.explanations = json_array()};
	int result = 0;

	for (size_t at = 0; at < options->file_count && !result; at++)
		result = take_file(&gathered, options->files[at], error);
	if (!result && !gathered.results.count)
		result = ws_fail(error, EINVAL, "nothing to report: no file has a result");
	if (!result)
		result = write_page(options, &gathered, error);
	ws_results_free(&gathered.results);
	json_decref(gathered.explanations);
	return result;
}

int cli_report(int argc, char **argv)
{
	struct report_options options = {.files = calloc((size_t)argc, sizeof(*options.files))};
	int status;

	if (!options.files) {
		cli_complain("out of memory");
		return CLI_NOTHING;
	}
	status = cli_parse(&cli_report_argp, argc, argv, &options, &options.error);
	if (status == CLI_OK && make(&options, &options.error)) {
		cli_complain(options.error.text);
		status = CLI_NOTHING;
	}
	free(options.files);
	return status;
}
