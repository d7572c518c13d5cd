/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A session for a fuzzer, and what must hold of it whatever it is fed. */
#ifndef WORLDSWITCH_TESTS_SESSION_INPUT_H
#define WORLDSWITCH_TESTS_SESSION_INPUT_H

#include <stdlib.h>
#include <string.h>

#include <worldswitch/version.h>

#include "lab/session.h"
#include "records/record.h"
#include "tests/unit/record_line.h"

#define SESSION_ALL        ((1U << WS_BENCHMARK_COUNT) - 1)
#define SESSION_ITERATIONS 2

struct session_seen {
	unsigned int reports[WS_BENCHMARK_COUNT];
	unsigned int measured;
};

static inline void session_saw(void *context, const struct lab_plan *plan,
			       const struct lab_cell *cell)
{
	struct session_seen *seen = context;

	(void)plan;
	seen->reports[cell->benchmark]++;
	if (cell->verdict != WS_VERDICT_MEASURED) {
		if (cell->window_count)
			abort();
		return;
	}
	if (cell->window_count != SESSION_ITERATIONS || cell->reason[0])
		abort();
	seen->measured++;
}

static inline struct session *session_begin(const struct lab_observer *observer)
{
	const struct session_setup setup = {
		.target = lab_target_find("arm64/kvm-vhe"),
		.benchmarks = SESSION_ALL,
		.iterations = SESSION_ITERATIONS,
		.controller = 3,
		.observer = observer,
	};
	struct session *session = session_create(&setup);

	if (!session)
		abort();
	return session;
}

static inline void session_record(struct session *session, const char *payload)
{
	char line[RECORD_LINE_MAX];

	record_line(line, payload);
	session_console(session, line, strlen(line));
	session_console(session, "\n", 1);
}

/* What the VMM and the probe say first, so far as it depends on this version. */
static inline void session_hello(struct session *session)
{
	char payload[128];

	session_record(session, "host release=6.12 mode=vhe");
	snprintf(payload, sizeof(payload), "hello version=%s list=%08x arch=arm64 hypervisor=kvm",
		 WS_VERSION, record_list_checksum());
	session_record(session, payload);
}

static inline void session_benchmarks(struct session *session)
{
	char payload[128];

	for (int i = 0; i < WS_BENCHMARK_COUNT; i++) {
		snprintf(payload, sizeof(payload), "benchmark id=%s state=present",
			 record_benchmark_id((enum ws_benchmark)i));
		session_record(session, payload);
	}
}

static inline void session_finish(struct session *session, const struct session_seen *seen)
{
	session_end(session, WS_VERDICT_CRASHED, "the emulator ended");
	session_free(session);
	for (size_t i = 0; i < WS_BENCHMARK_COUNT; i++)
		if (seen->reports[i] != 1)
			abort();
}

#endif
