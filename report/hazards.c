// SPDX-License-Identifier: GPL-2.0-or-later
/* What disturbed the machine while it was measured: names alone, `doctor host` has the rest. */
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "report/table.h"

static bool was_said(const struct ws_result *result, size_t at)
{
	for (size_t before = 0; before < at; before++)
		if (ws_finding_is_hazard(&result->findings[before]) &&
		    strcmp(result->findings[before].check, result->findings[at].check) == 0)
			return true;
	return false;
}

static size_t write_names(FILE *out, const struct ws_result *result)
{
	size_t count = 0;

	for (size_t at = 0; at < result->finding_count; at++)
		if (ws_finding_is_hazard(&result->findings[at]) && !was_said(result, at))
			fprintf(out, "%s%s", count++ ? ", " : "", result->findings[at].check);
	return count;
}

void ws_table_hazards(FILE *out, const struct ws_table *table, const struct ws_result *results,
		      size_t count, const struct ws_table_options *options)
{
	for (size_t at = 0; at < count; at++) {
		char traits[WS_TRAITS_TEXT_MAX];
		char *text = NULL;
		size_t size, names;
		FILE *stream = open_memstream(&text, &size);

		if (!stream)
			return;
		ws_traits_text(table, at, traits, sizeof(traits));
		if (count > 1)
			fprintf(stream, "%s%s: ", results[at].target, traits);
		names = write_names(stream, &results[at]);
		fputs(": see `worldswitch doctor host` there", stream);
		if (fclose(stream) == 0 && names)
			ws_paragraph(out, options->width, WS_NOTE_INDENT, "hazards", text);
		free(text);
	}
}
