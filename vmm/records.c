// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Records. The guest is believed to have reached its end only by a record that is whole: the word
 * "end" alone, in a line that something else has printed, is not enough.
 */
#include "vmm/records.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "probe/core/crc32.h"
#include "probe/core/record.h"
#include "vmm/output.h"

#define BENCHMARK_ID(symbol, id, name, path, meaning) [WS_BENCHMARK_##symbol] = (id),
static const char *const benchmark_ids[] = {WS_BENCHMARK_LIST(BENCHMARK_ID)};

#define VERDICT_ID(symbol, id, meaning) [WS_VERDICT_##symbol] = (id),
static const char *const verdict_ids[] = {WS_VERDICT_LIST(VERDICT_ID)};

/* Reads exactly `digits` lower-case hexadecimal digits and the space after them. */
static bool read_field(const char *text, size_t digits, uint32_t *value)
{
	if (strspn(text, "0123456789abcdef") != digits || text[digits] != ' ')
		return false;
	*value = (uint32_t)strtoul(text, NULL, 16);
	return true;
}

/* The payload of the record that begins at text; NULL where it is not whole. */
static const char *find_payload(const char *text, size_t *size)
{
	const char *payload = text + WS_RECORD_HEADER;
	uint32_t length;
	uint32_t checksum;

	text += sizeof(WS_RECORD_PREFIX) - 1;
	if (!read_field(text, 3, &length) || !read_field(text + 4, 8, &checksum) ||
	    strlen(payload) < length || ws_crc32(0, payload, length) != checksum)
		return NULL;
	*size = length;
	return payload;
}

bool vmm_record_is(const char *line, const char *kind)
{
	size_t kind_size = strlen(kind);

	for (const char *at = strstr(line, WS_RECORD_PREFIX); at;
	     at = strstr(at + 1, WS_RECORD_PREFIX)) {
		size_t size;
		const char *payload = find_payload(at, &size);

		if (payload && size >= kind_size && memcmp(payload, kind, kind_size) == 0 &&
		    (size == kind_size || payload[kind_size] == ' '))
			return true;
	}
	return false;
}

int vmm_record_host(int fd, const char *release, const char *mode, struct ws_error *error)
{
	struct ws_record record;

	ws_record_begin(&record, "host");
	ws_record_word(&record, "release", release);
	ws_record_word(&record, "mode", mode);
	ws_record_end(&record);
	return vmm_output_write(fd, record.text, record.length, error);
}

void vmm_record_cell(int fd, enum ws_benchmark benchmark, enum ws_verdict verdict,
		     const char *reason)
{
	struct ws_record record;
	struct ws_error ignored; /* it is told of as a failure, too */

	ws_record_begin(&record, "cell");
	ws_record_word(&record, "id", benchmark_ids[benchmark]);
	ws_record_word(&record, "verdict", verdict_ids[verdict]);
	ws_record_decimal(&record, "windows", 0);
	ws_record_reason(&record, reason);
	ws_record_end(&record);
	(void)vmm_output_write(fd, record.text, record.length, &ignored);
}

void vmm_record_failure(int fd, const char *step, int code, const char *reason)
{
	struct ws_record record;
	struct ws_error ignored; /* there is nowhere left to say it */

	ws_record_begin(&record, "vmm");
	ws_record_word(&record, "step", step);
	ws_record_decimal(&record, "errno", (uint64_t)code);
	ws_record_reason(&record, reason);
	ws_record_end(&record);
	(void)vmm_output_write(fd, record.text, record.length, &ignored);
}
