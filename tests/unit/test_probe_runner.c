// SPDX-License-Identifier: GPL-2.0-or-later
/* The probe from first record to last, on the fake architecture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <worldswitch/markers.h>

#include "probe/core/runner.h"
#include "tests/unit/fake_probe.h"

static void whole_run(void **state)
{
#define PRESENT(symbol, id, name, path, meaning) "benchmark id=" id " state=present",
#define CELL(symbol, id, name, path, meaning)                                                      \
	"start id=" id, "cell id=" id " verdict=measured windows=5",
	const char *const expected[] = {
		"machine gic=3 cpus=2",
		WS_BENCHMARK_LIST(PRESENT) /* of KVM all */
		"selftest windows=8 expected=42",
		WS_BENCHMARK_LIST(CELL) "end cells=11",
	};
	const size_t count = sizeof(expected) / sizeof(expected[0]);

	(void)state;
	run(&hypervisor_kvm, "ws.iterations=5");
	assert_memory_equal(record(0), "hello version=", 14);
	assert_non_null(strstr(record(0), " arch=fake hypervisor=kvm"));
	for (unsigned int number = 0; number < count; number++)
		assert_string_equal(record(number + 1), expected[number]);
	assert_int_equal(fake.counts[FAKE_CONSOLE], count + 1);
	assert_int_equal(fake.counts[FAKE_DONE], 1);
	assert_int_equal(fake.events[fake.event_count - 1].kind, FAKE_DONE);
	assert_false(fake.interrupts_open);
	assert_false(fake.peer_on);
	assert_false(fake.receiver_open);
}

/* Between the markers of a cell: its windows, exactly as many as announced, and nothing else. */
static void nothing_else_in_a_cell(void **state)
{
	uint64_t announced = 0;
	uint64_t seen = 0;
	bool inside = false;

	(void)state;
	run(&hypervisor_xen, "ws.iterations=9");
	assert_int_equal(fake.counts[FAKE_VIRTUAL_IPI], 2 * (9 + RUNNER_WARM_UP_WINDOWS));
	for (size_t at = 0; at < fake.event_count; at++) {
		const struct fake_event *event = &fake.events[at];

		if (event->kind == FAKE_CELL_BEGIN) {
			assert_false(inside);
			announced = event->operands[1];
			seen = 0;
		} else if (event->kind == FAKE_CELL_END) {
			assert_true(inside);
			assert_int_equal(seen, announced);
			assert_int_equal(event->operands[1], announced);
		} else if (inside) {
			assert_in_range(event->kind, FAKE_NULL, FAKE_SELFTEST);
			seen++;
		}
		inside = event->kind == FAKE_CELL_BEGIN || (inside && event->kind != FAKE_CELL_END);
	}
	assert_int_equal(fake.counts[FAKE_CELL_BEGIN], 11);
	assert_int_equal(fake.counts[FAKE_CELL_END], 11);
	assert_int_equal(fake.counts[FAKE_HYPERCALL_XEN], 9 + RUNNER_WARM_UP_WINDOWS);
	assert_int_equal(fake.counts[FAKE_HYPERCALL_KVM], 0);
}

static void selftest_is_first(void **state)
{
	size_t at = 0;

	(void)state;
	run(&hypervisor_native, "ws.benchmarks=null ws.iterations=1");
	while (fake.events[at].kind != FAKE_CELL_BEGIN)
		at++;
	assert_int_equal(fake.events[at].operands[0], WS_CELL_SELFTEST);
	assert_int_equal(fake.events[at].operands[1], RUNNER_SELFTEST_WINDOWS);
	assert_int_equal(fake.events[at].operands[2], 42);
	assert_int_equal(fake.events[at + 1].kind, FAKE_SELFTEST);
	assert_int_equal(fake.events[at + 1].operands[0], true); /* its handler was in place */
	assert_false(fake.selftest_open);
	assert_int_equal(fake.counts[FAKE_NULL], 1 + RUNNER_WARM_UP_WINDOWS);
	assert_int_equal(fake.counts[FAKE_INTC_TRAP], 0);
}

