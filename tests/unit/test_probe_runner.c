// SPDX-License-Identifier: GPL-2.0-or-later
/* The probe from first record to last, on the fake architecture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <worldswitch/markers.h>
#include <worldswitch/records.h>

#include "probe/arch/fake/fake.h"
#include "probe/core/main.h"
#include "probe/core/runner.h"
#include "probe/hypervisor/hypervisor.h"

#define TABLE_FIRST 2 /* records: hello, machine, one for each benchmark, selftest, then cells */
#define CELLS_FIRST (TABLE_FIRST + WS_BENCHMARK_COUNT + 1)

static struct platform platform_of(const struct hypervisor *hypervisor, const char *arguments)
{
	return (struct platform){
		.architecture = "fake",
		.hypervisor = hypervisor,
		.interrupt_controller = {.kind = "gic", .version = 3, .usable = true},
		.cpus = 2,
		.arguments = arguments,
	};
}

static int reset(void **state)
{
	(void)state;
	fake_reset();
	return 0;
}

static void run(const struct hypervisor *hypervisor, const char *arguments)
{
	struct platform platform = platform_of(hypervisor, arguments);

	probe_main(&platform);
}

/* The payload of the number-th record. */
static const char *record(unsigned int number)
{
	static char payload[WS_RECORD_MAX];
	const char *line = fake.console;
	size_t size;

	while (number--) {
		line = strchr(line, '\n');
		assert_non_null(line);
		line++;
	}
	size = strcspn(line, "\n");
	assert_in_range(size, WS_RECORD_HEADER, WS_RECORD_MAX);
	snprintf(payload, sizeof(payload), "%.*s", (int)(size - WS_RECORD_HEADER),
		 line + WS_RECORD_HEADER);
	return payload;
}

/* The record of the number-th cell's end, where nothing but cells was said since the self-test. */
static const char *cell(unsigned int number)
{
	return record(CELLS_FIRST + 2 * number + 1);
}

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
				       "reason=this hypervisor's calls are not known");
}

static void failing_hypercall(void **state)
{
	(void)state;
	fake.good_hypercalls = RUNNER_WARM_UP_WINDOWS + 3;
	run(&hypervisor_kvm, "ws.benchmarks=hypercall,intc-trap ws.iterations=10");
	assert_string_equal(cell(1), "cell id=hypercall verdict=failed windows=4 "
				     "reason=wrong answer to an unknown call");
	assert_string_equal(cell(2), "cell id=intc-trap verdict=measured windows=10");
	assert_string_equal(record(CELLS_FIRST + 6), "end cells=3");

	fake_reset();
	fake.good_hypercalls = RUNNER_WARM_UP_WINDOWS;
	run(&hypervisor_xen, "ws.benchmarks=hypercall ws.iterations=10");
	assert_string_equal(cell(1), "cell id=hypercall verdict=failed windows=1 "
				     "reason=the answer is not Xen's version");
}

/* What fails while it warms up never opens its cell. */
static void failing_warm_up(void **state)
{
	(void)state;
	fake.good_hypercalls = 1;
	run(&hypervisor_kvm, "ws.benchmarks=hypercall ws.iterations=10");
	assert_memory_equal(cell(1), "cell id=hypercall verdict=failed windows=0 reason=", 50);
	assert_int_equal(fake.counts[FAKE_CELL_BEGIN], 2);
}

static void failing_interrupts(void **state)
{
	const char *const arguments = "ws.benchmarks=irq-completion ws.iterations=10";

	(void)state;
	fake.interrupt_controller_dead = true;
	run(&hypervisor_kvm, arguments);
	assert_string_equal(cell(1), "cell id=irq-completion verdict=failed windows=0 "
				     "reason=no answer of interrupt controller");
	fake_reset();
	fake.good_interrupts = RUNNER_WARM_UP_WINDOWS + 2;
	run(&hypervisor_kvm, arguments);
	assert_string_equal(cell(1), "cell id=irq-completion verdict=failed windows=2 "
				     "reason=the interrupt sent did not arrive");
	fake_reset();
	fake.good_completions = RUNNER_WARM_UP_WINDOWS + 2;
	run(&hypervisor_kvm, arguments);
	assert_string_equal(cell(1), "cell id=irq-completion verdict=failed windows=3 "
				     "reason=the interrupt did not end");
	assert_false(fake.interrupts_open);
}

static void no_interrupt_controller(void **state)
{
	struct platform platform = platform_of(&hypervisor_kvm, "ws.iterations=2");

	(void)state;
	platform.interrupt_controller.version = 0;
	platform.interrupt_controller.usable = false;
	probe_main(&platform);
	assert_string_equal(record(CELLS_FIRST - 1), "start id=null"); /* no self-test */
	assert_string_equal(record(CELLS_FIRST - 1 + 5),
			    "cell id=intc-trap verdict=skipped windows=0 "
			    "reason=no usable interrupt controller");
	assert_int_equal(fake.counts[FAKE_INTC_TRAP], 0);
	assert_int_equal(fake.counts[FAKE_SELFTEST], 0);
}

