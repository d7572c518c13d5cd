// SPDX-License-Identifier: GPL-2.0-or-later
/* A point per cell: "not ok" is what the gate fails for, SKIP what cannot be told. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "report/compare.h"
#include "report/ktap.h"
#include "report/names.h"

static void print_value(FILE *out, const char *name, const struct ws_cell *cell)
{
	if (cell && cell->verdict == WS_VERDICT_MEASURED)
		fprintf(out, " %s=%" PRIu64, name, cell->value);
}

static void print_settled(FILE *out, const char *name, const struct ws_cell *cell)
{
	if (cell && cell->timing)
		fprintf(out, " %s_settled=%s", name, ws_settled_word(cell));
}

static void print_diagnostic(FILE *out, const char *name, const struct ws_changed_cell *cell)
{
	const struct ws_comparison *comparison = &cell->comparison;

	fputs("# ", out);
	ktap_text(out, name);
	fprintf(out, ": change=%s", ws_change_id(comparison->change));
	print_value(out, "old", cell->old);
	print_value(out, "new", cell->now);
	fprintf(out, " unit=%s direction=lower-is-better difference=%" PRId64 " relative=%.6g",
		ws_unit_id(cell->unit), comparison->difference, comparison->relative);
	fprintf(out, " spread=%s", comparison->spread ? "yes" : "no");
	print_settled(out, "old", cell->old);
	print_settled(out, "new", cell->now);
	fputc('\n', out);
}

/* What cannot be told, or was not there to be compared, is no failure and no success. */
static const char *directive_of(const struct ws_changed_cell *cell)
{
	bool both = cell->old && cell->now && cell->old->verdict == WS_VERDICT_MEASURED &&
		    cell->now->verdict == WS_VERDICT_MEASURED;

	if (cell->gate == WS_GATE_FAILS)
		return NULL;
	return cell->gate == WS_GATE_INCONCLUSIVE || !both ? "SKIP" : NULL;
}

static void print_cell(FILE *out, size_t number, const struct ws_changed_result *result,
		       const struct ws_changed_cell *cell, const char *variation)
{
	char name[WS_COMPARED_NAME_MAX];
	char reason[WS_REASON_MAX + 32];

	ws_compared_name(result, ws_benchmark_texts[cell->benchmark].id, variation, name);
	snprintf(reason, sizeof(reason), "%s: %s", ws_change_id(cell->comparison.change),
		 cell->comparison.reason);
	print_diagnostic(out, name, cell);
	ktap_point(out, number, cell->gate != WS_GATE_FAILS, name, directive_of(cell), reason);
}

int ws_compare_ktap(FILE *out, const struct ws_compared *compared,
		    const struct ws_table_options *options)
{
	const struct ws_changes *changes = compared->changes;
	ws_variation *variations = ws_compared_variations(changes);
	size_t count = 0;

	(void)options;
	if (!variations)
		return -ENOMEM;
	for (size_t at = 0; at < changes->count; at++)
		count += changes->list[at].cell_count;
	ktap_begin(out, count);
	count = 0;
	for (size_t at = 0; at < changes->count; at++)
		for (size_t cell = 0; cell < changes->list[at].cell_count; cell++)
			print_cell(out, ++count, &changes->list[at], &changes->list[at].cells[cell],
				   variations[at]);
	free(variations);
	return 0;
}