static void absent_says_why(void **state)
{
	(void)state;
	run(&hypervisor_native, "ws.benchmarks=hypercall ws.iterations=1");
	assert_string_equal(record(3), "benchmark id=hypercall state=absent "
				       "reason=there is no hypervisor to call");
	assert_string_equal(record(CELLS_FIRST), "start id=null");
	assert_string_equal(record(CELLS_FIRST + 2), "end cells=1");
	assert_int_equal(fake.counts[FAKE_HYPERCALL_KVM], 0);

	fake_reset();
	run(&hypervisor_unknown, "ws.iterations=1");
	assert_string_equal(record(3), "benchmark id=hypercall state=absent "
				       "reason=no hypervisor that is known answers");
}

/* Each requested interrupt is announced before it can come, and under its own number. */
static void requests_are_announced(void **state)
{
	uint32_t expected = 0;

	(void)state;
	run(&hypervisor_kvm, "ws.benchmarks=io-in-idle ws.iterations=3");
	for (size_t at = 0; at < fake.event_count; at++) {
		if (fake.events[at].kind != FAKE_RECEIVED)
			continue;
		assert_int_equal(fake.events[at].operands[0], ARCH_REST_IDLE);
		assert_int_equal(fake.events[at].operands[1], ++expected);
	}
	assert_int_equal(expected, 3 + RUNNER_WARM_UP_WINDOWS);
}

/* Exits are marked for the one benchmark that is about them, and not after it. */
static void exits_are_marked(void **state)
{
	size_t last = 0;

	(void)state;
	run(&hypervisor_kvm, "ws.benchmarks=io-out-exit ws.iterations=3");
	assert_int_equal(fake.counts[FAKE_BACKEND_WRITE], 2);
	for (size_t at = 0; at < fake.event_count; at++)
		if (fake.events[at].kind == FAKE_BACKEND_WRITE)
			last = at;
	assert_int_equal(fake.events[last].operands[0], WS_BACKEND_MARKS_EXITS);
	assert_int_equal(fake.events[last].operands[1], 0);
}

/* The second VM says nothing, and answers each call once. */
static void role_of_the_other_vm(void **state)
{
	(void)state;
	run(&hypervisor_kvm, "ws.role=peer");
	assert_int_equal(fake.counts[FAKE_CONSOLE], 0);
	assert_int_equal(fake.counts[FAKE_BACKEND_WRITE], 0); /* nobody has called */
	assert_true(fake.receiver_open);
	fake_reset();
	run(&hypervisor_native, "ws.role=peer");
	assert_int_equal(fake.counts[FAKE_CONSOLE], 0);
	assert_false(fake.receiver_open);
}

static void bad_arguments(void **state)
{
	(void)state;
	run(&hypervisor_kvm, "ws.benchmarks=nonsense");
	assert_string_equal(record(2), "panic where=arguments esr=0x0 elr=0x0 far=0x0 "
				       "reason=unknown benchmark in ws.benchmarks=");
	assert_int_equal(fake.counts[FAKE_CONSOLE], 3);
	assert_int_equal(fake.counts[FAKE_CELL_BEGIN], 0);
	assert_int_equal(fake.counts[FAKE_DONE], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(whole_run, reset),
		cmocka_unit_test_setup(nothing_else_in_a_cell, reset),
		cmocka_unit_test_setup(selftest_is_first, reset),
		cmocka_unit_test_setup(absent_says_why, reset),
		cmocka_unit_test_setup(requests_are_announced, reset),
		cmocka_unit_test_setup(exits_are_marked, reset),
		cmocka_unit_test_setup(role_of_the_other_vm, reset),
		cmocka_unit_test_setup(bad_arguments, reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
