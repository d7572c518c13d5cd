// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From markers to lines of the stream. Nothing but the self-test is reported until it has counted
 * what it is known to count, and no guest can make this write without bound: windows and cells come
 * out of a budget that a probe cannot exhaust by doing all there is at the greatest length.
 */
#include "tracer/cells.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include <worldswitch/benchmarks.h>
#include <worldswitch/markers.h>
#include <worldswitch/verdicts.h>
#include <worldswitch/windows.h>

#include "tracer/places.h"
#include "tracer/stream.h"

#define CELLS_MAX   (UINT64_C(4) * (WS_BENCHMARK_COUNT + 1))
#define WINDOWS_MAX (UINT64_C(1) * (WS_BENCHMARK_COUNT + 1) * WS_ITERATIONS_MAX)

/* The last window. */
struct window {
	bool open;
	bool closed;
	uint32_t closed_by; /* CPU */
	enum ws_world world;
};

/* The cell under way. */
struct cell {
	bool open;
	uint32_t number;
	uint64_t announced; /* windows */
	uint64_t done;
	uint64_t expected; /* count of each window, of the self-test */
	struct window window;
};

static const struct counter *counter;
static bool silent;  /* nothing more will be reported */
static bool trusted; /* the self-test came out right */
static uint64_t cells_left, windows_left;
static struct cell cell;
static char selftest_failure[WS_REASON_MAX]; /* empty: none so far */

void cells_start(const struct counter *design)
{
	counter = design;
	silent = false;
	trusted = false;
	cells_left = CELLS_MAX;
	windows_left = WINDOWS_MAX;
	places_start();
	cell.open = false;
}

static void window_drop(void)
{
	if (cell.open && cell.window.open)
		counter->drop();
	cell.window.open = false;
}

void cells_refuse(const char *format, ...)
{
	char reason[WS_REASON_MAX];
	va_list arguments;

	if (silent)
		return;
	va_start(arguments, format);
	vsnprintf(reason, sizeof(reason), format, arguments);
	va_end(arguments);
	stream_line("refused %s", reason);
	stream_flush();
	window_drop();
	silent = true;
	cell.open = false;
}

static void cell_is_bad(const char *reason)
{
	stream_line("cell-bad %" PRIu32 " %s", cell.number, reason);
	stream_flush();
	window_drop();
	cell.open = false;
	if (cell.number == WS_CELL_SELFTEST)
		cells_refuse("the self-test's markers are wrong: %s", reason);
}

static void window_begin(const struct marker *marker)
{
	if (!cell.open)
		return;
	if (cell.window.open) {
		cell_is_bad("a window was opened twice");
	} else if (cell.done == cell.announced) {
		cell_is_bad("more windows than announced");
	} else {
		cell.window = (struct window){
			.open = true,
			.world = marker->world,
		};
		counter->open(marker->cpu);
	}
}

/* The self-test's windows are known beforehand, in the world that executes their markers. */
static void selftest_window(const struct marker *marker, const struct ws_window *window)
{
	uint64_t counted = window->stages[0].instructions[marker->world];

	if (selftest_failure[0])
		return;
	if (marker->world != cell.window.world || window->stage_count != 1)
		snprintf(selftest_failure, sizeof(selftest_failure),
			 "window %" PRIu64 " began in one world or CPU and ended in another",
			 cell.done);
	else if (counted != cell.expected)
		snprintf(selftest_failure, sizeof(selftest_failure),
			 "window %" PRIu64 " counted %" PRIu64 " instructions and not %" PRIu64,
			 cell.done, counted, cell.expected);
}

static void window_report(const struct ws_window *window)
{
	char stages[WS_STAGES_MAX * (WS_WORLD_COUNT + 2) * 21 + 1];
	size_t used = 0;

	for (uint32_t i = 0; i < window->stage_count; i++) {
		if (window->stages[i].place)
			used += (size_t)snprintf(stages + used, sizeof(stages) - used, " @%" PRIu32,
						 window->stages[i].place);
		used += (size_t)snprintf(stages + used, sizeof(stages) - used, " %" PRIu32,
					 window->stages[i].cpu);
		for (size_t world = 0; world < WS_WORLD_COUNT; world++)
			used += (size_t)snprintf(stages + used, sizeof(stages) - used, " %" PRIu64,
						 window->stages[i].instructions[world]);
	}
	stream_line("w %s%s", window->clean ? "clean" : "mixed", stages);
}

/*
 * QEMU's VMRUN may deliver the interrupt that it injects twice, both times with the marker that is
 * its handler's first instruction: probe/arch/x86_64/vectors.S.
 */
static bool is_closed_again(const struct marker *marker)
{
	return cell.window.closed && !cell.window.open && cell.window.closed_by == marker->cpu;
}

