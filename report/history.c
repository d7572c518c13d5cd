// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What was found in the history, as CSV or a JSON array: the number as it was computed. What tells
 * one from the other stands behind what earlier versions had.
 */
#include "report/history.h"

#include <inttypes.h>
#include <stdlib.h>

#include "report/csv_text.h"
#include "report/emulated.h"
#include "report/json_values.h"
#include "report/variation.h"

static bool is_timed(const struct ws_history_entry *entry)
{
	return entry->row.has_value && entry->cell.timing;
}

static void csv_row(FILE *out, const struct ws_history_entry *entry)
{
	const struct ws_history_row *row = &entry->row;
	const char *const texts[] = {row->digest, row->created, row->target,
				     row->cpu,    row->image,   row->version};

	for (size_t at = 0; at < sizeof(texts) / sizeof(texts[0]); at++) {
		ws_csv_text(out, texts[at]);
		fputc(',', out);
	}
	fprintf(out, "%" PRIu32 ",%" PRIu32, row->cells, row->measured);
	if (row->benchmark)
		fprintf(out, ",%s,%s,%s,lower-is-better,", row->benchmark, row->verdict, row->unit);
	if (row->benchmark && row->has_value)
		fprintf(out, "%" PRIu64, row->value);
	fputc(',', out);
	ws_csv_text(out, entry->variation);
	fputc(',', out);
	ws_csv_text(out, entry->server);
	if (row->benchmark)
		fprintf(out, ",%s", is_timed(entry) ? ws_settled_word(&entry->cell) : "");
	fprintf(out, ",%s\r\n", entry->emulated ? WS_EMULATED_WORD : "");
}

void ws_history_csv(FILE *out, const struct ws_history_entry *entries, size_t count, bool cells)
{
	fprintf(out,
		"result,created,target,cpu,image,version,cells,measured%s,variation,server%s\r\n",
		cells ? ",benchmark,verdict,unit,direction,value" : "",
		cells ? ",settled,clock" : ",clock");
	for (size_t at = 0; at < count; at++)
		csv_row(out, &entries[at]);
}

static bool lacks_cell(json_t *object, const struct ws_history_entry *entry)
{
	const struct ws_history_row *row = &entry->row;

	return lacks(object, "benchmark", text(row->benchmark)) ||
	       lacks(object, "verdict", text(row->verdict)) ||
	       lacks(object, "unit", text(row->unit)) ||
	       lacks(object, "direction", text("lower-is-better")) ||
	       (row->has_value && lacks(object, "value", number(row->value))) ||
	       (is_timed(entry) &&
		lacks(object, "settled", json_boolean(entry->cell.timing->settled)));
}

static json_t *json_of_entry(const struct ws_history_entry *entry)
{
	const struct ws_history_row *row = &entry->row;
	json_t *object = json_object();

	return whole_or_nothing(
		object,
		lacks(object, "result", text(row->digest)) ||
			lacks(object, "created", text(row->created)) ||
			lacks(object, "target", text(row->target)) ||
			lacks(object, "cpu", text(row->cpu)) ||
			lacks(object, "image", text(row->image)) ||
			lacks(object, "version", text(row->version)) ||
			lacks(object, "cells", number(row->cells)) ||
			lacks(object, "measured", number(row->measured)) ||
			(row->benchmark && lacks_cell(object, entry)) ||
			lacks(object, "variation", text(entry->variation)) ||
			lacks(object, "server", text(entry->server)) ||
			(entry->emulated && lacks(object, "clock", text(WS_EMULATED_WORD))));
}

void ws_history_json(FILE *out, const struct ws_history_entry *entries, size_t count, bool cells)
{
	(void)cells;
	fputc('[', out);
	for (size_t at = 0; at < count; at++) {
		json_t *object = json_of_entry(&entries[at]);
		char *line = object ? json_dumps(object, JSON_COMPACT | JSON_ENSURE_ASCII) : NULL;

		/* Without memory it is no JSON, which a reader is sure to notice. */
		fprintf(out, "%s\n  %s", at ? "," : "", line ? line : "(out of memory)");
		free(line);
		json_decref(object);
	}
	fputs(count ? "\n]\n" : "]\n", out);
}
