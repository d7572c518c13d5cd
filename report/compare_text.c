// SPDX-License-Identifier: GPL-2.0-or-later
/* The words that every format of a comparison uses. */
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "analysis/statistics.h"
#include "report/compare.h"
#include "report/emulated.h"
#include "report/names.h"
#include "report/table.h"

const char *ws_compared_word(const struct ws_comparison *comparison)
{
	return comparison->change == WS_CHANGE_SAME && comparison->spread
		       ? "same, spread"
		       : ws_change_id(comparison->change);
}

/* Digits below it nobody knows: 1 of counts, which are exact. */
static uint64_t resolution_of(const struct ws_changed_cell *cell)
{
	const struct ws_cell *sides[] = {cell->old, cell->now};
	uint64_t most = 1;

	for (size_t at = 0; at < 2; at++) {
		uint64_t one = sides[at] && sides[at]->timing
				       ? ws_timing_resolution(sides[at]->timing)
				       : 1;

		most = one > most ? one : most;
	}
	return most;
}

static uint64_t rounded_difference(const struct ws_changed_cell *cell)
{
	uint64_t resolution = resolution_of(cell);

	return ((uint64_t)llabs(cell->comparison.difference) + resolution / 2) / resolution *
	       resolution;
}

static bool has_difference(const struct ws_changed_cell *cell)
{
	enum ws_change change = cell->comparison.change;

	return rounded_difference(cell) &&
	       (change == WS_CHANGE_IMPROVED || change == WS_CHANGE_REGRESSED ||
		change == WS_CHANGE_INCONCLUSIVE || change == WS_CHANGE_SAME);
}

void ws_difference_text(const struct ws_changed_cell *cell, char text[WS_DIFFERENCE_TEXT_MAX])
{
	char count[WS_COUNT_TEXT_MAX];

	*text = '\0';
	if (!has_difference(cell))
		return;
	ws_count_text(rounded_difference(cell), count);
	snprintf(text, WS_DIFFERENCE_TEXT_MAX, "%c%s", cell->comparison.difference < 0 ? '-' : '+',
		 count);
}

/* As many digits as a difference needs that is none of 0%, and no more than it has. */
static int digits_of(const struct ws_changed_cell *cell, double size)
{
	double least = (double)resolution_of(cell) / (double)cell->old->value * 100;
	int digits = size < 0.1 ? 3 : size < 1000;
	int known = 0;

	if (cell->comparison.exact)
		return digits;
	for (; known < digits && least < 1; known++)
		least *= 10;
	return known;
}

void ws_relative_text(const struct ws_changed_cell *cell, char text[WS_DIFFERENCE_TEXT_MAX])
{
	double percent = cell->comparison.relative * 100;
	double size = percent < 0 ? -percent : percent;

	*text = '\0';
	if (!has_difference(cell) || !cell->old->value)
		return;
	snprintf(text, WS_DIFFERENCE_TEXT_MAX, "%+.*f%%", digits_of(cell, size), percent);
}

/* A shift is what the test of statistics.md finds: the medians' own difference is another number.
 */
static bool is_shift(const struct ws_changed_cell *cell)
{
	return cell->old && cell->now && cell->old->timing && cell->now->timing &&
	       has_difference(cell);
}

static bool applies(const struct ws_remark *remark, const struct ws_changed_cell *cell)
{
	return (cell->old && remark->applies(cell->old)) ||
	       (cell->now && remark->applies(cell->now));
}

/* remark NULL: whether there is a shift. */
static bool is_needed(const struct ws_changes *changes, const struct ws_remark *remark)
{
	for (size_t at = 0; at < changes->count; at++)
		for (size_t i = 0; i < changes->list[at].cell_count; i++) {
			const struct ws_changed_cell *cell = &changes->list[at].cells[i];

			if (remark ? applies(remark, cell) : is_shift(cell))
				return true;
		}
	return false;
}

const struct ws_remark *ws_compared_remark(const struct ws_changes *changes, size_t n)
{
	static const struct ws_remark shift = {
		.label = "difference",
		.text = "the median shift between the samples (Hodges-Lehmann), not the difference "
			"of the medians",
	};

	for (size_t at = 0; at < ws_timed_remark_count; at++)
		if (is_needed(changes, &ws_timed_remarks[at]) && n-- == 0)
			return &ws_timed_remarks[at];
	return n == 0 && is_needed(changes, NULL) ? &shift : NULL;
}

