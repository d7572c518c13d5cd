// SPDX-License-Identifier: GPL-2.0-or-later
/* What is printed and what is written is the same, and a file is whole or not there. */
#include "cli/output.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/analysis.h"
#include "cli/commands.h"
#include "report/report.h"
#include "support/file.h"

int cli_result_format_of(const char *text, const struct ws_format **format, struct ws_error *error)
{
	*format = ws_format_find(text);
	return *format && (*format)->results
		       ? 0
		       : ws_fail(error, EINVAL, "--format '%.64s': it is one of %s", text,
				 CLI_RESULT_FORMATS);
}

struct ws_table_options cli_output_options(void)
{
	return ws_report_terminal(STDOUT_FILENO);
}

static int print_end(bool whole, int status)
{
	if (!whole)
		cli_complain("out of memory: not all is printed");
	return cli_flush(whole ? status : CLI_NOTHING);
}

int cli_print_results(const struct ws_result *results, size_t count, const struct ws_format *format,
		      int status)
{
	struct ws_table_options options = cli_output_options();

	return print_end(!format->results(stdout, results, count, &options), status);
}

int cli_print_list(json_t *list, int status)
{
	char *text = list ? json_dumps(list, JSON_INDENT(2)) : NULL;

	if (text)
		puts(text);
	json_decref(list);
	status = print_end(text != NULL, status);
	free(text);
	return status;
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
