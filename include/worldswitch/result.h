/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A result: what one target answered. Plain data between the part that measures, the part that
 * computes and the parts that print; docs/result.md describes its JSON form. Strings are owned by
 * the result (allocated), NULL where there is nothing to say.
 */
#ifndef WORLDSWITCH_RESULT_H
#define WORLDSWITCH_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/benchmarks.h>
#include <worldswitch/places.h>
#include <worldswitch/units.h>
#include <worldswitch/verdicts.h>
#include <worldswitch/windows.h>
#include <worldswitch/worlds.h>

#define WS_RESULT_SCHEMA     "worldswitch.result/1"
#define WS_RESULT_SET_SCHEMA "worldswitch.result-set/1"

/* One distinct value and how many of the samples had it. */
struct ws_bin {
	uint64_t value;
	uint32_t samples;
};

/* The whole distribution: bins in ascending order of value, and what is read off them. */
struct ws_distribution {
	struct ws_bin *bins;
	size_t bin_count;
	uint32_t samples;
	uint64_t mode; /* the most frequent value; of several equally frequent the smallest */
	uint32_t mode_samples;
	uint64_t min, median, p99, max; /* nearest rank: always a value that occurred */
};

/* What a stage is in its path. X(symbol, identifier, meaning) */
#define WS_STAGE_ROLE_LIST(X)                                                                      \
	X(ONLY, "only", "the path stays on one CPU")                                               \
	X(SENDER, "sender", "where the path begins")                                               \
	X(RELAY, "relay", "woken or interrupted by one CPU, it wakes or interrupts another")       \
	X(RECEIVER, "receiver", "where the path ends")

#define WS_STAGE_ROLE_ENUM(symbol, id, meaning) WS_STAGE_##symbol,
enum ws_stage_role { WS_STAGE_ROLE_LIST(WS_STAGE_ROLE_ENUM) WS_STAGE_ROLE_COUNT };
#undef WS_STAGE_ROLE_ENUM

/* What one CPU executed in one world on its stage of the path; never 0. */
struct ws_segment {
	uint32_t stage; /* from 0 */
	enum ws_stage_role role;
	uint32_t cpu;
	enum ws_place place; /* where the stage begins; WS_PLACE_NONE: not at a place of interest */
	enum ws_world world;
	int64_t value; /* signed: the baseline is taken off where the marker was executed */
};

#define WS_SEGMENTS_MAX (WS_STAGES_MAX * WS_WORLD_COUNT)

/* The headline value of a cell, part by part: by stages in the path's order, then by worlds in
 * theirs. The parts add up to the value exactly.
 */
struct ws_segments {
	struct ws_segment list[WS_SEGMENTS_MAX];
	size_t count;
};

/*
 * What a clock's samples say beyond their distribution. A clock is read twice for each sample, and
 * that is in it: `null` is what the two reads alone take, measured in alternation with the samples.
 */
struct ws_timing {
	struct ws_distribution null;
	uint64_t mad;         /* the median of the samples' distances from their median */
	uint64_t low, high;   /* the median's 95% confidence interval */
	uint64_t early, late; /* the medians of the first and of the second half of the samples */
	uint32_t outliers;
	uint32_t batch; /* windows that one sample is the mean of */
	bool settled;   /* the interval became narrow before the time was up */
};

/*
 * A cell is counted, by the lab, or timed, by a clock of the hardware. Counted: the headline is the
 * mode of the distribution, from each of whose samples the baseline has been taken, the most
 * frequent count of `null`. Timed: the distribution is of what the clock said, the baseline the
 * median of `null`, and the headline the distance of the two medians, at least 0.
 */
struct ws_cell {
	enum ws_benchmark benchmark;
	enum ws_verdict verdict;
	char reason[WS_REASON_MAX]; /* empty where measured */
	enum ws_unit unit;
	uint32_t iterations; /* windows that count */
	uint32_t rejected;   /* windows that do not: a one-way path with foreign interrupts */
	uint64_t baseline;
	uint64_t value; /* the headline */
	struct ws_distribution distribution;
	struct ws_segments segments; /* none where timed */
	struct ws_timing *timing;    /* allocated; NULL where counted */
};

/* Whether there is such a cell and it has a number. */
static inline bool ws_cell_is_measured(const struct ws_cell *cell)
{
	return cell && cell->verdict == WS_VERDICT_MEASURED;
}

/* One property of the target or item of the environment, in the order in which it is shown. */
struct ws_property {
	char *name;
	char *value;
};

/* One thing that ran: emulator, tracer, probe, vmm, kernel, hypervisor. */
struct ws_component {
	char *role;
	char *name;    /* package or file name */
	char *version; /* NULL where unknown */
	char *sha256;  /* of the file that ran */
};

/* How a check of the machine may end, from best to worst. */
#define WS_FINDING_VERDICTS "ok", "note", "hazard", "wrong"

/* What one of `doctor host`'s checks found of the machine while it was measured. */
struct ws_finding {
	char *check;   /* software-kvm */
	char *verdict; /* one of WS_FINDING_VERDICTS */
	char *found;
};

#define WS_FINDINGS_MAX 64

struct ws_result {
	char *version; /* of the worldswitch that measured it; NULL: this one */
	char *created; /* RFC 3339, UTC */
	char *target;  /* arm64/kvm-vhe */
	struct ws_property *properties;
	size_t property_count;
	struct ws_component *components;
	size_t component_count;
	struct ws_finding *findings; /* of a real machine, where they are known */
	size_t finding_count;
	struct ws_cell *cells;
	size_t cell_count;
};

#endif