static void window_end(const struct marker *marker)
{
	struct ws_window window;
	const char *problem;

	if (!cell.open)
		return;
	if (is_closed_again(marker))
		return;
	if (!cell.window.open) {
		cell_is_bad("a window was closed but never opened");
		return;
	}
	problem = counter->close(marker->cpu, &window);
	cell.window.open = false;
	cell.window.closed = true;
	cell.window.closed_by = marker->cpu;
	if (problem) {
		cell_is_bad(problem);
		return;
	}
	if (!windows_left--) {
		cells_refuse("more than %" PRIu64 " windows", WINDOWS_MAX);
		return;
	}
	if (cell.number == WS_CELL_SELFTEST)
		selftest_window(marker, &window);
	window_report(&window);
	if (counter->reported)
		counter->reported((uint32_t)cell.done, &window);
	cell.done++;
}

static bool is_ours(const struct marker *marker)
{
	return marker->operands[0] >> 32 == WS_MARKER_MAGIC;
}

/* Whether a cell of this number may be reported at all; refuses where not. */
static bool admit(uint32_t number)
{
	if (number != WS_CELL_SELFTEST && number >= WS_BENCHMARK_COUNT)
		cells_refuse("cell %" PRIu32 " is not in the list of benchmarks: the probe is of "
			     "another version",
			     number);
	else if (number != WS_CELL_SELFTEST && !trusted)
		cells_refuse("cell %" PRIu32 " came before the self-test", number);
	else if (!cells_left--)
		cells_refuse("more than %" PRIu64 " cells", CELLS_MAX);
	return !silent;
}

static void cell_begin(const struct marker *marker)
{
	uint32_t number = (uint32_t)marker->operands[0];
	uint64_t windows = marker->operands[1];
	bool possible = windows > 0 && windows <= WS_ITERATIONS_MAX;

	if (cell.open)
		cell_is_bad("another cell began before its end");
	if (silent || !admit(number))
		return;
	cell = (struct cell){
		.open = true,
		.number = number,
		.announced = possible ? windows : 0,
		.expected = marker->operands[2],
	};
	selftest_failure[0] = '\0';
	stream_line("cell %" PRIu32 " %" PRIu64, number, cell.announced);
	if (counter->cell)
		counter->cell(number);
	if (!possible)
		cell_is_bad("it announced no windows, or more than there can be");
}

static void selftest_end(void)
{
	if (selftest_failure[0])
		cells_refuse("the self-test failed: %s", selftest_failure);
	else if (cell.done != cell.announced)
		cells_refuse("the self-test failed: %" PRIu64 " windows of %" PRIu64, cell.done,
			     cell.announced);
	else
		trusted = true;
}

static void cell_end(const struct marker *marker)
{
	if (!cell.open)
		return;
	if (cell.number != (uint32_t)marker->operands[0]) {
		cell_is_bad("the end of another cell came first");
	} else if (cell.window.open) {
		cell_is_bad("a window was never closed");
	} else if (cell.done != marker->operands[1]) {
		cell_is_bad("the probe and the tracer disagree on the number of windows");
	} else {
		stream_line("cell-end %" PRIu32 " %" PRIu64, cell.number, cell.done);
		stream_flush();
		cell.open = false;
		if (cell.number == WS_CELL_SELFTEST)
			selftest_end();
	}
}

static void done(const struct marker *marker)
{
	(void)marker;
	if (cell.open)
		cell_is_bad("the probe was done before its end");
	if (silent)
		return;
	stream_line("done");
	stream_flush();
	silent = true;
}

/* A path that is under way would not have passed it yet, wherever it was. */
static void place(const struct marker *marker)
{
	if (!cell.open)
		places_tell((uint32_t)marker->operands[0], marker->operands[1]);
}

static const struct {
	void (*handle)(const struct marker *marker);
	bool operands; /* x0 says whether it is ours */
} markers[] = {
	[WS_MARKER_BEGIN - WS_MARKER_FIRST] = {.handle = window_begin},
	[WS_MARKER_END - WS_MARKER_FIRST] = {.handle = window_end},
	[WS_MARKER_CELL_BEGIN - WS_MARKER_FIRST] = {.handle = cell_begin, .operands = true},
	[WS_MARKER_CELL_END - WS_MARKER_FIRST] = {.handle = cell_end, .operands = true},
	[WS_MARKER_DONE - WS_MARKER_FIRST] = {.handle = done, .operands = true},
	[WS_MARKER_PLACE - WS_MARKER_FIRST] = {.handle = place, .operands = true},
};

void cells_marker(const struct marker *marker)
{
	unsigned int index = marker->number - WS_MARKER_FIRST;

	if (silent || index >= sizeof(markers) / sizeof(markers[0]))
		return;
	if (markers[index].operands && !is_ours(marker))
		return;
	markers[index].handle(marker);
}

void cells_stop(void)
{
	/* CPUs may still run, and count: nothing of theirs is touched. */
	cell.window.open = false;
	if (!silent && cell.open)
		cell_is_bad("the emulator ended in the middle of it");
	stream_flush();
	silent = true;
}
