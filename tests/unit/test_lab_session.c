// SPDX-License-Identifier: GPL-2.0-or-later
/* From scripted bytes of both witnesses to verdicts: every cell once, and none measured by mistake.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/scripted_session.h"

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

/* What is under the session's feet must not matter: the same bytes, cut everywhere. */
static size_t add_line(char *console, size_t size, const char *payload)
{
	char line[RECORD_LINE_MAX];

	return size + (size_t)sprintf(console + size, "(XEN) %s\r\n", record_line(line, payload));
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

/* What is said again is no progress, or a guest that gets nowhere has all the time in the world. */
static void test_progress_is_what_is_new(void **state)
{
	static const char *const steps[] = {
		"[ 0.0] Booting Linux on physical CPU 0x0\r\n",
		"[ 0.9] Run /init as init process\r\n",
	};
	static const char *const records[] = {
		"start id=null",
		"cell id=null verdict=failed windows=0 reason=nobody",
		"start id=intc-trap",
		"cell id=intc-trap verdict=failed windows=0 reason=nobody",
	};
	struct session *session = start("arm64/kvm-vhe", ALL);
	uint64_t before = session_progress(session);

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		say_text(session, steps[i]);
		assert_int_equal(session_progress(session), ++before);
		say_text(session, steps[i]);
		say_text(session, "[ 0.1] kvm [1]: VHE mode initialized successfully\r\n");
		say_text(session, "@ws 02a 00000000 cell id=null verdict=measured windows=3\r\n");
		assert_int_equal(session_progress(session), before);
	}
	say_opening(session);
	before += 4 + WS_BENCHMARK_COUNT; /* host, hello, machine, selftest */
	assert_int_equal(session_progress(session), before);
	for (size_t i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
		say(session, records[i]);
		assert_int_equal(session_progress(session), ++before);
		say(session, records[i]);
		assert_int_equal(session_progress(session), before);
	}
	trace(session, "worldswitch-tracer 3 mode=fast cpus=1\n");
	assert_true(session_progress(session) > before);
	assert_false(session_over(session));
	end(session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_console_before_stream),
		cmocka_unit_test(test_stream_before_console),
		cmocka_unit_test(test_odd_chunks),
		cmocka_unit_test(test_only_what_was_asked_for),
		cmocka_unit_test(test_bad_checksums_are_told),
		cmocka_unit_test(test_interruption),
		cmocka_unit_test(test_nothing_at_all),
		cmocka_unit_test(test_progress_is_what_is_new),
		cmocka_unit_test(test_endless_console),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
