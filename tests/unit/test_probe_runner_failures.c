// SPDX-License-Identifier: GPL-2.0-or-later
/* What the probe says where something does not work, on the fake architecture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "probe/core/runner.h"
#include "tests/unit/fake_probe.h"

/* The record of the number-th cell's end, where nothing but cells was said since the self-test. */
static const char *cell(unsigned int number)
{
	return record(CELLS_FIRST + 2 * number + 1);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(failing_hypercall, reset),
		cmocka_unit_test_setup(failing_warm_up, reset),
		cmocka_unit_test_setup(failing_interrupts, reset),
		cmocka_unit_test_setup(no_interrupt_controller, reset),
		cmocka_unit_test_setup(lost_interrupts, reset),
		cmocka_unit_test_setup(one_cpu, reset),
		cmocka_unit_test_setup(lost_signals, reset),
		cmocka_unit_test_setup(missing_features_are_named, reset),
		cmocka_unit_test_setup(other_vm_boots_slowly, reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
