// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The page's figures of others: those of the table and in its order, but all of them, since a page
 * can be as wide as it has to.
 */
#include "report/page_published.h"

#include <stdlib.h>

#include "report/json_values.h"
#include "report/machine.h"
#include "report/names.h"
#include "report/nearest.h"

static json_t *figures_json(enum ws_published_system system)
{
	json_t *object = json_object();
	bool incomplete = !object;

	for (int at = 0; at < WS_BENCHMARK_COUNT && !incomplete; at++) {
		const struct ws_published_row *row = ws_published_find(ws_benchmark_texts[at].id);

		if (row && row->figures[system].mark)
			incomplete = lacks(object, row->benchmark,
					   number(ws_published_count(&row->figures[system])));
	}
	return whole_or_nothing(object, incomplete);
}

static json_t *column_json(enum ws_published_system system, bool in_detail)
{
	const struct ws_published_column *column = &ws_published_columns[system];
	const char *detail = in_detail ? column->detail : "";
	json_t *object = json_object();

	return whole_or_nothing(
		object,
		lacks(object, "name",
		      json_sprintf("%s%s%s", column->name, *detail ? " " : "", detail)) ||
			lacks(object, "unit", text(ws_unit_id(ws_published_first(system)->unit))) ||
			lacks(object, "figures", figures_json(system)));
}

static json_t *columns_json(const struct ws_nearest *nearest)
{
	json_t *list = json_array();
	bool in_detail = ws_nearest_has_others(nearest);
	bool incomplete = !list;

	for (size_t at = 0; at < nearest->count && !incomplete; at++)
		incomplete = json_array_append_new(list, column_json(nearest->list[at], in_detail));
	return whole_or_nothing(list, incomplete);
}

/* What the page shows; of all architectures, so that the study has one note. */
static struct ws_published_shown shown_of(const struct ws_page *page)
{
	struct ws_published_shown shown = {0};

	for (size_t at = 0; at < page->result_count; at++) {
		const struct ws_result *result = &page->results[at];
		char architecture[WS_ARCHITECTURE_MAX];
		struct ws_nearest nearest;

		for (size_t cell = 0; cell < result->cell_count; cell++)
			shown.rows[result->cells[cell].benchmark] = true;
		ws_machine_architecture(result, architecture);
		nearest = ws_nearest_published(page->results, page->result_count, architecture);
		for (size_t column = 0; column < nearest.count; column++)
			shown.systems[nearest.list[column]] = true;
	}
	return shown;
}

static json_t *study_json(const struct ws_published_shown *shown)
{
	char *note = ws_study_text(shown);
	json_t *json = note ? text(note) : NULL;

	free(note);
	return json;
}

static json_t *note_json(enum ws_published_system system, const struct ws_published_shown *shown)
{
	const struct ws_published_column *column = &ws_published_columns[system];
	char source[WS_SOURCE_TEXT_MAX];

	if (system < WS_PUBLISHED_STUDY_COUNT)
		return study_json(shown);
	ws_published_source_text(system, source);
	return json_sprintf("%s: %s", column->machine->name, source);
}

/* Whether the text that a column's source has at this place is also one of those before it. */
static bool is_said(const struct ws_nearest *nearest, size_t at, bool method)
{
	const struct ws_published_source *source = ws_published_columns[nearest->list[at]].source;

	for (size_t before = 0; before < at; before++) {
		const struct ws_published_source *other =
			ws_published_columns[nearest->list[before]].source;

		if (method ? other->method == source->method : other == source)
			return true;
	}
	return false;
}

static json_t *notes_json(const struct ws_nearest *nearest, const struct ws_published_shown *shown)
{
	json_t *list = json_array();
	bool incomplete = !list;

	for (size_t at = 0; at < nearest->count && !incomplete; at++)
		if (!is_said(nearest, at, false))
			incomplete =
				json_array_append_new(list, note_json(nearest->list[at], shown));
	for (size_t at = 0; at < nearest->count && !incomplete; at++) {
		const char *method = ws_published_columns[nearest->list[at]].source->method;

		if (method && !is_said(nearest, at, true))
			incomplete = json_array_append_new(
				list,
				json_sprintf("%s: %s", ws_unit_id(WS_UNIT_NANOSECONDS), method));
	}
	return whole_or_nothing(list, incomplete);
}

static json_t *part_json(const struct ws_nearest *nearest, const struct ws_published_shown *shown)
{
	json_t *object = json_object();

	return whole_or_nothing(object, lacks(object, "columns", columns_json(nearest)) ||
						lacks(object, "notes", notes_json(nearest, shown)));
}

json_t *ws_page_published(const struct ws_page *page)
{
	const struct ws_published_shown shown = shown_of(page);
	json_t *object = json_object();
	bool incomplete = !object;

	for (size_t at = 0; at < page->result_count && !incomplete; at++) {
		char architecture[WS_ARCHITECTURE_MAX];
		struct ws_nearest nearest;

		ws_machine_architecture(&page->results[at], architecture);
		nearest = ws_nearest_published(page->results, page->result_count, architecture);
		if (nearest.count && !json_object_get(object, architecture))
			incomplete = lacks(object, architecture, part_json(&nearest, &shown));
	}
	return whole_or_nothing(object, incomplete);
}
