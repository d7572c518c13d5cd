// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Figures of others, nearest machine first. A count of instructions has no machine that would be
 * near: beside it, and beside times of a machine that is not known, stands the study alone.
 */
#include "report/nearest.h"

#include <stdio.h>
#include <string.h>

#include "analysis/analysis.h"
#include "report/machine.h"

/*
 * How far a system is from a machine; the first difference decides:
 * 1. the CPU, by MIDR_EL1's implementer and part,
 * 2. the unit: nanoseconds can be compared with nanoseconds, cycles with cycles,
 * 3. the architecture: 32 bits are further than 64,
 * 4. who made the CPU.
 * What is equally far keeps its order in the list.
 */
static unsigned int distance(enum ws_published_system system, const struct ws_machine *machine)
{
	const struct ws_published_machine *that = ws_published_columns[system].machine;
	bool maker = that->implementer != machine->implementer;
	bool cpu = maker || that->part != machine->part;
	bool unit = ws_published_first(system)->unit != machine->unit;
	bool architecture = strcmp(that->architecture, machine->architecture) != 0;

	return cpu * 8u + unit * 4u + architecture * 2u + maker;
}

#define DISTANCE_MAX 15u

/* What an emulator's clock timed is of no machine. */
static bool is_of(const struct ws_result *result, const char *architecture)
{
	char own[WS_ARCHITECTURE_MAX];

	if (ws_clock_is_emulated(result))
		return false;
	ws_machine_architecture(result, own);
	return strcmp(own, architecture) == 0;
}

/* To the nearest of the machines; false: none of them is known. */
static bool least_distance(const struct ws_result *results, size_t count, const char *architecture,
			   enum ws_published_system system, unsigned int *least)
{
	bool known = false;

	*least = DISTANCE_MAX;
	for (size_t at = 0; at < count; at++) {
		struct ws_machine machine;

		if (!is_of(&results[at], architecture) || !ws_machine_of(&results[at], &machine))
			continue;
		known = true;
		if (distance(system, &machine) < *least)
			*least = distance(system, &machine);
	}
	return known;
}

static bool occurs(const struct ws_result *results, size_t count, const char *architecture)
{
	for (size_t at = 0; at < count; at++)
		if (is_of(&results[at], architecture))
			return true;
	return false;
}

struct ws_nearest ws_nearest_published(const struct ws_result *results, size_t count,
				       const char *architecture)
{
	unsigned int distances[WS_PUBLISHED_SYSTEM_COUNT];
	struct ws_nearest nearest = {.count = 0};

	if (!occurs(results, count, architecture))
		return nearest;
	for (int system = 0; system < WS_PUBLISHED_SYSTEM_COUNT; system++) {
		size_t place = nearest.count;
		unsigned int own;
		bool known = least_distance(results, count, architecture,
					    (enum ws_published_system)system, &own);

		if (strcmp(ws_published_columns[system].architecture, architecture) != 0 ||
		    (!known && system >= WS_PUBLISHED_STUDY_COUNT))
			continue;
		for (; place > 0 && distances[place - 1] > own; place--) {
			distances[place] = distances[place - 1];
			nearest.list[place] = nearest.list[place - 1];
		}
		distances[place] = own;
		nearest.list[place] = (enum ws_published_system)system;
		nearest.count++;
	}
	return nearest;
}

bool ws_nearest_has_others(const struct ws_nearest *nearest)
{
	for (size_t at = 0; at < nearest->count; at++)
		if (nearest->list[at] >= WS_PUBLISHED_STUDY_COUNT)
			return true;
	return false;
}

void ws_published_source_text(enum ws_published_system system, char text[WS_SOURCE_TEXT_MAX])
{
	snprintf(text, WS_SOURCE_TEXT_MAX, "%s; %s", ws_published_columns[system].source->text,
		 ws_mark_words[ws_published_first(system)->mark]);
}