void ws_compared_summary(FILE *out, const struct ws_changes *changes)
{
	static const enum ws_change order[] = {
		WS_CHANGE_REGRESSED, WS_CHANGE_INCOMPARABLE, WS_CHANGE_INCONCLUSIVE, WS_CHANGE_GONE,
		WS_CHANGE_NEW,       WS_CHANGE_IMPROVED,     WS_CHANGE_SAME,
	};
	size_t counts[WS_CHANGE_COUNT] = {0};
	const char *separator = "";

	for (size_t at = 0; at < changes->count; at++)
		for (size_t cell = 0; cell < changes->list[at].cell_count; cell++)
			counts[changes->list[at].cells[cell].comparison.change]++;
	for (size_t at = 0; at < sizeof(order) / sizeof(order[0]); at++) {
		if (!counts[order[at]])
			continue;
		fprintf(out, "%s%zu %s", separator, counts[order[at]], ws_change_id(order[at]));
		separator = ", ";
	}
	if (!*separator)
		fputs("no cells", out);
}

/* A checksum by its first digits. */
static void print_value(FILE *out, const struct ws_difference *difference, const char *value)
{
	bool digest = difference->aspect && strcmp(difference->aspect, "sha256") == 0;

	fprintf(out, "%.*s", value && digest ? 12 : 1024, value ? value : "none");
}

static bool has_word(const char *line, const char *word, size_t length)
{
	for (line += strspn(line, " "); *line; line += strspn(line, " ")) {
		size_t words = strcspn(line, " ");

		if (words == length && memcmp(line, word, length) == 0)
			return true;
		line += words;
	}
	return false;
}

/* The words of a line that the other has not; how many. */
static size_t print_words(FILE *out, const char *line, const char *other, const char *sign)
{
	size_t count = 0;

	for (line += strspn(line, " "); *line; line += strspn(line, " ")) {
		size_t length = strcspn(line, " ");

		if (!has_word(other, line, length)) {
			fprintf(out, " %s%.*s", sign, (int)length, line);
			count++;
		}
		line += length;
	}
	return count;
}

static bool is_line(const struct ws_difference *difference)
{
	static const char end[] = "-command-line";
	size_t length = strlen(difference->name);

	return difference->old && difference->now && length > strlen(end) &&
	       strcmp(difference->name + length - strlen(end), end) == 0;
}

void ws_differs_text(FILE *out, const struct ws_difference *difference)
{
	fprintf(out, "%s:", difference->name);
	if (is_line(difference) &&
	    print_words(out, difference->old, difference->now, "-") +
			    print_words(out, difference->now, difference->old, "+") >
		    0)
		return;
	fputc(' ', out);
	print_value(out, difference, difference->old);
	fputs(", now ", out);
	print_value(out, difference, difference->now);
}

/* The results that are there now, or, of those that are gone, were. */
static struct ws_result *copies_of(const struct ws_changes *changes)
{
	struct ws_result *copies = calloc(changes->count + 1, sizeof(*copies));

	for (size_t at = 0; copies && at < changes->count; at++)
		copies[at] =
			changes->list[at].now ? *changes->list[at].now : *changes->list[at].old;
	return copies;
}

ws_variation *ws_compared_variations(const struct ws_changes *changes)
{
	struct ws_result *results = copies_of(changes);
	ws_variation *variations = results ? ws_variations_of(results, changes->count) : NULL;

	free(results);
	return variations;
}

bool ws_compared_is_emulated(const struct ws_changed_result *result)
{
	return (result->old && ws_clock_is_emulated(result->old)) ||
	       (result->now && ws_clock_is_emulated(result->now));
}

void ws_compared_name(const struct ws_changed_result *result, const char *benchmark,
		      const char *variation, char text[WS_COMPARED_NAME_MAX])
{
	const char *target = result->now ? result->now->target : result->old->target;

	snprintf(text, WS_COMPARED_NAME_MAX, "%.64s%s%s%s%s%s%s", target, benchmark ? "/" : "",
		 benchmark ? benchmark : "", *variation ? " (" : "", variation,
		 *variation ? ")" : "",
		 ws_compared_is_emulated(result) ? ", " WS_EMULATED_WORD : "");
}
