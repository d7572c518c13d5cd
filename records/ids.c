// SPDX-License-Identifier: GPL-2.0-or-later
/* Benchmarks and verdicts by the words that records have for them. */
#include "records/ids.h"

#include <stdio.h>
#include <string.h>

#include "probe/core/crc32.h"
#include "records/record.h"

#define BENCHMARK_ID(symbol, id, name, path, meaning) [WS_BENCHMARK_##symbol] = (id),
const char *const record_benchmark_ids[WS_BENCHMARK_COUNT] = {WS_BENCHMARK_LIST(BENCHMARK_ID)};

#define VERDICT_ID(symbol, id, meaning) [WS_VERDICT_##symbol] = (id),
const char *const record_verdict_ids[WS_VERDICT_COUNT] = {WS_VERDICT_LIST(VERDICT_ID)};

const char *record_benchmark_id(enum ws_benchmark benchmark)
{
	return record_benchmark_ids[benchmark];
}

const char *record_verdict_id(enum ws_verdict verdict)
{
	return record_verdict_ids[verdict];
}

void record_list(uint32_t benchmarks, char list[RECORD_LIST_MAX])
{
	const char *separator = "";
	size_t used = 0;

	list[0] = '\0';
	for (int at = 0; at < WS_BENCHMARK_COUNT; at++) {
		if (!(benchmarks & 1U << at))
			continue;
		used += (size_t)snprintf(list + used, RECORD_LIST_MAX - used, "%s%s", separator,
					 record_benchmark_ids[at]);
		separator = ",";
	}
}

uint32_t record_list_checksum(void)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < WS_BENCHMARK_COUNT; i++) {
		sum = ws_crc32(sum, record_benchmark_ids[i], strlen(record_benchmark_ids[i]));
		sum = ws_crc32(sum, "\n", 1);
	}
	return sum;
}
