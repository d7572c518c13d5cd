// SPDX-License-Identifier: GPL-2.0-or-later
/* From scripted bytes of both witnesses to verdicts: every cell once, and none measured by mistake.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

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

static void on_progress(void *context, const char *label, const char *step)
{
	size_t used = strlen(seen.steps);

	(void)context;
	(void)label;
	snprintf(seen.steps + used, sizeof(seen.steps) - used, "%s|", step);
}

static void on_cell(void *context, const struct lab_plan *plan, const struct lab_cell *cell)
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

static struct session_setup setup_of(const char *target, uint32_t benchmarks)
{
	return (struct session_setup){
		.target = lab_target_find(target),
		.benchmarks = benchmarks,
		.iterations = ITERATIONS,
		.controller = 3,
		.observer = &observer,
	};
}

static struct session *start_as(const struct session_setup *setup)
{
	struct session *session;

	memset(&seen, 0, sizeof(seen));
	session = session_create(setup);
	assert_non_null(session);
	return session;
}

static struct session *start(const char *target, uint32_t benchmarks)
{
	const struct session_setup setup = setup_of(target, benchmarks);

	return start_as(&setup);
}

static void say(struct session *session, const char *payload)
{
	char line[RECORD_LINE_MAX];

	record_line(line, payload);
	session_console(session, line, strlen(line));
	session_console(session, "\r\n", 2);
}

static void say_text(struct session *session, const char *text)
{
	session_console(session, text, strlen(text));
}

static void trace(struct session *session, const char *text)
{
	session_stream(session, text, strlen(text));
}

/* KVM's VMM says where it is before the probe starts; all sessions of KVM here are arm64/kvm-vhe.
 */
static void say_hello(struct session *session, const char *version, const char *hypervisor)
{
	char payload[128];

	if (strcmp(hypervisor, "kvm") == 0)
		say(session, "host release=6.12.1-cloud mode=vhe");
	snprintf(payload, sizeof(payload), "hello version=%s list=%08x arch=arm64 hypervisor=%s",
		 version, record_list_checksum(), hypervisor);
	say(session, payload);
}

static const char *benchmark_payload(enum ws_benchmark benchmark)
{
	static char payload[128];

	snprintf(payload, sizeof(payload), "benchmark id=%s state=%s",
		 record_benchmark_id(benchmark),
		 benchmark == WS_BENCHMARK_HYPERCALL ? "absent reason=nobody to call" : "present");
	return payload;
}

/* Everything up to the first cell; hypercall is absent. */
static void say_opening(struct session *session)
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

static void trace_cell(struct session *session, int number, int windows)
{
	char line[64];

	snprintf(line, sizeof(line), "cell %d %d\n", number, windows);
	trace(session, line);
	for (int i = 0; i < windows; i++)
		trace(session, "w clean 0 1 10 0 0 0\n");
	snprintf(line, sizeof(line), "cell-end %d %d\n", number, windows);
	trace(session, line);
}

static void end(struct session *session)
{
	session_end(session, WS_VERDICT_CRASHED, "the emulator ended");
	session_free(session);
	for (int i = 0; i < WS_BENCHMARK_COUNT; i++)
		assert_int_equal(seen.reports[i], ALL >> i & 1);
}

static void assert_cell(enum ws_benchmark benchmark, enum ws_verdict verdict, const char *reason)
{
	if (seen.verdict[benchmark] != verdict || !strstr(seen.reason[benchmark], reason))
		fail_msg("cell %d: verdict %d, reason '%s'", (int)benchmark,
			 (int)seen.verdict[benchmark], seen.reason[benchmark]);
}

static void assert_all(enum ws_verdict verdict, const char *reason)
{
	for (int i = 0; i < WS_BENCHMARK_COUNT; i++)
		if (ALL >> i & 1)
			assert_cell((enum ws_benchmark)i, verdict, reason);
}

static void say_cells(struct session *session)
{
	say(session, "start id=null");
	say(session, "cell id=null verdict=measured windows=3");
	say(session, "start id=intc-trap");
	say(session, "cell id=intc-trap verdict=measured windows=3");
	say(session, "start id=irq-completion");
	say(session, "cell id=irq-completion verdict=skipped windows=0 reason=no controller");
	say(session, "end cells=3");
}

