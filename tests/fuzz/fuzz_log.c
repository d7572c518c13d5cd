// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any log: no crash, no cell twice, nothing measured without its samples, and what is derived of
 * the samples has an end. A line that begins
 * with '!' gets a right length and checksum, "!hello" is what a probe of this version says,
 * "!greeting" the first line of it alone.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "records/log.h"
#include "report/table.h"
#include "tests/unit/log_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void feed_line(struct log *log, const char *line, size_t length)
{
	static struct log_text head, greeting;
	char payload[RECORD_TEXT_MAX] = "";
	char record[RECORD_LINE_MAX];

	if (!head.size) {
		log_text_head(&head, true);
		log_text_hello(&greeting);
	}
	if (length == 6 && memcmp(line, "!hello", 6) == 0) {
		log_feed(log, head.text, head.size);
		return;
	}
	if (length == 9 && memcmp(line, "!greeting", 9) == 0) {
		log_feed(log, greeting.text, greeting.size);
		return;
	}
	if (length > 1 && line[0] == '!' && length <= sizeof(payload)) {
		memcpy(payload, line + 1, length - 1);
		line = record_line(record, payload);
		length = strlen(line);
	}
	log_feed(log, line, length);
	log_feed(log, "\n", 1);
}

static void check(const struct log *log)
{
	uint32_t seen = 0;

	for (size_t at = 0; at < log->result.cell_count; at++) {
		const struct ws_cell *cell = &log->result.cells[at];

		if (seen & 1U << cell->benchmark)
			abort();
		seen |= 1U << cell->benchmark;
		if (cell->verdict != WS_VERDICT_MEASURED)
			continue;
		if (!cell->timing || !cell->timing->null.samples || !cell->iterations ||
		    cell->distribution.samples != log->cells[cell->benchmark].samples.count)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct log *log = calloc(1, sizeof(*log));
	const char *at = (const char *)data;
	const char *end = at + size;
	struct ws_error error;

	if (!log || log_begin(log, &error))
		abort();
	log->wanted = size ? data[0] & 0x0f : 0;
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t length = (size_t)((newline ? newline : end) - at);

		feed_line(log, at, length);
		at += length + 1;
	}
	(void)log_is_settled(log);
	(void)log_end(log, &error);
	check(log);
	free(ws_nanoseconds(&log->result));
	log_free(log);
	free(log);
	return 0;
}
