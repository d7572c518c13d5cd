/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A log to a result: the bytes of any console on which a timed probe has printed, whoever started
 * it. What others printed there is passed over; what the probe said and cannot be trusted makes a
 * cell invalid, and a log of another version's probe, or of two runs, is refused whole. One run may
 * have several probes, one after the other: a VMM goes on with a new VM where a cell did not end.
 */
#ifndef WORLDSWITCH_RECORDS_LOG_H
#define WORLDSWITCH_RECORDS_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <worldswitch/result.h>

#include "records/lines.h"
#include "records/record.h"
#include "records/samples.h"
#include "support/error.h"

#define LOG_TARGET         "host"
#define LOG_BYTES_MAX      (UINT64_C(256) << 20)
#define LOG_PROPERTIES_MAX 64
#define LOG_TEXT_MAX       1024 /* of one of them */

/* What has been said of a benchmark so far: later ones come later. */
enum log_state { LOG_UNKNOWN, LOG_PRESENT, LOG_STARTED, LOG_ENDED };

struct log_cell {
	enum log_state state;
	const struct samples_clock *clock; /* NULL: it is not timed, or not yet */
	uint32_t batch;
	struct samples samples, nulls;
	bool spoilt; /* something of it was lost, or is out of place */
	char why[WS_REASON_MAX];
};

struct log {
	uint32_t wanted; /* benchmarks that have to be in the result; 0: those that were started */
	void (*cell_ended)(void *context); /* or NULL; result has the cell */
	void *context;

	struct lines lines;
	uint64_t bytes;
	uint64_t line; /* newlines so far */
	struct {
		uint64_t count;
		uint64_t line; /* of the first, from 1 on */
	} damaged;             /* records, in cells and between them */
	bool host, hello, end;
	bool misused; /* what the VMM was asked for cannot be had there */
	struct samples_clock clocks[SAMPLES_CLOCKS_MAX];
	size_t clock_count;
	struct log_cell cells[WS_BENCHMARK_COUNT];
	int started; /* the benchmark that has begun and has not ended, or -1 */
	enum ws_verdict
		verdict; /* of all that has not ended: measured where nothing broke it off */
	char why[WS_REASON_MAX];
	struct ws_result result;
	uint32_t finding_part; /* with which the last finding may go on; 0: with none */
	int refused;           /* -errno: the log as a whole */
	struct ws_error error;
};

/* Set `wanted` and what is told afterwards. -ENOMEM, and a line. */
int log_begin(struct log *log, struct ws_error *error);
void log_free(struct log *log);

/* The console's next bytes, cut anywhere. */
void log_feed(struct log *log, const char *data, size_t size);

/*
 * No more will come: what has not ended gets its verdict, result is whole. -ENOENT where no probe
 * has said anything, -ESTALE where it is another program's, -EEXIST where a second one begins,
 * -EFBIG; a line says it, and there are no cells.
 */
int log_end(struct log *log, struct ws_error *error);

/* After log_end has failed: the wanted cells with what broke it off, and no number. */
void log_end_broken(struct log *log);

/* Whether somebody in the log says why there is no probe in it. */
bool log_has_said_why(const struct log *log);

/* What broke it off from outside: it becomes the reason of all that has not ended. */
void log_break(struct log *log, enum ws_verdict verdict, const char *reason);

/* The wanted benchmarks that have no verdict. */
uint32_t log_left(const struct log *log);

/* The cell under way did not end, and whoever goes on with the others says why. */
void log_give_up_cell(struct log *log, enum ws_verdict verdict, const char *reason);

/* Whether the cell under way has said enough: the median's interval is narrow. */
bool log_is_settled(const struct log *log);

/* The samples as CSV: CELL,KIND,INDEX,TICKS,BATCH,CLOCK; kind is sample or null. */
void log_print_samples(const struct log *log, FILE *out);
int log_write_samples(const struct log *log, const char *path, struct ws_error *error);

#endif