static void assert_good_run(void)
{
	assert_cell(WS_BENCHMARK_NULL, WS_VERDICT_MEASURED, "");
	assert_cell(WS_BENCHMARK_HYPERCALL, WS_VERDICT_ABSENT, "nobody to call");
	assert_cell(WS_BENCHMARK_INTC_TRAP, WS_VERDICT_MEASURED, "");
	assert_cell(WS_BENCHMARK_IRQ_COMPLETION, WS_VERDICT_SKIPPED, "no controller");
	assert_int_equal(seen.windows[WS_BENCHMARK_NULL], 3);
	assert_int_equal(seen.sum, 6 * 11);
}

static void test_console_before_stream(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	say_opening(session);
	assert_int_equal(seen.reports[WS_BENCHMARK_HYPERCALL], 1);
	say_cells(session);
	assert_false(session_over(session));
	assert_true(session_closing(session));
	assert_int_equal(seen.reports[WS_BENCHMARK_NULL], 0);
	trace(session, opening);
	trace_cell(session, 0, 3);
	assert_int_equal(seen.reports[WS_BENCHMARK_NULL], 1);
	trace_cell(session, 2, 3);
	assert_true(session_over(session));
	end(session);
	assert_good_run();
	assert_string_equal(seen.steps, "starting the emulator|booting|starting the probe|"
					"measuring null|measuring intc-trap|"
					"measuring irq-completion|ending|");
}

static void test_stream_before_console(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	trace(session, opening);
	trace_cell(session, 0, 3);
	trace_cell(session, 2, 3);
	trace(session, "done\n");
	say_opening(session);
	say_cells(session);
	assert_true(session_over(session));
	end(session);
	assert_good_run();
}

static size_t add_line(char *console, size_t size, const char *payload)
{
	char line[RECORD_LINE_MAX];

	return size + (size_t)sprintf(console + size, "(XEN) %s\r\n", record_line(line, payload));
}

/* What is under the session's feet must not matter: the same bytes, cut everywhere. */
/* With the window that was wanted its cell ends, and with the last cell the session. */
static void test_a_traced_cell_ends_with_its_window(void **state)
{
	struct session_setup setup = setup_of("arm64/kvm-vhe", 1U << WS_BENCHMARK_NULL);
	struct session *session;

	(void)state;
	for (int traced = 0; traced < 2; traced++) {
		setup.traced = traced;
		setup.traced_benchmark = WS_BENCHMARK_NULL;
		session = start_as(&setup);
		say_opening(session);
		trace(session, opening);
		trace(session, "cell 0 3\nw clean 0 1 0 0 0 0\ntrace 0 0\n");
		trace(session, "i 0 0x1000 0x5000 1f2003d5\nx 0 0 1\n");
		assert_int_equal(seen.reports[WS_BENCHMARK_NULL], 0);
		trace(session, "trace-end 1\n");
		assert_int_equal(seen.reports[WS_BENCHMARK_NULL], traced);
		assert_int_equal(session_over(session), traced);
		session_end(session, WS_VERDICT_CRASHED, "the emulator ended");
		assert_int_equal(seen.verdict[WS_BENCHMARK_NULL],
				 traced ? WS_VERDICT_MEASURED : WS_VERDICT_CRASHED);
		session_free(session);
	}
}

static void trace_one(struct session *session, int number, int total)
{
	char lines[192];

	snprintf(lines, sizeof(lines), "w clean 0 %d 0 0 0 0\ntrace 0 %d\n", total, number);
	trace(session, lines);
	snprintf(lines, sizeof(lines),
		 "i 0 0x1000 0x5000 1f2003d5\ni 0 0x1004 0x5004 1f2003d5\nx 0 0 %d\n"
		 "trace-end %d\n",
		 total, total);
	trace(session, lines);
}

/* Of each total one window: the cell ends when so many have come, or as any other does. */
static void test_windows_of_each_total_are_given(void **state)
{
	struct session_setup setup = setup_of("arm64/kvm-vhe", 1U << WS_BENCHMARK_NULL);
	struct session *session;

	(void)state;
	setup.traced = true;
	setup.traced_benchmark = WS_BENCHMARK_NULL;
	setup.traced_windows = 2;
	session = start_as(&setup);
	say_opening(session);
	trace(session, opening);
	trace(session, "anchor 0x10000 0x20000\ncell 0 3\n");
	trace_one(session, 0, 1);
	trace_one(session, 1, 2);
	assert_int_equal(seen.reports[WS_BENCHMARK_NULL], 0);
	trace(session, "w clean 0 1 0 0 0 0\n");
	assert_int_equal(seen.reports[WS_BENCHMARK_NULL], 1);
	assert_int_equal(seen.verdict[WS_BENCHMARK_NULL], WS_VERDICT_MEASURED);
	assert_int_equal(seen.traces, 2);
	assert_int_equal(seen.traced, 3);
	assert_int_equal(seen.anchors, 2);
	assert_true(session_over(session));
	session_free(session);
}

