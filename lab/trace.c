// SPDX-License-Identifier: GPL-2.0-or-later
/* The tracer's lines to cells of windows; the order of lines is worldswitch/windows.h's. */
#include "lab/trace.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <worldswitch/markers.h>

#include "lab/stream.h"

static void __attribute__((format(printf, 2, 3)))
break_trace(struct trace *trace, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(trace->broken, sizeof(trace->broken), format, arguments);
	va_end(arguments);
}

static void __attribute__((format(printf, 2, 3)))
spoil(struct trace_cell *cell, const char *format, ...)
{
	va_list arguments;

	if (cell->state == TRACE_BAD)
		return;
	cell->state = TRACE_BAD;
	va_start(arguments, format);
	vsnprintf(cell->reason, sizeof(cell->reason), format, arguments);
	va_end(arguments);
}

/* NULL, and the trace broken, where there is no such cell. */
static struct trace_cell *find_cell(struct trace *trace, uint32_t number)
{
	if (number == WS_CELL_SELFTEST)
		return &trace->cells[TRACE_SELFTEST];
	if (number < WS_BENCHMARK_COUNT)
		return &trace->cells[number];
	break_trace(trace, "the tracer speaks of a cell %u that does not exist", number);
	return NULL;
}

static void take_header(struct trace *trace, const struct stream_line *line)
{
	trace->header = true;
	trace->cpus = line->cpus;
	if (line->version != WS_STREAM_VERSION)
		break_trace(trace,
			    "the tracer is stale: it writes format %u, this program reads %d; "
			    "rebuild with make",
			    line->version, WS_STREAM_VERSION);
	else if (line->oracle != trace->oracle)
		break_trace(trace, "the tracer counts in the other mode than was asked for");
}

static void take_cell(struct trace *trace, const struct stream_line *line)
{
	struct trace_cell *cell = find_cell(trace, line->cell);

	if (!cell)
		return;
	if (trace->current)
		spoil(trace->current, "the tracer saw another cell begin before its end");
	if (cell->state != TRACE_NONE) {
		spoil(cell, "the tracer saw it begin twice");
		return;
	}
	cell->state = TRACE_OPEN;
	cell->announced = line->windows;
	trace->current = cell;
}

static bool has_room(struct trace_cell *cell)
{
	size_t wanted = cell->capacity ? cell->capacity * 2 : 256;
	struct ws_window *windows;

	if (cell->count < cell->capacity)
		return true;
	windows = realloc(cell->windows, wanted * sizeof(*windows));
	if (!windows)
		return false;
	cell->windows = windows;
	cell->capacity = wanted;
	return true;
}

/* Whether every stage is of a CPU that the machine has. */
static bool names_its_cpus(const struct trace *trace, const struct ws_window *window)
{
	for (uint32_t i = 0; i < window->stage_count; i++)
		if (window->stages[i].cpu >= trace->cpus)
			return false;
	return true;
}

static void take_window(struct trace *trace, const struct stream_line *line)
{
	struct trace_cell *cell = trace->current;
	uint32_t limit = trace->window_limit;

	if (!cell) {
		break_trace(trace, "the tracer wrote a window outside a cell");
		return;
	}
	if (!names_its_cpus(trace, &line->window)) {
		break_trace(trace, "the tracer speaks of a CPU that does not exist");
		return;
	}
	if (cell == &trace->cells[TRACE_SELFTEST])
		limit = TRACE_SELFTEST_MAX;
	if (cell->state != TRACE_OPEN)
		return;
	if (cell->count >= cell->announced || cell->count >= limit)
		spoil(cell, "the tracer saw more windows than were announced");
	else if (!has_room(cell))
		spoil(cell, "no memory for %zu windows", cell->count);
	else
		cell->windows[cell->count++] = line->window;
}

static void take_cell_end(struct trace *trace, const struct stream_line *line)
{
	struct trace_cell *cell = find_cell(trace, line->cell);

	if (!cell)
		return;
	if (cell != trace->current)
		break_trace(trace, "the tracer ended a cell %u that had not begun", line->cell);
	else if (cell->count != line->windows || cell->count != cell->announced)
		spoil(cell, "the tracer announced %u windows, ended with %u and wrote %zu",
		      cell->announced, line->windows, cell->count);
	else if (cell->state == TRACE_OPEN)
		cell->state = TRACE_ENDED;
	trace->current = NULL;
}

static void take_cell_bad(struct trace *trace, const struct stream_line *line)
{
	struct trace_cell *cell = find_cell(trace, line->cell);

	if (!cell)
		return;
	spoil(cell, "%.*s", WS_REASON_MAX - 1, line->reason);
	if (cell == trace->current)
		trace->current = NULL;
}

