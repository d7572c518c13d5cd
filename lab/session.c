// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * When a cell has ended and how. Two witnesses speak of it over two pipes, in no common order: the
 * probe, which knows what it did, and the tracer, which counted. Both must agree, and what is known
 * to be wrong with the whole session goes before what either says of a cell.
 */
#include "lab/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/session_state.h"

void session_fail(struct session *session, enum ws_verdict verdict, const char *format, ...)
{
	va_list arguments;

	if (session->failed)
		return;
	session->failed = true;
	session->verdict = verdict;
	va_start(arguments, format);
	vsnprintf(session->reason, sizeof(session->reason), format, arguments);
	va_end(arguments);
}

void session_set_step(struct session *session, const char *format, ...)
{
	const struct lab_observer *observer = session->setup.observer;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(session->step, sizeof(session->step), format, arguments);
	va_end(arguments);
	if (observer->progress)
		observer->progress(observer->context, session->setup.label, session->step);
}

static void report(struct session *session, enum ws_benchmark benchmark, enum ws_verdict verdict,
		   const char *reason)
{
	const struct lab_observer *observer = session->setup.observer;
	struct trace_cell *trace = &session->trace.cells[benchmark];
	struct lab_cell cell = {.benchmark = benchmark, .verdict = verdict};

	session->cells[benchmark].reported = true;
	if (verdict == WS_VERDICT_MEASURED) {
		cell.windows = trace->windows;
		cell.window_count = trace->count;
		while (cell.trace_count < WS_TRACES_MAX &&
		       (cell.traces[cell.trace_count] =
				trace_taken(&session->trace, benchmark, cell.trace_count)))
			cell.trace_count++;
	}
	snprintf(cell.reason, sizeof(cell.reason), "%s", reason);
	if (observer->cell_ended)
		observer->cell_ended(observer->context, session->setup.plan, &cell);
	free(trace->windows);
	trace->windows = NULL;
	trace->count = 0;
	trace->capacity = 0;
}

static bool selftest_good(const struct session *session)
{
	return session->selftest.seen &&
	       trace_selftest_good(&session->trace, session->selftest.windows,
				   session->selftest.expected);
}

/* Judges a cell that the probe calls measured and the tracer has ended. */
static void report_measured(struct session *session, enum ws_benchmark benchmark)
{
	const struct session_cell *cell = &session->cells[benchmark];
	const struct trace_cell *trace = &session->trace.cells[benchmark];
	char reason[WS_REASON_MAX];

	if (!selftest_good(session)) {
		report(session, benchmark, WS_VERDICT_INVALID,
		       "the tracer's self-test is missing or came out wrong");
	} else if (trace->count != cell->windows || trace->count != session->setup.iterations) {
		snprintf(reason, sizeof(reason),
			 "%u windows were asked for, the probe made %u, the tracer saw %zu",
			 session->setup.iterations, cell->windows, trace->count);
		report(session, benchmark, WS_VERDICT_INVALID, reason);
	} else {
		report(session, benchmark, WS_VERDICT_MEASURED, "");
	}
}

/* What was to be taken apart has been: nothing else is wanted of its cell. */
static bool has_taken(struct session *session, enum ws_benchmark benchmark)
{
	const struct session_setup *setup = &session->setup;
	const struct trace_cell *cell = &session->trace.cells[benchmark];

	if (!setup->traced || setup->traced_benchmark != benchmark || !selftest_good(session))
		return false;
	return setup->traced_windows
		       ? cell->state == TRACE_OPEN && cell->count > setup->traced_windows
		       : trace_taken(&session->trace, benchmark, 0) != NULL;
}

/* Reports a cell if all is known of it. Without a tracer the probe's word is all there will be. */
static void judge(struct session *session, enum ws_benchmark benchmark)
{
	const struct session_cell *cell = &session->cells[benchmark];
	const struct trace_cell *trace = &session->trace.cells[benchmark];

	if (!cell->requested || cell->reported)
		return;
	if (has_taken(session, benchmark))
		report(session, benchmark, WS_VERDICT_MEASURED, "");
	if (cell->reported || !cell->answered)
		return;
	if (trace->state == TRACE_BAD && cell->verdict <= WS_VERDICT_INVALID)
		report(session, benchmark, WS_VERDICT_INVALID, trace->reason);
	else if (cell->verdict != WS_VERDICT_MEASURED)
		report(session, benchmark, cell->verdict, cell->reason);
	else if (trace->state == TRACE_ENDED)
		report_measured(session, benchmark);
}

