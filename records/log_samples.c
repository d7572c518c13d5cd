// SPDX-License-Identifier: GPL-2.0-or-later
/* The raw samples of a log: whether there are enough of them, and all of them as CSV. */
#include "records/log.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "analysis/analysis.h"
#include "analysis/statistics.h"
#include "support/file.h"

bool log_is_settled(const struct log *log)
{
	const struct log_cell *cell = log->started < 0 ? NULL : &log->cells[log->started];
	struct ws_distribution distribution;
	uint64_t *values;
	bool settled;

	if (!cell || !cell->clock ||
	    samples_values(&cell->samples, cell->clock, cell->batch, &values))
		return false;
	settled = ws_distribution_of(values, cell->samples.count, &distribution) == 0;
	free(values);
	if (settled) {
		settled = ws_is_settled(&distribution);
		ws_distribution_free(&distribution);
	}
	return settled;
}

static void print_samples(FILE *out, const char *id, const char *kind, const struct log_cell *cell,
			  const struct samples *samples)
{
	for (size_t at = 0; at < samples->count; at++)
		fprintf(out, "%s,%s,%zu,%" PRIu64 ",%" PRIu32 ",%s\n", id, kind, at,
			samples->ticks[at], cell->batch, cell->clock->name);
}

void log_print_samples(const struct log *log, FILE *out)
{
	fputs("cell,kind,index,ticks,batch,clock\n", out);
	for (int at = 0; at < WS_BENCHMARK_COUNT; at++) {
		const struct log_cell *cell = &log->cells[at];
		const char *id = record_benchmark_id((enum ws_benchmark)at);

		print_samples(out, id, "sample", cell, &cell->samples);
		print_samples(out, id, "null", cell, &cell->nulls);
	}
}

int log_write_samples(const struct log *log, const char *path, struct ws_error *error)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	int result;

	if (!out)
		return ws_fail_errno(error, errno, "cannot write %s", path);
	log_print_samples(log, out);
	result = fclose(out) ? ws_fail_errno(error, ENOMEM, "cannot write %s", path)
			     : ws_file_write(path, text, size, error);
	free(text);
	return result;
}
