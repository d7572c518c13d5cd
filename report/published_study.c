// SPDX-License-Identifier: GPL-2.0-or-later
/* What is to be known of the study's figures where some of them are shown, as one text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/names.h"
#include "report/nearest.h"

static bool has_figure(const struct ws_published_shown *shown, const struct ws_published_row *row,
		       int system)
{
	return shown->systems[system] && row->figures[system].mark;
}

/* The systems of the study in a row whose figures nothing but the paper itself confirms: " (Xen
 * ARM)". Empty where that is all of them that are shown; false where it is none.
 */
static bool transcribed_systems(const struct ws_published_shown *shown,
				const struct ws_published_row *row, char *names, size_t size)
{
	size_t length = 0, transcribed = 0, count = 0;

	for (int at = 0; at < WS_PUBLISHED_STUDY_COUNT; at++) {
		count += shown->systems[at];
		if (!shown->systems[at] || row->figures[at].mark != WS_MARK_TRANSCRIBED ||
		    length >= size)
			continue;
		length +=
			(size_t)snprintf(names + length, size - length, "%s%s",
					 transcribed ? ", " : " (", ws_published_columns[at].name);
		transcribed++;
	}
	if (transcribed == count)
		*names = '\0';
	else if (length + 1 < size)
		snprintf(names + length, size - length, ")");
	return transcribed > 0;
}

/* The published row that stands in this row, or NULL. */
static const struct ws_published_row *row_of(const struct ws_published_shown *shown, int at)
{
	return shown->rows[at] ? ws_published_find(ws_benchmark_texts[at].id) : NULL;
}

static void print_transcribed(FILE *text, const struct ws_published_shown *shown)
{
	const char *separator = "; from the paper alone: ";

	for (int at = 0; at < WS_BENCHMARK_COUNT; at++) {
		const struct ws_published_row *row = row_of(shown, at);
		char names[64];

		if (!row || !transcribed_systems(shown, row, names, sizeof(names)))
			continue;
		fprintf(text, "%s%s%s", separator, row->benchmark, names);
		separator = ", ";
	}
}

/* Whether a figure is shown that the row's remark is of. */
static bool is_remarked(const struct ws_published_shown *shown, const struct ws_published_row *row)
{
	for (int at = 0; at < WS_PUBLISHED_STUDY_COUNT && row->remark; at++)
		if (has_figure(shown, row, at) &&
		    (!row->remark_of ||
		     strcmp(row->remark_of, ws_published_columns[at].architecture) == 0))
			return true;
	return false;
}

static void print_remarks(FILE *text, const struct ws_published_shown *shown)
{
	for (int at = 0; at < WS_BENCHMARK_COUNT; at++) {
		const struct ws_published_row *row = row_of(shown, at);

		if (row && is_remarked(shown, row))
			fprintf(text, "; %s", row->remark);
	}
}

char *ws_study_text(const struct ws_published_shown *shown)
{
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);
	bool any = false;

	if (!stream)
		return NULL;
	for (int at = 0; at < WS_PUBLISHED_STUDY_COUNT; at++)
		any |= shown->systems[at];
	if (any) {
		fputs(ws_published_source, stream);
		print_remarks(stream, shown);
		print_transcribed(stream, shown);
	}
	if (fclose(stream) == 0)
		return text;
	free(text);
	return NULL;
}
