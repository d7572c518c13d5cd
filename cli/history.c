// SPDX-License-Identifier: GPL-2.0-or-later
/* `worldswitch history`: what was measured before; and results of other machines beside it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/history_show.h"
#include "cli/output.h"
#include "cli/remember.h"
#include "report/read.h"

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
		result = ws_fail(&options->error, ENODATA,
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

/* What was found and cannot be written is not to be taken for nothing found. */
static int status_of(int result, const struct history_options *options)
{
	if (!options->import && result == -EINVAL)
		return CLI_USAGE;
	return options->output && result != -ENODATA ? CLI_NOTHING : CLI_BAD;
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
		result = options->output ? export(history, options)
					 : cli_history_show(history, options);
	cli_history_close(history);
	if (result && !options->import)
		cli_complain(options->error.text);
	return cli_flush(result ? status_of(result, options) : CLI_OK);
}

int cli_history(int argc, char **argv)
{
	struct history_options options = {
		.print = ws_history_table,
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
