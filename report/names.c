// SPDX-License-Identifier: GPL-2.0-or-later
/* Made from the shared lists and nothing else: a word that is not there cannot be printed. */
#include "report/names.h"

#include <string.h>

#define TEXT(symbol, benchmark, study_name, where, text)                                           \
	[WS_BENCHMARK_##symbol] = {.id = (benchmark),                                              \
				   .name = (study_name),                                           \
				   .meaning = (text),                                              \
				   .path = WS_PATH_##where},
const struct ws_benchmark_text ws_benchmark_texts[WS_BENCHMARK_COUNT] = {WS_BENCHMARK_LIST(TEXT)};
#undef TEXT

static const char *benchmark_id(enum ws_benchmark benchmark)
{
	return ws_benchmark_texts[benchmark].id;
}

const char *ws_path_id(enum ws_path path)
{
	static const char *const ids[] = {
		[WS_PATH_ROUND_TRIP] = "round-trip",
		[WS_PATH_ONE_WAY] = "one-way",
	};

	return ids[path];
}

#define VERDICT(symbol, id, meaning) [WS_VERDICT_##symbol] = (id),
const char *ws_verdict_id(enum ws_verdict verdict)
{
	static const char *const ids[] = {WS_VERDICT_LIST(VERDICT)};

	return ids[verdict];
}

#define UNIT(symbol, id) [WS_UNIT_##symbol] = (id),
const char *ws_unit_id(enum ws_unit unit)
{
	static const char *const ids[] = {WS_UNIT_LIST(UNIT)};

	return ids[unit];
}

#define WORLD(symbol, id, meaning) [WS_WORLD_##symbol] = (id),
const char *ws_world_id(enum ws_world world)
{
	static const char *const ids[] = {WS_WORLD_LIST(WORLD)};

	return ids[world];
}

#define ROLE(symbol, id, meaning) [WS_STAGE_##symbol] = (id),
const char *ws_stage_role_id(enum ws_stage_role role)
{
	static const char *const ids[] = {WS_STAGE_ROLE_LIST(ROLE)};

	return ids[role];
}

#define PLACE(symbol, id, meaning) [WS_PLACE_##symbol] = (id),
const char *ws_place_id(enum ws_place place)
{
	static const char *const ids[] = {WS_PLACE_LIST(PLACE)};

	return ids[place];
}

#define CHANGE(symbol, id, meaning) [WS_CHANGE_##symbol] = (id),
const char *ws_change_id(enum ws_change change)
{
	static const char *const ids[] = {WS_CHANGE_LIST(CHANGE)};

	return ids[change];
}

#define WEIGHT(symbol, id, meaning) [WS_WEIGHT_##symbol] = (id),
const char *ws_weight_id(enum ws_weight weight)
{
	static const char *const ids[] = {WS_WEIGHT_LIST(WEIGHT)};

	return ids[weight];
}

#define GATE(symbol, id) [WS_GATE_##symbol] = (id),
const char *ws_gate_id(enum ws_gate gate)
{
	static const char *const ids[] = {WS_GATE_LIST(GATE)};

	return ids[gate];
}

/* From a word to its number: each list is searched in the same way. */
#define FIND(function, type, id_of, first, count)                                                  \
	int function(const char *id)                                                               \
	{                                                                                          \
		for (int at = (first); at < (count); at++)                                         \
			if (strcmp(id_of((type)at), id) == 0)                                      \
				return at;                                                         \
		return -1;                                                                         \
	}

FIND(ws_benchmark_find, enum ws_benchmark, benchmark_id, 0, WS_BENCHMARK_COUNT)
FIND(ws_verdict_find, enum ws_verdict, ws_verdict_id, 0, WS_VERDICT_COUNT)
FIND(ws_unit_find, enum ws_unit, ws_unit_id, 0, WS_UNIT_COUNT)
FIND(ws_world_find, enum ws_world, ws_world_id, 0, WS_WORLD_COUNT)
FIND(ws_stage_role_find, enum ws_stage_role, ws_stage_role_id, 0, WS_STAGE_ROLE_COUNT)
FIND(ws_place_find, enum ws_place, ws_place_id, WS_PLACE_NONE + 1, WS_PLACE_COUNT)
