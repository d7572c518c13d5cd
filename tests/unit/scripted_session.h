/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A session and what its two witnesses say, byte by byte; what the observer is told is in `seen`.
 * To be included once, after cmocka.h.
 */
#ifndef WORLDSWITCH_TESTS_SCRIPTED_SESSION_H
#define WORLDSWITCH_TESTS_SCRIPTED_SESSION_H

#include <stddef.h>
#include <stdint.h>

#include <worldswitch/version.h>

#include "lab/session.h"
#include "records/record.h"
#include "tests/unit/record_line.h"

/* What every session here is asked for. */
#define ALL                                                                                        \
	(1U << WS_BENCHMARK_NULL | 1U << WS_BENCHMARK_HYPERCALL | 1U << WS_BENCHMARK_INTC_TRAP |   \
	 1U << WS_BENCHMARK_IRQ_COMPLETION)
#define ITERATIONS 3

struct seen {
	unsigned int reports[WS_BENCHMARK_COUNT];
	enum ws_verdict verdict[WS_BENCHMARK_COUNT];
	char reason[WS_BENCHMARK_COUNT][WS_REASON_MAX];
	size_t windows[WS_BENCHMARK_COUNT];
	uint64_t sum; /* of all windows */
	size_t traces, anchors;
	uint64_t traced; /* of all traces */
	char steps[512];
};

static struct seen seen;

static inline void on_progress(void *context, const char *label, const char *step)
{
	size_t used = strlen(seen.steps);

	(void)context;
	(void)label;
	snprintf(seen.steps + used, sizeof(seen.steps) - used, "%s|", step);
}

static inline void on_cell(void *context, const struct lab_plan *plan, const struct lab_cell *cell)
{
	(void)context;
	(void)plan;
	seen.reports[cell->benchmark]++;
	seen.verdict[cell->benchmark] = cell->verdict;
	snprintf(seen.reason[cell->benchmark], WS_REASON_MAX, "%s", cell->reason);
	seen.windows[cell->benchmark] = cell->window_count;
	seen.traces += cell->trace_count;
	for (size_t i = 0; i < cell->trace_count; i++) {
		seen.traced += cell->traces[i]->executed;
		seen.anchors += cell->traces[i]->anchor_count;
	}
	for (size_t i = 0; i < cell->window_count; i++)
		for (size_t world = 0; world < WS_WORLD_COUNT; world++)
			seen.sum += cell->windows[i].stages[0].instructions[world];
}

static const struct lab_observer observer = {.progress = on_progress, .cell_ended = on_cell};

static inline struct session_setup setup_of(const char *target, uint32_t benchmarks)
{
	return (struct session_setup){
		.target = lab_target_find(target),
		.benchmarks = benchmarks,
		.iterations = ITERATIONS,
		.controller = 3,
		.observer = &observer,
	};
}

static inline struct session *start_as(const struct session_setup *setup)
{
	struct session *session;

	memset(&seen, 0, sizeof(seen));
	session = session_create(setup);
	assert_non_null(session);
	return session;
}

static inline struct session *start(const char *target, uint32_t benchmarks)
{
	const struct session_setup setup = setup_of(target, benchmarks);

	return start_as(&setup);
}

static inline void say(struct session *session, const char *payload)
{
	char line[RECORD_LINE_MAX];

	record_line(line, payload);
	session_console(session, line, strlen(line));
	session_console(session, "\r\n", 2);
}

static inline void say_text(struct session *session, const char *text)
{
	session_console(session, text, strlen(text));
}

static inline void trace(struct session *session, const char *text)
{
	session_stream(session, text, strlen(text));
}

/* KVM's VMM says where it is before the probe starts; all sessions of KVM here are arm64/kvm-vhe.
 */
static inline void say_hello(struct session *session, const char *version, const char *hypervisor)
{
	char payload[128];

	if (strcmp(hypervisor, "kvm") == 0)
		say(session, "host release=6.12.1-cloud mode=vhe");
	snprintf(payload, sizeof(payload), "hello version=%s list=%08x arch=arm64 hypervisor=%s",
		 version, record_list_checksum(), hypervisor);
	say(session, payload);
}

static inline const char *benchmark_payload(enum ws_benchmark benchmark)
{
	static char payload[128];

	snprintf(payload, sizeof(payload), "benchmark id=%s state=%s",
		 record_benchmark_id(benchmark),
		 benchmark == WS_BENCHMARK_HYPERCALL ? "absent reason=nobody to call" : "present");
	return payload;
}

/* Everything up to the first cell; hypercall is absent. */
static inline void say_opening(struct session *session)
{
	say_text(session, "[ 0.0] Booting Linux on physical CPU 0x0\r\n");
	say_text(session, "[ 0.1] kvm [1]: VHE mode initialized successfully\r\n");
	say_hello(session, WS_VERSION, "kvm");
	say(session, "machine gic=3 cpus=1");
	for (int i = 0; i < WS_BENCHMARK_COUNT; i++)
		say(session, benchmark_payload((enum ws_benchmark)i));
	say(session, "selftest windows=1 expected=57");
}

static const char opening[] = "worldswitch-tracer 3 mode=fast cpus=1\ncell 65535 1\nw clean 0 57 3 "
			      "0 0 0\ncell-end 65535 1\n";

static inline void trace_cell(struct session *session, int number, int windows)
{
	char line[64];

	snprintf(line, sizeof(line), "cell %d %d\n", number, windows);
	trace(session, line);
	for (int i = 0; i < windows; i++)
		trace(session, "w clean 0 1 10 0 0 0\n");
	snprintf(line, sizeof(line), "cell-end %d %d\n", number, windows);
	trace(session, line);
}

static inline void end(struct session *session)
{
	session_end(session, WS_VERDICT_CRASHED, "the emulator ended");
	session_free(session);
	for (int i = 0; i < WS_BENCHMARK_COUNT; i++)
		assert_int_equal(seen.reports[i], ALL >> i & 1);
}

static inline void assert_cell(enum ws_benchmark benchmark, enum ws_verdict verdict,
			       const char *reason)
{
	if (seen.verdict[benchmark] != verdict || !strstr(seen.reason[benchmark], reason))
		fail_msg("cell %d: verdict %d, reason '%s'", (int)benchmark,
			 (int)seen.verdict[benchmark], seen.reason[benchmark]);
}

static inline void assert_all(enum ws_verdict verdict, const char *reason)
{
	for (int i = 0; i < WS_BENCHMARK_COUNT; i++)
		if (ALL >> i & 1)
			assert_cell((enum ws_benchmark)i, verdict, reason);
}

static inline void say_cells(struct session *session)
{
	say(session, "start id=null");
	say(session, "cell id=null verdict=measured windows=3");
	say(session, "start id=intc-trap");
	say(session, "cell id=intc-trap verdict=measured windows=3");
	say(session, "start id=irq-completion");
	say(session, "cell id=irq-completion verdict=skipped windows=0 reason=no controller");
	say(session, "end cells=3");
}

#endif
