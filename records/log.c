// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Bytes of a console to records, and what is left when no more come. A log may be of anything: a
 * serial line that lost characters, a console that was cut when a window was closed, two runs in
 * one file. Nothing is made up for what is missing; a number is only shown where all of it has
 * come.
 */
#include "records/log.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "records/log_result.h"
#include "records/log_take.h"
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

static void take_line(void *context, const char *line, size_t length, bool cut)
{
	struct log *log = context;
	struct record record;
	int found = log->refused ? -ENOENT : record_find(line, length, &record);

	(void)cut; /* a record is the tail of its line */
	if (!found)
		log_take_record(log, &record);
	else if (found == -EBADMSG)
		log_take_damage(log);
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