static void lost_interrupts(void **state)
{
	const char *const arguments = "ws.benchmarks=virtual-ipi-idle ws.iterations=10";

	(void)state;
	run(&hypervisor_native, arguments);
	assert_int_equal(fake.peer_rest, ARCH_REST_IDLE);
	fake_reset();
	fake.good_ipis = RUNNER_WARM_UP_WINDOWS + 2;
	run(&hypervisor_native, arguments);
	assert_string_equal(cell(1), "cell id=virtual-ipi-idle verdict=failed windows=3 "
				     "reason=an interrupt was lost");
	assert_false(fake.peer_on);
	fake_reset();
	fake.peer_dead = true;
	run(&hypervisor_native, arguments);
	assert_string_equal(cell(1), "cell id=virtual-ipi-idle verdict=failed windows=0 "
				     "reason=the second CPU never came up");
}

static void one_cpu(void **state)
{
	struct platform platform =
		platform_of(&hypervisor_kvm, "ws.benchmarks=virtual-ipi ws.iterations=1");

	(void)state;
	platform.cpus = 1;
	probe_main(&platform);
	assert_string_equal(cell(1), "cell id=virtual-ipi verdict=skipped windows=0 "
				     "reason=there is no second CPU");
	assert_int_equal(fake.counts[FAKE_VIRTUAL_IPI], 0);
}

static void lost_signals(void **state)
{
	(void)state;
	fake.good_signals = RUNNER_WARM_UP_WINDOWS + 4;
	run(&hypervisor_kvm, "ws.benchmarks=io-out ws.iterations=10");
	assert_string_equal(cell(1), "cell id=io-out verdict=failed windows=5 "
				     "reason=a signal was lost");
	fake_reset();
	fake.good_requests = RUNNER_WARM_UP_WINDOWS + 4;
	run(&hypervisor_kvm, "ws.benchmarks=io-in ws.iterations=10");
	assert_string_equal(cell(1), "cell id=io-in verdict=failed windows=5 "
				     "reason=an interrupt was lost");
	assert_false(fake.receiver_open);
	fake_reset();
	fake.good_signals = RUNNER_WARM_UP_WINDOWS;
	run(&hypervisor_kvm, "ws.benchmarks=vm-switch ws.iterations=10");
	assert_string_equal(cell(1), "cell id=vm-switch verdict=failed windows=1 "
				     "reason=woken without an interrupt");
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

static void missing_features_are_named(void **state)
{
	static const struct {
		const char *benchmark;
		uint32_t missing;
		const char *reason;
	} cases[] = {
		{"io-out", WS_BACKEND_HAS_IOEVENTFD, "the host has no KVM_IOEVENTFD"},
		{"io-out", WS_BACKEND_HAS_CPU, "the host has one CPU alone"},
		{"io-in", WS_BACKEND_HAS_IRQFD, "the host has no KVM_IRQFD"},
		{"vm-switch", WS_BACKEND_HAS_OTHER, "there is no second VM"},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
		char arguments[64];
		char expected[WS_RECORD_MAX];

		fake_reset();
		fake.backend_features &= ~cases[at].missing;
		snprintf(arguments, sizeof(arguments), "ws.benchmarks=%s", cases[at].benchmark);
		snprintf(expected, sizeof(expected),
			 "cell id=%s verdict=skipped windows=0 reason=%s", cases[at].benchmark,
			 cases[at].reason);
		run(&hypervisor_kvm, arguments);
		assert_string_equal(cell(1), expected);
		assert_int_equal(fake.counts[FAKE_CELL_BEGIN], 2);
	}
	fake_reset();
	fake.no_backend = true;
	run(&hypervisor_kvm, "ws.benchmarks=io-out-exit");
	assert_string_equal(cell(1), "cell id=io-out-exit verdict=skipped windows=0 "
				     "reason=this VMM offers no backend");
	assert_int_equal(fake.counts[FAKE_BACKEND_WRITE], 0);
}

static void other_vm_boots_slowly(void **state)
{
	(void)state;
	fake.other_boots = 900;
	run(&hypervisor_kvm, "ws.benchmarks=vm-switch ws.iterations=2");
	assert_string_equal(cell(1), "cell id=vm-switch verdict=measured windows=2");
	fake_reset();
	fake.other_boots = FAKE_NEVER;
	run(&hypervisor_kvm, "ws.benchmarks=vm-switch ws.iterations=2");
	assert_string_equal(cell(1), "cell id=vm-switch verdict=failed windows=0 "
				     "reason=the other VM never answered");
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
		cmocka_unit_test_setup(failing_hypercall, reset),
		cmocka_unit_test_setup(failing_warm_up, reset),
		cmocka_unit_test_setup(failing_interrupts, reset),
		cmocka_unit_test_setup(no_interrupt_controller, reset),
		cmocka_unit_test_setup(lost_interrupts, reset),
		cmocka_unit_test_setup(one_cpu, reset),
		cmocka_unit_test_setup(lost_signals, reset),
		cmocka_unit_test_setup(requests_are_announced, reset),
		cmocka_unit_test_setup(exits_are_marked, reset),
		cmocka_unit_test_setup(missing_features_are_named, reset),
		cmocka_unit_test_setup(other_vm_boots_slowly, reset),
		cmocka_unit_test_setup(role_of_the_other_vm, reset),
		cmocka_unit_test_setup(bad_arguments, reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
