// SPDX-License-Identifier: GPL-2.0-or-later
/* What each cell of the table says: one column per result, then those of others beside them. */
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "report/emulated.h"
#include "report/machine.h"
#include "report/names.h"
#include "report/table.h"
#include "report/units.h"

/* The length of the architecture and its slash, where an identifier has them. */
static size_t architecture_length(const char *target)
{
	const char *slash = strchr(target, '/');

	return slash ? (size_t)(slash - target) + 1 : 0;
}

const char *ws_table_word(enum ws_verdict verdict)
{
	return verdict == WS_VERDICT_ABSENT ? "-" : ws_verdict_id(verdict);
}

static bool is_bad(enum ws_verdict verdict)
{
	return verdict > WS_VERDICT_SKIPPED;
}

/* Rounded down, so that 100% is all of them. */
void ws_share_text(uint64_t part, uint64_t whole, char *text, size_t size)
{
	unsigned int percent = (unsigned int)(part * 100 / whole);

	if (percent == 0)
		snprintf(text, size, " <1%%");
	else
		snprintf(text, size, " %u%%", percent);
}

void ws_traits_text(const struct ws_table *table, size_t result, char *text, size_t size)
{
	const struct ws_traits *traits = &table->columns[result].traits;
	const char *separator = " (";
	size_t used = 0;

	*text = '\0';
	for (int trait = 0; trait < WS_TRAIT_COUNT; trait++) {
		if (!traits->text[trait][0] || used >= size)
			continue;
		used += (size_t)snprintf(text + used, size - used, "%s%s", separator,
					 traits->text[trait]);
		separator = ", ";
	}
	if (used && used < size)
		snprintf(text + used, size - used, ")");
}

static void fill_cell(const struct ws_cell *cell, enum ws_unit unit, struct ws_table_cell *shown)
{
	size_t length;

	shown->bad = is_bad(cell->verdict);
	ws_value_text(cell, shown->text);
	ws_mark_text(cell, unit, shown->share);
	length = strlen(shown->share);
	if (cell->verdict == WS_VERDICT_MEASURED && !cell->timing &&
	    cell->distribution.mode_samples != cell->distribution.samples)
		ws_share_text(cell->distribution.mode_samples, cell->distribution.samples,
			      shown->share + length, sizeof(shown->share) - length);
}

static unsigned int longer(unsigned int width, const char *text)
{
	unsigned int length = (unsigned int)strlen(text);

	return length > width ? length : width;
}

void ws_table_column_fit(struct ws_table_column *column)
{
	for (int row = 0; row < WS_BENCHMARK_COUNT; row++) {
		column->text_width = longer(column->text_width, column->cells[row].text);
		column->share_width = longer(column->share_width, column->cells[row].share);
	}
	column->width = longer(column->text_width + column->share_width, column->heading);
	for (int trait = 0; trait < WS_TRAIT_COUNT; trait++)
		column->width = longer(column->width, column->traits.text[trait]);
}

static void fill_result(struct ws_table *table, const struct ws_result *results, size_t count,
			size_t at)
{
	const struct ws_result *result = &results[at];
	struct ws_table_column *column = &table->columns[table->column_count++];
	size_t length = architecture_length(result->target);
	enum ws_unit unit;

	if (length > sizeof(column->architecture))
		length = 0;
	ws_machine_architecture(result, column->architecture);
	snprintf(column->heading, sizeof(column->heading), "%s", result->target + length);
	ws_column_unit(result, &unit);
	snprintf(column->group, sizeof(column->group), "%s%s", ws_unit_id(unit),
		 ws_emulated_suffix(result));
	ws_traits_of(results, count, at, &column->traits);
	for (size_t cell = 0; cell < result->cell_count; cell++)
		fill_cell(&result->cells[cell], unit,
			  &column->cells[result->cells[cell].benchmark]);
	ws_table_column_fit(column);
}

static void find_rows(struct ws_table *table, const struct ws_result *results, size_t count)
{
	for (size_t at = 0; at < count; at++)
		for (size_t cell = 0; cell < results[at].cell_count; cell++)
			table->rows[results[at].cells[cell].benchmark] = true;
	for (int row = 0; row < WS_BENCHMARK_COUNT; row++)
		if (table->rows[row])
			table->label_width = longer(table->label_width, ws_benchmark_texts[row].id);
}

bool ws_table_fill(struct ws_table *table, const struct ws_result *results, size_t count,
		   unsigned int width)
{
	*table = (struct ws_table){
		.columns = calloc(count + WS_PUBLISHED_SYSTEM_COUNT, sizeof(*table->columns)),
	};
	if (!table->columns)
		return false;
	find_rows(table, results, count);
	for (size_t at = 0; at < count; at++)
		fill_result(table, results, count, at);
	table->result_count = count;
	for (size_t at = 0; at < count; at++)
		table->label_width = longer(table->label_width, table->columns[at].architecture);
	if (ws_table_add_published(table, results, count, width))
		return true;
	free(table->columns);
	return false;
}