static void test_odd_chunks(void **state)
{
	static char console[8192];
	static const char *const payloads[] = {
		"selftest windows=1 expected=57",
		"cell id=null verdict=measured windows=3",
		"cell id=intc-trap verdict=measured windows=3",
		"cell id=irq-completion verdict=skipped windows=0 reason=no controller",
		"end cells=3",
	};
	static const char stream[] = "worldswitch-tracer 3 mode=fast cpus=1\n"
				     "cell 65535 1\nw clean 0 57 3 0 0 0\ncell-end 65535 1\n"
				     "cell 0 3\nw clean 0 1 10 0 0 0\nw clean 0 1 10 0 0 0\n"
				     "w clean 0 1 10 0 0 0\ncell-end 0 3\n"
				     "cell 2 3\nw clean 0 1 10 0 0 0\nw clean 0 1 10 0 0 0\n"
				     "w clean 0 1 10 0 0 0\ncell-end 2 3\ndone\n";
	char payload[128];
	size_t size = 0;

	(void)state;
	snprintf(payload, sizeof(payload), "hello version=%s list=%08x arch=arm64 hypervisor=kvm",
		 WS_VERSION, record_list_checksum());
	size = add_line(console, size, "host release=6.12.1-cloud mode=vhe");
	size = add_line(console, size, payload);
	size = add_line(console, size, "machine gic=3 cpus=1");
	for (int i = 0; i < WS_BENCHMARK_COUNT; i++)
		size = add_line(console, size, benchmark_payload((enum ws_benchmark)i));
	for (size_t i = 0; i < sizeof(payloads) / sizeof(payloads[0]); i++)
		size = add_line(console, size, payloads[i]);
	for (size_t chunk = 1; chunk < 200; chunk += 7) {
		struct session *session = start("arm64/kvm-vhe", ALL);

		for (size_t at = 0; at < size || at < sizeof(stream) - 1; at += chunk) {
			if (at < size)
				session_console(session, console + at,
						size - at < chunk ? size - at : chunk);
			if (at < sizeof(stream) - 1)
				session_stream(session, stream + at,
					       sizeof(stream) - 1 - at < chunk
						       ? sizeof(stream) - 1 - at
						       : chunk);
		}
		assert_true(session_over(session));
		end(session);
		assert_good_run();
	}
}

static void test_only_what_was_asked_for(void **state)
{
	struct session *session =
		start("arm64/kvm-vhe", 1U << WS_BENCHMARK_NULL | 1U << WS_BENCHMARK_INTC_TRAP);

	(void)state;
	trace(session, opening);
	say_opening(session);
	trace_cell(session, 0, 3);
	trace_cell(session, 2, 3);
	say_cells(session);
	assert_true(session_over(session));
	session_end(session, WS_VERDICT_CRASHED, "x");
	session_free(session);
	assert_int_equal(seen.reports[WS_BENCHMARK_NULL], 1);
	assert_int_equal(seen.reports[WS_BENCHMARK_INTC_TRAP], 1);
	assert_int_equal(seen.reports[WS_BENCHMARK_HYPERCALL], 0);
	assert_int_equal(seen.reports[WS_BENCHMARK_IRQ_COMPLETION], 0);
}

static void test_windows_that_disagree(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	trace(session, opening);
	say_opening(session);
	trace_cell(session, 0, 3);
	say(session, "cell id=null verdict=measured windows=2");
	trace_cell(session, 2, 2);
	say(session, "cell id=intc-trap verdict=measured windows=2");
	trace(session, "cell 5 3\ncell-bad 5 opened twice\n");
	say(session, "cell id=irq-completion verdict=measured windows=3");
	end(session);
	assert_cell(WS_BENCHMARK_NULL, WS_VERDICT_INVALID, "the probe made 2, the tracer saw 3");
	assert_cell(WS_BENCHMARK_INTC_TRAP, WS_VERDICT_INVALID, "3 windows were asked for");
	assert_cell(WS_BENCHMARK_IRQ_COMPLETION, WS_VERDICT_INVALID, "opened twice");
}

static void test_without_selftest(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	trace(session, "worldswitch-tracer 3 mode=fast cpus=1\n");
	say_opening(session);
	trace_cell(session, 0, 3);
	say(session, "cell id=null verdict=measured windows=3");
	end(session);
	assert_cell(WS_BENCHMARK_NULL, WS_VERDICT_INVALID, "self-test");
}