/*
 * A session that is invalid as a whole reports nothing more by itself. One that crashed still does:
 * what the other pipe holds of the time before is as good as ever.
 */
static void judge_all(struct session *session)
{
	if (session->trace.broken[0])
		session_fail(session, WS_VERDICT_INVALID, "%s", session->trace.broken);
	if (session->failed && session->verdict == WS_VERDICT_INVALID)
		return;
	for (int i = 0; i < WS_BENCHMARK_COUNT; i++)
		judge(session, (enum ws_benchmark)i);
}

static void take_event(void *context, const struct console_event *event)
{
	struct session *session = context;

	if (session->failed)
		return;
	session->landmarks += landmarks_pass(&session->passed, event);
	session_take_event(session, event);
	judge_all(session);
}

struct session *session_create(const struct session_setup *setup)
{
	struct session *session = calloc(1, sizeof(*session));

	if (!session)
		return NULL;
	session->setup = *setup;
	if (!setup->label)
		session->setup.label = setup->target->id;
	trace_init(&session->trace, setup->oracle, setup->iterations);
	for (size_t i = 0; i < WS_BENCHMARK_COUNT; i++)
		session->cells[i].requested = setup->benchmarks >> i & 1;
	session_set_step(session, "starting the emulator");
	return session;
}

void session_free(struct session *session)
{
	if (!session)
		return;
	trace_free(&session->trace);
	free(session);
}

void session_console(struct session *session, const char *data, size_t size)
{
	session->console_bytes += size;
	if (session->console_bytes > SESSION_CONSOLE_MAX)
		session_fail(session, WS_VERDICT_INVALID,
			     "the console wrote more than %u MiB while %s",
			     SESSION_CONSOLE_MAX >> 20, session->step);
	if (!session->failed)
		console_feed(&session->console, data, size, take_event, session);
}

void session_stream(struct session *session, const char *data, size_t size)
{
	trace_feed(&session->trace, data, size);
	judge_all(session);
}

static bool all_reported(const struct session *session)
{
	for (size_t i = 0; i < WS_BENCHMARK_COUNT; i++)
		if (session->cells[i].requested && !session->cells[i].reported)
			return false;
	return true;
}

bool session_over(const struct session *session)
{
	return session->failed || all_reported(session) || (session->ended && session->trace.done);
}

bool session_closing(const struct session *session)
{
	return session->ended || session->trace.done;
}

uint64_t session_progress(const struct session *session)
{
	return session->landmarks + session->trace.bytes;
}

const char *session_kvm_said(const struct session *session)
{
	return session->kvm_said;
}

void session_set_kvm_said(struct session *session, const char *text)
{
	snprintf(session->kvm_said, sizeof(session->kvm_said), "%s", text);
}

const char *session_step(const struct session *session)
{
	return session->step;
}

static void report_outstanding(struct session *session, enum ws_benchmark benchmark)
{
	char reason[WS_REASON_MAX + 64];

	snprintf(reason, sizeof(reason), "%s", session->reason);
	if (session->bad_records)
		snprintf(reason + strlen(reason), sizeof(reason) - strlen(reason),
			 "; %u console record%s had a bad checksum", session->bad_records,
			 session->bad_records == 1 ? "" : "s");
	report(session, benchmark, session->verdict, reason);
}

void session_end(struct session *session, enum ws_verdict verdict, const char *format, ...)
{
	char reason[WS_REASON_MAX];
	va_list arguments;

	console_end(&session->console, take_event, session);
	trace_end(&session->trace);
	judge_all(session);
	va_start(arguments, format);
	vsnprintf(reason, sizeof(reason), format, arguments);
	va_end(arguments);
	session_fail(session, verdict, "%s", reason);
	for (int i = 0; i < WS_BENCHMARK_COUNT; i++)
		if (session->cells[i].requested && !session->cells[i].reported)
			report_outstanding(session, (enum ws_benchmark)i);
}
