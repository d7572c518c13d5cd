// SPDX-License-Identifier: GPL-2.0-or-later
/* See variation.h. Equal measurements of one system can be told apart by their order alone. */
#include "report/variation.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "report/peers.h"

static bool same_traits(const struct ws_traits *a, const struct ws_traits *b)
{
	for (int trait = 0; trait < WS_TRAIT_COUNT; trait++)
		if (strcmp(a->text[trait], b->text[trait]) != 0)
			return false;
	return true;
}

/* Which one it is of those that look like it, from 1. */
static size_t ordinal_of(const struct ws_result *results, size_t count, size_t at,
			 const struct ws_traits *traits)
{
	size_t ordinal = 1;

	for (size_t before = 0; before < at; before++) {
		struct ws_traits others;

		if (strcmp(results[before].target, results[at].target) != 0)
			continue;
		ws_traits_of(results, count, before, &others);
		ordinal += same_traits(&others, traits);
	}
	return ordinal;
}

void ws_variation_of(const struct ws_result *results, size_t count, size_t at,
		     char text[WS_VARIATION_MAX])
{
	struct ws_traits traits;
	size_t ordinal, used = 0;

	ws_traits_of(results, count, at, &traits);
	*text = '\0';
	for (int trait = 0; trait < WS_TRAIT_COUNT; trait++)
		if (traits.text[trait][0])
			used += (size_t)snprintf(text + used, WS_VARIATION_MAX - used, "%s%s",
						 used ? ", " : "", traits.text[trait]);
	ordinal = ordinal_of(results, count, at, &traits);
	if (ordinal > 1)
		snprintf(text + used, WS_VARIATION_MAX - used, "%srun %zu", used ? ", " : "",
			 ordinal);
}

uint64_t ws_net(const struct ws_cell *cell, uint64_t value)
{
	if (!cell->timing)
		return value;
	return value > cell->baseline ? value - cell->baseline : 0;
}

const char *ws_ran_name(const struct ws_result *result, const char *role)
{
	const struct ws_component *component = peers_component(result, role);

	return component && component->name ? component->name : "";
}

const char *ws_ran_version(const struct ws_result *result, const char *role)
{
	const struct ws_component *component = peers_component(result, role);

	return component && component->version ? component->version : "";
}