static void test_selftest_that_came_out_wrong(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	trace(session, "worldswitch-tracer 3 mode=fast cpus=1\ncell 65535 1\nw clean 0 56 3 0 0 0\n"
		       "cell-end 65535 1\n");
	say_opening(session);
	trace_cell(session, 0, 3);
	say(session, "cell id=null verdict=measured windows=3");
	end(session);
	assert_cell(WS_BENCHMARK_NULL, WS_VERDICT_INVALID, "self-test");
}

static void test_tracer_refuses(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	say_opening(session);
	say_cells(session);
	trace(session, "worldswitch-tracer 3 mode=fast cpus=1\nrefused the index is wrong\n");
	assert_true(session_over(session));
	end(session);
	assert_cell(WS_BENCHMARK_NULL, WS_VERDICT_INVALID, "the index is wrong");
	assert_cell(WS_BENCHMARK_HYPERCALL, WS_VERDICT_ABSENT, "nobody");
}

static void test_stale_probe(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	trace(session, opening);
	say_hello(session, "0.0.9", "kvm");
	assert_true(session_over(session));
	trace_cell(session, 0, 3);
	say(session, "cell id=null verdict=measured windows=3");
	end(session);
	assert_all(WS_VERDICT_INVALID, "stale");

	session = start("arm64/kvm-vhe", ALL);
	say(session, "hello version=" WS_VERSION " list=00000000 arch=arm64 hypervisor=kvm");
	end(session);
	assert_all(WS_VERDICT_INVALID, "stale");
}

static void test_wrong_surroundings(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);
	char hello[128];

	(void)state;
	say_hello(session, WS_VERSION, "native");
	end(session);
	assert_all(WS_VERDICT_INVALID, "native");

	session = start("arm64/kvm-vhe", ALL);
	say_hello(session, WS_VERSION, "kvm");
	say(session, "machine gic=2 cpus=1");
	end(session);
	assert_all(WS_VERDICT_INVALID, "gic 2, where gic 3");

	session = start("arm64/kvm-vhe", ALL);
	snprintf(hello, sizeof(hello), "hello version=%s list=%08x arch=arm64 hypervisor=kvm",
		 WS_VERSION, record_list_checksum());
	say(session, hello);
	end(session);
	assert_all(WS_VERDICT_INVALID, "the VMM did not say in which mode");
}

/* What the kernel cannot do is no fault of a number's; what it does not say may be. */
static void test_kvm_in_another_mode(void **state)
{
	static const struct {
		const char *target, *mode;
		enum ws_verdict verdict;
		const char *reason;
	} cases[] = {
		{"arm64/kvm-vhe", "nvhe", WS_VERDICT_SKIPPED, "Linux 6.1 runs KVM in another mode"},
		{"arm64/kvm-nvhe", "vhe", WS_VERDICT_SKIPPED, "than arm64/kvm-nvhe"},
		{"arm64/kvm-nvhe", "hvhe", WS_VERDICT_SKIPPED, "(it says: hvhe)"},
		{"arm64/kvm-hvhe", "nvhe", WS_VERDICT_SKIPPED, "hVHE came with Linux 6.5"},
		{"arm64/kvm-protected", "nvhe", WS_VERDICT_SKIPPED, "arm64/kvm-protected"},
		{"arm64/kvm-vhe", "unknown", WS_VERDICT_INVALID, "unknown"},
		{"arm64/kvm-hvhe", "hvhe", WS_VERDICT_CRASHED, "the emulator"},
		{"arm64/kvm-protected", "protected", WS_VERDICT_CRASHED, "the emulator"},
	};
	struct session *session;
	char payload[128];

	(void)state;
	for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
		session = start(cases[at].target, ALL);
		snprintf(payload, sizeof(payload), "host release=6.1 mode=%s", cases[at].mode);
		say(session, payload);
		assert_int_equal(session_over(session), cases[at].verdict != WS_VERDICT_CRASHED);
		end(session);
		assert_all(cases[at].verdict, cases[at].reason);
	}
	session = start("arm64/kvm-hvhe", ALL);
	say_text(session, "[ 0.1] kvm [1]: Hyp mode initialized successfully\n");
	say(session, "host release=6.1 mode=nvhe");
	end(session);
	assert_all(WS_VERDICT_SKIPPED, "(it says: Hyp mode initialized successfully); hVHE came");
}

