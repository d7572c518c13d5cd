// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any tracer beside a good probe: no crash, each cell told once, and none measured with another
 * number of windows than was asked for. The first byte says how the stream is cut.
 */
#include <stddef.h>
#include <stdint.h>

#include "tests/fuzz/session_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void say_everything(struct session *session)
{
	char payload[128];

	session_hello(session);
	session_record(session, "machine gic=3 cpus=1");
	session_benchmarks(session);
	session_record(session, "selftest windows=1 expected=57");
	for (int i = 0; i < WS_BENCHMARK_COUNT; i++) {
		snprintf(payload, sizeof(payload), "cell id=%s verdict=measured windows=2",
			 record_benchmark_id((enum ws_benchmark)i));
		session_record(session, payload);
	}
	snprintf(payload, sizeof(payload), "end cells=%d", (int)WS_BENCHMARK_COUNT);
	session_record(session, payload);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct session_seen seen = {.measured = 0};
	const struct lab_observer observer = {.cell_ended = session_saw, .context = &seen};
	struct session *session = session_begin(&observer);
	size_t chunk = size && data[0] ? data[0] : 1;

	say_everything(session);
	for (size_t at = 1; at < size; at += chunk)
		session_stream(session, (const char *)data + at,
			       size - at < chunk ? size - at : chunk);
	session_finish(session, &seen);
	return 0;
}
