// SPDX-License-Identifier: GPL-2.0-or-later
/* Rows of the history: a table of at most 100 columns, CSV, or a JSON array. */
#include "report/history.h"

#include <inttypes.h>
#include <stdlib.h>

#include "report/csv_text.h"
#include "report/emulated.h"
#include "report/json_values.h"
#include "report/table.h"

#define DIGEST_SHOWN 12 /* hexadecimal digits: enough to tell a user's results apart */

static const char *or_dash(const char *text)
{
	return text ? text : "-";
}

/* A CPU that an emulator makes is none, whatever it is called. */
static const char *cpu_of(const struct ws_history_row *row)
{
	return row->emulated ? WS_EMULATED_WORD : or_dash(row->cpu);
}

/* What tells images apart best in little room. */
static const char *version_of(const struct ws_history_row *row)
{
	return or_dash(row->version ? row->version : row->image);
}

static void begin_table(FILE *out, bool cells)
{
	if (cells)
		fprintf(out, "%-20s  %-34s %15s  %s\n", "created", "cell", "value", "of");
	else
		fprintf(out, "%-*s  %-20s  %-19s  %7s  %-20.20s %s\n", DIGEST_SHOWN, "result",
			"created", "target", "cells", "of", "cpu");
}

static void print_value(FILE *out, const struct ws_history_row *row)
{
	char text[WS_COUNT_TEXT_MAX];

	if (row->has_value)
		ws_count_text(row->value, text);
	fprintf(out, " %15s", row->has_value ? text : row->verdict);
}

static void row_table(FILE *out, const struct ws_history_row *row, size_t before)
{
	char cell[64];

	(void)before;
	if (!row->benchmark) {
		snprintf(cell, sizeof(cell), "%" PRIu32 "/%" PRIu32, row->measured, row->cells);
		fprintf(out, "%.*s  %-20s  %-19s  %7s  %-20.20s %s\n", DIGEST_SHOWN, row->digest,
			row->created, row->target, cell, version_of(row), cpu_of(row));
		return;
	}
	snprintf(cell, sizeof(cell), "%s/%s", row->target, row->benchmark);
	fprintf(out, "%-20s  %-34s", row->created, cell);
	print_value(out, row);
	fprintf(out, "  %.26s%s\n", version_of(row),
		row->emulated ? " (" WS_EMULATED_WORD ")" : "");
}

static void end_table(FILE *out, size_t count)
{
	if (!count)
		fputs("(nothing)\n", out);
}

static void begin_csv(FILE *out, bool cells)
{
	fprintf(out, "result,created,target,cpu,image,version,cells,measured%s\r\n",
		cells ? ",benchmark,verdict,unit,direction,value,clock" : ",clock");
}

static void row_csv(FILE *out, const struct ws_history_row *row, size_t before)
{
	const char *const texts[] = {row->digest, row->created, row->target,
				     row->cpu,    row->image,   row->version};

	(void)before;
	for (size_t at = 0; at < sizeof(texts) / sizeof(texts[0]); at++) {
		ws_csv_text(out, texts[at]);
		fputc(',', out);
	}
	fprintf(out, "%" PRIu32 ",%" PRIu32, row->cells, row->measured);
	if (row->benchmark)
		fprintf(out, ",%s,%s,%s,lower-is-better,", row->benchmark, row->verdict, row->unit);
	if (row->benchmark && row->has_value)
		fprintf(out, "%" PRIu64, row->value);
	fprintf(out, ",%s\r\n", row->emulated ? WS_EMULATED_WORD : "");
}

static void end_csv(FILE *out, size_t count)
{
	(void)out;
	(void)count;
}

static void begin_json(FILE *out, bool cells)
{
	(void)cells;
	fputc('[', out);
}

static json_t *json_of_row(const struct ws_history_row *row)
{
	json_t *object = json_object();
	bool incomplete = lacks(object, "result", text(row->digest)) ||
			  lacks(object, "created", text(row->created)) ||
			  lacks(object, "target", text(row->target)) ||
			  lacks(object, "cpu", text(row->cpu)) ||
			  lacks(object, "image", text(row->image)) ||
			  lacks(object, "version", text(row->version)) ||
			  lacks(object, "cells", number(row->cells)) ||
			  lacks(object, "measured", number(row->measured));

	if (!incomplete && row->benchmark)
		incomplete = lacks(object, "benchmark", text(row->benchmark)) ||
			     lacks(object, "verdict", text(row->verdict)) ||
			     lacks(object, "unit", text(row->unit)) ||
			     lacks(object, "direction", text("lower-is-better"));
	if (!incomplete && row->benchmark && row->has_value)
		incomplete = lacks(object, "value", number(row->value));
	if (!incomplete && row->emulated)
		incomplete = lacks(object, "clock", text(WS_EMULATED_WORD));
	return whole_or_nothing(object, incomplete);
}

static void row_json(FILE *out, const struct ws_history_row *row, size_t before)
{
	json_t *object = json_of_row(row);
	char *line = object ? json_dumps(object, JSON_COMPACT | JSON_ENSURE_ASCII) : NULL;

	/* Without memory it is no JSON, which a reader is sure to notice. */
	fprintf(out, "%s\n  %s", before ? "," : "", line ? line : "(out of memory)");
	free(line);
	json_decref(object);
}

static void end_json(FILE *out, size_t count)
{
	fputs(count ? "\n]\n" : "]\n", out);
}

const struct ws_history_printer ws_history_table = {
	.begin = begin_table, .row = row_table, .end = end_table};
const struct ws_history_printer ws_history_csv = {
	.begin = begin_csv, .row = row_csv, .end = end_csv};
const struct ws_history_printer ws_history_json = {
	.begin = begin_json, .row = row_json, .end = end_json};
