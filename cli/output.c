// SPDX-License-Identifier: GPL-2.0-or-later
/* What is printed and what is written is the same, and a file is whole or not there. */
#include "cli/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/analysis.h"
#include "records/log.h"
#include "report/report.h"
#include "support/file.h"

void cli_print_results(const struct ws_result *results, size_t count, enum cli_format format)
{
	struct ws_table_options options = ws_report_terminal(STDOUT_FILENO);
	char *document;

	if (format == CLI_TABLE) {
		ws_report_table(stdout, results, count, &options);
		return;
	}
	document = ws_report_json(results, count);
	if (document)
		fputs(document, stdout);
	free(document);
}

bool cli_results_are_good(const struct ws_result *results, size_t count)
{
	for (size_t at = 0; at < count; at++)
		if (!ws_result_is_good(&results[at]))
			return false;
	return true;
}

int cli_write_document(const char *path, const struct ws_result *results, size_t count,
		       struct ws_error *error)
{
	char *document = ws_report_json(results, count);
	int result = document ? ws_file_write(path, document, strlen(document), error)
			      : ws_fail_errno(error, ENOMEM, "cannot write %s", path);

	free(document);
	return result;
}

int cli_write_samples(const char *path, const struct log *log, struct ws_error *error)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	int result;

	if (!out)
		return ws_fail_errno(error, errno, "cannot write %s", path);
	log_print_samples(log, out);
	result = fclose(out) ? ws_fail_errno(error, ENOMEM, "cannot write %s", path)
			     : ws_file_write(path, text, size, error);
	free(text);
	return result;
}
