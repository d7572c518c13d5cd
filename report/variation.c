// SPDX-License-Identifier: GPL-2.0-or-later
/* See variation.h. Equal measurements of one system can be told apart by their order alone. */
#include "report/variation.h"
#include "analysis/analysis.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/peers.h"

void ws_variation_of(const struct ws_result *results, size_t count, size_t at, ws_variation text)
{
	struct ws_traits traits;
	size_t used = 0;

	*text = '\0';
	ws_traits_of(results, count, at, &traits);
	for (int trait = 0; trait < WS_TRAIT_COUNT; trait++)
		if (traits.text[trait][0])
			used += (size_t)snprintf(text + used, WS_VARIATION_MAX - used, "%s%s",
						 used ? ", " : "", traits.text[trait]);
}

/* Which one it is of those of its target that look like it, from 1. */
static size_t ordinal_of(const struct ws_result *results, const ws_variation *texts, size_t at)
{
	size_t ordinal = 1;

	for (size_t before = 0; before < at; before++)
		ordinal += strcmp(texts[before], texts[at]) == 0 &&
			   strcmp(results[before].target, results[at].target) == 0;
	return ordinal;
}

/* From the last one on, so that those before are still without a number. */
static void number_equal_ones(const struct ws_result *results, ws_variation *texts, size_t count)
{
	for (size_t at = count; at-- > 0;) {
		size_t ordinal = ordinal_of(results, (const ws_variation *)texts, at);
		size_t used = strlen(texts[at]);

		if (ordinal > 1)
			snprintf(texts[at] + used, WS_VARIATION_MAX - used, "%srun %zu",
				 used ? ", " : "", ordinal);
	}
}

ws_variation *ws_variations_of(const struct ws_result *results, size_t count)
{
	ws_variation *texts = calloc(count + 1, sizeof(*texts));

	if (!texts)
		return NULL;
	for (size_t at = 0; at < count; at++)
		ws_variation_of(results, count, at, texts[at]);
	number_equal_ones(results, texts, count);
	return texts;
}

uint64_t ws_net(const struct ws_cell *cell, uint64_t value)
{
	if (!cell->timing)
		return value;
	return value > cell->baseline ? value - cell->baseline : 0;
}

const char *ws_settled_word(const struct ws_cell *cell)
{
	return cell->timing->settled ? "yes" : "no";
}

const char *ws_ran_name(const struct ws_result *result, const char *role)
{
	const struct ws_component *component = ws_result_component(result, role);

	return component && component->name ? component->name : "";
}

const char *ws_ran_version(const struct ws_result *result, const char *role)
{
	const struct ws_component *component = ws_result_component(result, role);

	return component && component->version ? component->version : "";
}
