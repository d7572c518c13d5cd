// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Bytes of a console to records, and what each of them means. A log may be of anything: a serial
 * line that lost characters, a console that was cut when a window was closed, two runs in one file.
 * Nothing is made up for what is missing; a number is only shown where all of it has come.
 */
#include "records/log.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <worldswitch/limits.h>
#include <worldswitch/records.h>
#include <worldswitch/version.h>

#include "analysis/analysis.h"
#include "records/log_result.h"
#include "support/clock.h"

int log_begin(struct log *log, struct ws_error *error)
{
	log->started = -1;
	log->result.target = strdup(LOG_TARGET);
	log->result.created = ws_now_text();
	if (log->result.target && log->result.created)
		return 0;
	log_free(log);
	return ws_fail_errno(error, ENOMEM, "cannot begin a result");
}

void log_free(struct log *log)
{
	for (int at = 0; at < WS_BENCHMARK_COUNT; at++) {
		samples_free(&log->cells[at].samples);
		samples_free(&log->cells[at].nulls);
	}
	ws_result_free(&log->result);
}

void log_break(struct log *log, enum ws_verdict verdict, const char *reason)
{
	if (log->verdict != WS_VERDICT_MEASURED)
		return;
	log->verdict = verdict;
	snprintf(log->why, sizeof(log->why), "%s", reason);
}

static void spoil(struct log *log, int benchmark, const char *why)
{
	struct log_cell *cell = &log->cells[benchmark];

	if (!cell->spoilt)
		snprintf(cell->why, sizeof(cell->why), "%s", why);
	cell->spoilt = true;
}

static void take_hello(struct log *log, const struct record *record)
{
	uint32_t list = record_list_checksum();

	if (log->end || log->started >= 0)
		log->refused = ws_fail(&log->error, EEXIST,
				       "a second run begins in the log, and what is whose cannot "
				       "be told: give each run's part of it alone");
	else if (strcmp(record->version, WS_VERSION) != 0 || record->list != list)
		log->refused = ws_fail(&log->error, ESTALE,
				       "the log is of another probe: it is version %s with list "
				       "%08x, this program is %s with %08x; take the image from "
				       "`worldswitch probe extract`",
				       record->version, record->list, WS_VERSION, list);
	else if (!log->hello)
		log_note_hello(log, record);
	log->hello = true;
}

static const struct samples_clock *find_clock(const struct log *log, const char *name)
{
	for (size_t at = 0; at < log->clock_count; at++)
		if (strcmp(log->clocks[at].name, name) == 0)
			return &log->clocks[at];
	return NULL;
}

static void take_clock(struct log *log, const struct record *record)
{
	struct samples_clock *clock = &log->clocks[log->clock_count];

	if (log->clock_count == SAMPLES_CLOCKS_MAX || find_clock(log, record->clock))
		return;
	memcpy(clock->name, record->clock, sizeof(clock->name));
	clock->frequency = ws_is_frequency(record->frequency) ? record->frequency : 0;
	clock->ticks = record->ticks;
	clock->invariant = record->invariant;
	log_note_clock(log, clock, log->clock_count++);
}

static void take_benchmark(struct log *log, const struct record *record)
{
	struct log_cell *cell = &log->cells[record->benchmark];

	if (cell->state != LOG_UNKNOWN)
		return;
	cell->state = LOG_PRESENT;
	if (!record->present)
		log_end_cell(log, record->benchmark, WS_VERDICT_ABSENT, record->reason);
}

/* `null` runs once more in each further VM; what it said first stands. */
static void take_start(struct log *log, const struct record *record)
{
	struct log_cell *cell = &log->cells[record->benchmark];

	if (log->started >= 0)
		log_end_cell(log, (enum ws_benchmark)log->started, WS_VERDICT_INVALID,
			     "the next cell began before it ended");
	if (cell->state != LOG_ENDED) {
		cell->state = LOG_STARTED;
		log->started = (int)record->benchmark;
	} else if (record->benchmark != WS_BENCHMARK_NULL) {
		log->refused =
			ws_fail(&log->error, EEXIST,
				"%s begins a second time in the log: give each run's part of "
				"it alone",
				record_benchmark_id(record->benchmark));
	}
}