static void test_records_out_of_order(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	say(session, "cell id=null verdict=measured windows=3");
	end(session);
	assert_all(WS_VERDICT_INVALID, "hello");

	session = start("arm64/kvm-vhe", ALL);
	say_hello(session, WS_VERSION, "kvm");
	say(session, "benchmark id=hypercall state=present");
	end(session);
	assert_all(WS_VERDICT_INVALID, "out of order");

	session = start("arm64/kvm-vhe", ALL);
	say_hello(session, WS_VERSION, "kvm");
	say(session, "cell id=null verdict=measured windows=3");
	end(session);
	assert_all(WS_VERDICT_INVALID, "before its table");

	session = start("arm64/kvm-vhe", ALL);
	say_hello(session, WS_VERSION, "kvm");
	say_hello(session, WS_VERSION, "kvm");
	end(session);
	assert_all(WS_VERDICT_CRASHED, "second time");
}

/* What the stream's pipe still holds of the time before a panic is as good as ever. */
static void test_panic_keeps_what_was_measured(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	say_opening(session);
	say(session, "start id=null");
	say(session, "cell id=null verdict=measured windows=3");
	say(session, "start id=intc-trap");
	say(session, "panic where=sync esr=0x96000045 elr=0x40001234 far=0x10 reason=no handler");
	assert_true(session_over(session));
	trace(session, opening);
	trace_cell(session, 0, 3);
	end(session);
	assert_cell(WS_BENCHMARK_NULL, WS_VERDICT_MEASURED, "");
	assert_cell(WS_BENCHMARK_INTC_TRAP, WS_VERDICT_CRASHED,
		    "sync while measuring intc-trap: esr=0x96000045 elr=0x40001234 far=0x10: no "
		    "handler");
	assert_cell(WS_BENCHMARK_IRQ_COMPLETION, WS_VERDICT_CRASHED, "esr=0x96000045");
}

static void test_vmm(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	say_text(session, "[ 0.1] kvm [1]: HYP mode not available\n");
	say(session, "vmm step=open errno=19 reason=/dev/kvm has no driver");
	assert_true(session_over(session));
	end(session);
	assert_all(WS_VERDICT_FAILED, "no /dev/kvm: HYP mode not available");

	session = start("arm64/kvm-vhe", ALL);
	say(session, "vmm step=open errno=2 reason=/dev/kvm does not exist");
	end(session);
	assert_all(WS_VERDICT_FAILED, "no /dev/kvm: ");

	session = start("arm64/kvm-vhe", ALL);
	say(session, "vmm step=gic errno=95 reason=no GICv2 here");
	end(session);
	assert_all(WS_VERDICT_FAILED, "failed at gic: no GICv2 here");

	session = start("arm64/kvm-vhe", ALL);
	say(session, "vmm step=create-irqchip errno=19 reason=this kernel refuses a GICv2");
	end(session);
	assert_all(WS_VERDICT_SKIPPED, "refuses a GICv2");

	session = start("arm64/kvm-vhe", ALL);
	say(session, "vmm step=run errno=110 reason=no end before the deadline");
	end(session);
	assert_all(WS_VERDICT_TIMED_OUT, "failed at run: no end before the deadline");
}

static void test_kernel_panic(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	say_text(session, "[ 0.0] Booting Linux on physical CPU 0x0\n");
	say_text(session, "[ 0.1] Kernel panic - not syncing: VFS: no root\n");
	assert_true(session_over(session));
	end(session);
	assert_all(WS_VERDICT_CRASHED, "the kernel panicked while booting: VFS: no root");
}

static void test_bad_checksums_are_told(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	say_opening(session);
	say_text(session, "@ws 02a 00000000 cell id=null verdict=measured windows=3\n");
	trace(session, opening);
	trace_cell(session, 0, 3);
	end(session);
	assert_cell(WS_BENCHMARK_NULL, WS_VERDICT_CRASHED,
		    "the emulator ended; 1 console record had a bad checksum");
}

static void test_probe_failure_ends_a_cell_at_once(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	say_opening(session);
	say(session, "cell id=null verdict=failed windows=1 reason=x0 was changed");
	assert_int_equal(seen.reports[WS_BENCHMARK_NULL], 1);
	end(session);
	assert_cell(WS_BENCHMARK_NULL, WS_VERDICT_FAILED, "x0 was changed");
}

