// SPDX-License-Identifier: GPL-2.0-or-later
/* See formats.h. The first one is what a command prints that was not asked for any. */
#include "report/formats.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int print_table(FILE *out, const struct ws_result *results, size_t count,
		       const struct ws_table_options *options)
{
	ws_report_table(out, results, count, options);
	return 0;
}

static int print_json(FILE *out, const struct ws_result *results, size_t count,
		      const struct ws_table_options *options)
{
	char *document = ws_report_json(results, count);

	(void)options;
	if (!document)
		return -ENOMEM;
	fputs(document, out);
	free(document);
	return 0;
}

const struct ws_format ws_formats[] = {
	{.name = "table",
	 .results = print_table,
	 .comparison = ws_compare_table,
	 .history = ws_history_table},
	{.name = "json",
	 .results = print_json,
	 .comparison = ws_compare_json,
	 .history = ws_history_json},
	{.name = "csv", .results = ws_csv, .history = ws_history_csv},
	{.name = "ktap", .results = ws_ktap, .comparison = ws_compare_ktap},
	{.name = "markdown", .results = ws_markdown, .comparison = ws_compare_markdown},
	{.name = "openmetrics", .results = ws_openmetrics},
};

const size_t ws_format_count = sizeof(ws_formats) / sizeof(ws_formats[0]);

const struct ws_format *ws_format_find(const char *name)
{
	for (size_t at = 0; at < ws_format_count; at++)
		if (strcmp(ws_formats[at].name, name) == 0)
			return &ws_formats[at];
	return NULL;
}
