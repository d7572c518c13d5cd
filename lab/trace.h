/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the tracer has said so far: the windows of each cell, and whether they can be trusted. One
 * line out of order, and nothing of the stream is believed any more.
 */
#ifndef WORLDSWITCH_LAB_TRACE_H
#define WORLDSWITCH_LAB_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/benchmarks.h>
#include <worldswitch/verdicts.h>
#include <worldswitch/windows.h>

#include "lab/window_trace.h"
#include "records/lines.h"

#define TRACE_BYTES_MAX    (128U << 20)
#define TRACE_SELFTEST     WS_BENCHMARK_COUNT /* its place among the cells */
#define TRACE_SELFTEST_MAX 4096               /* windows of the self-test */

enum trace_state { TRACE_NONE, TRACE_OPEN, TRACE_ENDED, TRACE_BAD };

struct trace_cell {
	enum trace_state state;
	uint32_t announced;
	struct ws_window *windows; /* allocated */
	size_t count;
	size_t capacity;
	char reason[WS_REASON_MAX]; /* bad: why */
};

struct trace {
	bool oracle;           /* the mode that was asked for */
	uint32_t window_limit; /* of a cell */
	struct lines lines;
	uint64_t bytes;
	bool header, done;
	uint32_t cpus;                            /* of the machine, as the header has it */
	struct trace_cell *current;               /* the one that is open, or NULL */
	struct window_trace taken[WS_TRACES_MAX]; /* the windows taken apart */
	size_t taken_at;                          /* the one that is read */
	struct trace_cell cells[WS_BENCHMARK_COUNT + 1];
	char broken[WS_REASON_MAX]; /* why nothing may be believed; empty: nothing against it */
};

void trace_init(struct trace *trace, bool oracle, uint32_t window_limit);
void trace_free(struct trace *trace);

/* A window of that cell that was taken apart, whole or cut; NULL where no more were. */
struct ws_trace *trace_taken(struct trace *trace, uint32_t cell, size_t at);

void trace_feed(struct trace *trace, const char *data, size_t size);
void trace_end(struct trace *trace);

/*
 * Whether the self-test came out as the probe says it must: so many windows, each of one stage and
 * with the expected count in one and the same world.
 */
bool trace_selftest_good(const struct trace *trace, uint32_t windows, uint64_t expected);

#endif