static void take_parsed(struct trace *trace, const struct stream_line *line)
{
	if (trace->header == (line->kind == STREAM_HEADER)) {
		break_trace(trace, "the tracer's first line, or no other, is not its header");
		return;
	}
	switch (line->kind) {
	case STREAM_HEADER:
		take_header(trace, line);
		break;
	case STREAM_CELL:
		take_cell(trace, line);
		break;
	case STREAM_WINDOW:
		take_window(trace, line);
		break;
	case STREAM_CELL_END:
		take_cell_end(trace, line);
		break;
	case STREAM_CELL_BAD:
		take_cell_bad(trace, line);
		break;
	case STREAM_DONE:
		trace->done = true;
		break;
	case STREAM_REFUSED:
		break_trace(trace, "the tracer refuses: %.200s", line->reason);
		break;
	}
}

/* The window that the stream has just reported; NULL where a cell has none yet. */
static const struct ws_window *last_window(const struct trace *trace)
{
	const struct trace_cell *cell = trace->current;

	return cell && cell->count ? &cell->windows[cell->count - 1] : NULL;
}

/* One window's lines follow on another's. */
static struct window_trace *reader(struct trace *trace, const char *text)
{
	struct window_trace *taken = &trace->taken[trace->taken_at];

	if (taken->state != WINDOW_TRACE_ENDED || !window_trace_begins(text) ||
	    trace->taken_at + 1 == WS_TRACES_MAX)
		return taken;
	trace->taken_at++;
	window_trace_next(taken, taken + 1);
	return taken + 1;
}

static void take_taken(struct trace *trace, const char *text)
{
	struct window_trace *taken = reader(trace, text);
	bool was_open = taken->state == WINDOW_TRACE_OPEN;
	int result = trace->header ? window_trace_line(taken, text, last_window(trace)) : -EBADMSG;

	if (!result && (was_open || taken->state == WINDOW_TRACE_OPEN) &&
	    find_cell(trace, taken->cell) != trace->current)
		result = -EBADMSG;
	if (result == -EOVERFLOW)
		break_trace(trace, "the tracer took more apart than a window may have");
	else if (result == -ENOMEM)
		break_trace(trace, "no memory for a window taken apart");
	else if (result)
		break_trace(trace, "the tracer's account of a window is malformed");
}

struct ws_trace *trace_taken(struct trace *trace, uint32_t cell, size_t at)
{
	struct window_trace *taken = &trace->taken[at];

	return taken->state == WINDOW_TRACE_ENDED && taken->cell == cell ? &taken->trace : NULL;
}

static void take_line(void *context, const char *text, size_t length, bool cut)
{
	struct trace *trace = context;
	struct stream_line line;

	if (trace->broken[0])
		return;
	if (!cut && window_trace_knows(text))
		take_taken(trace, text);
	else if (cut || stream_parse(text, length, &line) < 0)
		break_trace(trace, "the tracer's stream has a malformed line of %zu bytes%s",
			    length, cut ? " or more" : "");
	else
		take_parsed(trace, &line);
}

void trace_init(struct trace *trace, bool oracle, uint32_t window_limit)
{
	*trace = (struct trace){.oracle = oracle, .window_limit = window_limit};
}

void trace_free(struct trace *trace)
{
	for (size_t i = 0; i <= WS_BENCHMARK_COUNT; i++)
		free(trace->cells[i].windows);
	for (size_t i = 0; i <= trace->taken_at; i++)
		window_trace_free(&trace->taken[i]);
}

void trace_feed(struct trace *trace, const char *data, size_t size)
{
	trace->bytes += size;
	if (trace->bytes > TRACE_BYTES_MAX && !trace->broken[0])
		break_trace(trace, "the tracer wrote more than %u MiB", TRACE_BYTES_MAX >> 20);
	if (!trace->broken[0])
		lines_feed(&trace->lines, data, size, take_line, trace);
}

void trace_end(struct trace *trace)
{
	lines_end(&trace->lines, take_line, trace);
}

static bool all_in_world(const struct trace_cell *cell, size_t world, uint64_t expected)
{
	for (size_t i = 0; i < cell->count; i++)
		if (cell->windows[i].stage_count != 1 ||
		    cell->windows[i].stages[0].instructions[world] != expected)
			return false;
	return true;
}

bool trace_selftest_good(const struct trace *trace, uint32_t windows, uint64_t expected)
{
	const struct trace_cell *cell = &trace->cells[TRACE_SELFTEST];

	if (cell->state != TRACE_ENDED || !windows || cell->count != windows)
		return false;
	for (size_t world = 0; world < WS_WORLD_COUNT; world++)
		if (all_in_world(cell, world, expected))
			return true;
	return false;
}
