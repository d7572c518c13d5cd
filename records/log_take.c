// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What each record means for a log, in the order in which a probe and its VMM may say them: what is
 * out of place spoils its cell, and a second run refuses the whole.
 */
#include "records/log_take.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include <worldswitch/limits.h>
#include <worldswitch/records.h>
#include <worldswitch/version.h>

#include "records/log_result.h"

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

void log_take_record(struct log *log, const struct record *record)
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

void log_take_damage(struct log *log)
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