static void take_timing(struct log *log, const struct record *record)
{
	struct log_cell *cell = &log->cells[record->benchmark];

	if (cell->state == LOG_ENDED)
		return;
	if (log->started != (int)record->benchmark || cell->clock)
		spoil(log, (int)record->benchmark, "how it is timed is said in the wrong place");
	cell->clock = find_clock(log, record->clock);
	cell->batch = record->batch;
	if (!cell->clock)
		spoil(log, (int)record->benchmark, "its clock is not described");
}

static void take_samples(struct log *log, const struct record *record)
{
	struct log_cell *cell = &log->cells[record->benchmark];
	struct samples *samples = record->kind == RECORD_NULLS ? &cell->nulls : &cell->samples;
	int result;

	if (cell->state == LOG_ENDED)
		return;
	if (log->started != (int)record->benchmark || !cell->clock) {
		spoil(log, (int)record->benchmark, "samples of it stand in the wrong place");
		return;
	}
	result = samples_add(samples, record);
	if (result)
		spoil(log, log->started,
		      result == -E2BIG ? "it has more samples than are kept" : strerror(-result));
}

static void take_cell(struct log *log, const struct record *record)
{
	struct log_cell *cell = &log->cells[record->benchmark];

	if (cell->state == LOG_ENDED)
		return;
	if (cell->state != LOG_STARTED)
		spoil(log, (int)record->benchmark, "its beginning is not in the log");
	if (cell->clock && (uint64_t)cell->samples.count * cell->batch != record->windows)
		spoil(log, (int)record->benchmark, "some of its samples are not in the log");
	log_end_cell(log, record->benchmark, record->verdict, record->reason);
}

static void take_panic(struct log *log, const struct record *record)
{
	char why[WS_REASON_MAX];

	snprintf(why, sizeof(why), "the probe panicked in %s: esr=0x%llx elr=0x%llx far=0x%llx%s%s",
		 record->where, (unsigned long long)record->esr, (unsigned long long)record->elr,
		 (unsigned long long)record->far, record->reason[0] ? ": " : "", record->reason);
	log_break(log, WS_VERDICT_CRASHED, why);
}

static void take_vmm(struct log *log, const struct record *record)
{
	char why[WS_REASON_MAX];

	if (record->error == EINTR) {
		log_break(log, WS_VERDICT_INVALID, "it was interrupted");
		return;
	}
	log->misused = strcmp(record->where, WS_VMM_STEP_OPTIONS) == 0;
	snprintf(why, sizeof(why), "the VMM failed at %s: %s", record->where,
		 record->reason[0] ? record->reason : strerror(record->error));
	log_break(log, record->error == ETIMEDOUT ? WS_VERDICT_TIMED_OUT : WS_VERDICT_FAILED, why);
}

/* What may come before a probe has said that it is one. */
static bool may_come_first(enum record_kind kind)
{
	return kind == RECORD_HELLO || kind == RECORD_HOST || kind == RECORD_ENVIRONMENT ||
	       kind == RECORD_FINDING || kind == RECORD_VMM || kind == RECORD_PANIC;
}

static void take_record(struct log *log, const struct record *record)
{
	if (!log->hello && !may_come_first(record->kind))
		return;
	switch (record->kind) {
	case RECORD_HOST:
		log_note_host(log, record);
		break;
	case RECORD_ENVIRONMENT:
		log_note_environment(log, record);
		break;
	case RECORD_FINDING:
		log_note_finding(log, record);
		break;
	case RECORD_HELLO:
		take_hello(log, record);
		break;
	case RECORD_MACHINE:
		log_note_machine(log, record);
		break;
	case RECORD_CLOCK:
		take_clock(log, record);
		break;
	case RECORD_BENCHMARK:
		take_benchmark(log, record);
		break;
	case RECORD_SELFTEST: /* the tracer's */
		break;
	case RECORD_START:
		take_start(log, record);
		break;
	case RECORD_TIMING:
		take_timing(log, record);
		break;
	case RECORD_SAMPLES:
	case RECORD_NULLS:
		take_samples(log, record);
		break;
	case RECORD_CELL:
		take_cell(log, record);
		break;
	case RECORD_PANIC:
		take_panic(log, record);
		break;
	case RECORD_VMM:
		take_vmm(log, record);
		break;
	case RECORD_END:
		log->end = true;
		break;
	}
}