/* The tracer's last words when it is told to go are a consequence, not the cause. */
static void test_interruption(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	trace(session, opening);
	say_opening(session);
	trace(session, "cell 0 3\nw clean 0 1 10 0 0 0\ncell-bad 0 the emulator ended in it\n");
	session_end(session, WS_VERDICT_INVALID, "interrupted");
	session_free(session);
	assert_cell(WS_BENCHMARK_NULL, WS_VERDICT_INVALID, "interrupted");
}

static void test_nothing_at_all(void **state)
{
	struct session *session = start("arm64/xen", ALL);

	(void)state;
	assert_string_equal(session_step(session), "starting the emulator");
	session_end(session, WS_VERDICT_TIMED_OUT, "no answer within %d s", 20);
	session_free(session);
	assert_all(WS_VERDICT_TIMED_OUT, "no answer within 20 s");
}

static void test_endless_console(void **state)
{
	static char rubbish[1 << 16];
	struct session *session = start("arm64/xen", ALL);

	(void)state;
	for (size_t i = 0; i <= SESSION_CONSOLE_MAX / sizeof(rubbish); i++)
		session_console(session, rubbish, sizeof(rubbish));
	assert_true(session_over(session));
	end(session);
	assert_all(WS_VERDICT_INVALID, "4 MiB");
}

/* Its program's failure is the cause of what the probe sees, and of nothing else. */
static void test_dom0_that_failed(void **state)
{
	struct session *session = start("arm64/xen", 1U << WS_BENCHMARK_IO_OUT);

	(void)state;
	say_hello(session, WS_VERSION, "xen");
	say(session, "machine gic=3 cpus=2");
	say(session, "vmm step=hypercalls errno=2 reason=cannot open /dev/xen/privcmd");
	for (int i = 0; i < WS_BENCHMARK_COUNT; i++)
		say(session, benchmark_payload((enum ws_benchmark)i));
	assert_false(session_over(session));
	say(session, "cell id=io-out verdict=failed windows=0 reason=Dom0 never answered");
	assert_true(session_over(session));
	session_end(session, WS_VERDICT_INVALID, "the end");
	assert_int_equal(seen.verdict[WS_BENCHMARK_IO_OUT], WS_VERDICT_FAILED);
	assert_string_equal(seen.reason[WS_BENCHMARK_IO_OUT],
			    "Dom0 never answered; of Dom0: it failed at hypercalls: "
			    "cannot open /dev/xen/privcmd");
	session_free(session);
}

/* Where Dom0 makes the domains there is nothing to wait for. */
static void test_dom0_that_made_no_domains(void **state)
{
	struct session *session = start("x86_64/xen", 1U << WS_BENCHMARK_HYPERCALL);

	(void)state;
	say(session, "vmm step=domains errno=5 reason=xl: libxl_create.c:2037: timed out");
	assert_true(session_over(session));
	session_end(session, WS_VERDICT_INVALID, "the end");
	assert_int_equal(seen.verdict[WS_BENCHMARK_HYPERCALL], WS_VERDICT_FAILED);
	assert_string_equal(seen.reason[WS_BENCHMARK_HYPERCALL],
			    "no domain runs; of Dom0: it failed at domains: "
			    "xl: libxl_create.c:2037: timed out");
	session_free(session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dom0_that_failed),
		cmocka_unit_test(test_dom0_that_made_no_domains),
		cmocka_unit_test(test_console_before_stream),
		cmocka_unit_test(test_stream_before_console),
		cmocka_unit_test(test_a_traced_cell_ends_with_its_window),
		cmocka_unit_test(test_windows_of_each_total_are_given),
		cmocka_unit_test(test_odd_chunks),
		cmocka_unit_test(test_only_what_was_asked_for),
		cmocka_unit_test(test_windows_that_disagree),
		cmocka_unit_test(test_without_selftest),
		cmocka_unit_test(test_selftest_that_came_out_wrong),
		cmocka_unit_test(test_tracer_refuses),
		cmocka_unit_test(test_stale_probe),
		cmocka_unit_test(test_wrong_surroundings),
		cmocka_unit_test(test_kvm_in_another_mode),
		cmocka_unit_test(test_records_out_of_order),
		cmocka_unit_test(test_panic_keeps_what_was_measured),
		cmocka_unit_test(test_vmm),
		cmocka_unit_test(test_kernel_panic),
		cmocka_unit_test(test_bad_checksums_are_told),
		cmocka_unit_test(test_probe_failure_ends_a_cell_at_once),
		cmocka_unit_test(test_interruption),
		cmocka_unit_test(test_nothing_at_all),
		cmocka_unit_test(test_endless_console),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
