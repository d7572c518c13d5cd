// SPDX-License-Identifier: GPL-2.0-or-later
/* Witnesses that contradict each other, or what was asked for: no cell of theirs is measured. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/scripted_session.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_windows_that_disagree),
		cmocka_unit_test(test_without_selftest),
		cmocka_unit_test(test_selftest_that_came_out_wrong),
		cmocka_unit_test(test_tracer_refuses),
		cmocka_unit_test(test_stale_probe),
		cmocka_unit_test(test_wrong_surroundings),
		cmocka_unit_test(test_kvm_in_another_mode),
		cmocka_unit_test(test_records_out_of_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