static void take_damage(struct log *log)
{
	char why[WS_REASON_MAX];

	log->finding_part = 0; /* it may have been the beginning of another */
	if (!log->damaged.count++)
		log->damaged.line = log->line + 1;
	if (log->started < 0)
		return;
	snprintf(why, sizeof(why), "a record of it is damaged, in line %" PRIu64 " of the log",
		 log->line + 1);
	spoil(log, log->started, why);
}

static void take_line(void *context, const char *line, size_t length, bool cut)
{
	struct log *log = context;
	struct record record;
	int found = log->refused ? -ENOENT : record_find(line, length, &record);

	(void)cut; /* a record is the tail of its line */
	if (!found)
		take_record(log, &record);
	else if (found == -EBADMSG)
		take_damage(log);
}

/* A carriage return ends a line too: in some logs nothing else does. Newlines are counted alone. */
static void feed_byte(struct log *log, char byte)
{
	lines_feed(&log->lines, byte == '\r' ? "\n" : &byte, 1, take_line, log);
	if (byte == '\n')
		log->line++;
}

void log_feed(struct log *log, const char *data, size_t size)
{
	log->bytes += size;
	if (log->bytes > LOG_BYTES_MAX && !log->refused)
		log->refused = ws_fail(&log->error, EFBIG, "the log is longer than %u MiB",
				       (unsigned int)(LOG_BYTES_MAX >> 20));
	for (size_t at = 0; at < size && !log->refused; at++)
		feed_byte(log, data[at]);
}

/* Whether this benchmark should have had its turn. */
static bool is_owed(const struct log *log, int benchmark)
{
	const struct log_cell *cell = &log->cells[benchmark];

	if (cell->state == LOG_ENDED)
		return false;
	return cell->state == LOG_STARTED || log->wanted & 1U << benchmark ||
	       (!log->wanted && !log->end && cell->state == LOG_PRESENT);
}

static void end_all(struct log *log)
{
	bool broken = log->verdict != WS_VERDICT_MEASURED;
	enum ws_verdict verdict = broken ? log->verdict : WS_VERDICT_INVALID;
	const char *why = broken     ? log->why
			  : log->end ? "the probe did not measure it"
				     : "the log ends before it does";

	for (int at = 0; at < WS_BENCHMARK_COUNT; at++)
		if (is_owed(log, at))
			log_end_cell(log, (enum ws_benchmark)at, verdict, why);
	log_complete_units(log);
}

/* Of a log that is refused nothing counts. */
static void forget_cells(struct log *log)
{
	for (size_t at = 0; at < log->result.cell_count; at++)
		ws_cell_free(&log->result.cells[at]);
	log->result.cell_count = 0;
	log->started = -1;
	for (int at = 0; at < WS_BENCHMARK_COUNT; at++)
		log->cells[at].state = LOG_UNKNOWN;
}

static int refuse_silence(struct log *log)
{
	if (log->why[0])
		return ws_fail(&log->error, ENOENT, "%s", log->why);
	if (log->damaged.count)
		return ws_fail(&log->error, ENOENT,
			       "no probe's `hello` is in the log; damaged records: %" PRIu64
			       ", the first in line %" PRIu64
			       "; are lines wrapped, or is another's text in them?",
			       log->damaged.count, log->damaged.line);
	return ws_fail(
		&log->error, ENOENT,
		"no probe's `hello` is in the log: not a word of it, or its beginning is cut "
		"off");
}

int log_end(struct log *log, struct ws_error *error)
{
	lines_end(&log->lines, take_line, log);
	if (!log->refused && !log->hello)
		log->refused = refuse_silence(log);
	if (log->refused) {
		forget_cells(log);
		*error = log->error;
		return log->refused;
	}
	end_all(log);
	return 0;
}

void log_end_broken(struct log *log)
{
	end_all(log);
}

bool log_has_said_why(const struct log *log)
{
	return log->hello || log->refused != -ENOENT || log->why[0];
}

uint32_t log_left(const struct log *log)
{
	uint32_t left = 0;

	for (int at = 0; at < WS_BENCHMARK_COUNT; at++)
		if (log->wanted & 1U << at && log->cells[at].state != LOG_ENDED)
			left |= 1U << at;
	return left;
}

void log_give_up_cell(struct log *log, enum ws_verdict verdict, const char *reason)
{
	if (log->started >= 0)
		log_end_cell(log, (enum ws_benchmark)log->started, verdict, reason);
}
