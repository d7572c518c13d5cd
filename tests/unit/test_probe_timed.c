// SPDX-License-Identifier: GPL-2.0-or-later
/* Cells by the clock, on the fake architecture, whose windows all take a time that is known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <worldswitch/records.h>

#include "probe/arch/fake/fake.h"
#include "probe/core/main.h"
#include "probe/core/runner.h"
#include "probe/hypervisor/hypervisor.h"

/* One reading of the fake clock takes a step, and is within the window. */
#define NULL_TIME (FAKE_TIME(FAKE_NULL))

static void run(const struct hypervisor *hypervisor, const char *arguments)
{
	struct platform platform = {
		.architecture = "fake",
		.hypervisor = hypervisor,
		.interrupt_controller = {.kind = "gic", .version = 3, .usable = true},
		.cpus = 2,
		.arguments = arguments,
	};

	probe_main(&platform);
}

static int reset(void **state)
{
	(void)state;
	fake_reset();
	return 0;
}

/* The payload of the first record that begins so, behind it; NULL where there is none. */
static const char *find(const char *begin)
{
	static char payload[WS_RECORD_MAX];
	size_t size = strlen(begin);

	for (const char *line = fake.console; *line; line = strchr(line, '\n') + 1) {
		if (strncmp(line + WS_RECORD_HEADER, begin, size) != 0)
			continue;
		snprintf(payload, sizeof(payload), "%.*s",
			 (int)strcspn(line + WS_RECORD_HEADER + size, "\n"),
			 line + WS_RECORD_HEADER + size);
		return payload;
	}
	return NULL;
}

static bool says(const char *payload)
{
	const char *rest = find(payload);

	return rest && !*rest;
}

/* How many values there are in all records of that kind; each must be the one expected. */
static unsigned int count_values(const char *kind, const char *id, uint64_t expected)
{
	char begin[64];
	unsigned int count = 0;

	snprintf(begin, sizeof(begin), "%s id=%s v=", kind, id);
	for (char *line = fake.console; *line; line = strchr(line, '\n') + 1) {
		char *at = line + WS_RECORD_HEADER;

		if (strncmp(at, begin, strlen(begin)) != 0)
			continue;
		at += strlen(begin) - 1;
		for (; *at == '=' || *at == ','; count++)
			assert_int_equal(strtoull(at + 1, &at, 16), expected);
		assert_int_equal(*at, '\n');
	}
	return count;
}

static void whole_run(void **state)
{
#define CELL(symbol, id, name, path, meaning)                                                      \
	assert_true(says("start id=" id));                                                         \
	assert_true(says("cell id=" id " verdict=measured windows=20"));                           \
	assert_int_equal(count_values("nulls", id, NULL_TIME), 20);
	(void)state;
	run(&hypervisor_kvm, "ws.clock=1 ws.iterations=20");
	assert_true(says("clock name=pmccntr frequency=0 unit=cycles step=4 invariant=0"));
	assert_true(says("clock name=cntvct frequency=0 unit=ticks step=4 invariant=1"));
	assert_null(find("selftest"));
	assert_true(says("timing id=hypercall clock=pmccntr batch=1"));
	assert_true(says("timing id=io-in clock=cntvct batch=1"));
	WS_BENCHMARK_LIST(CELL)
	assert_int_equal(count_values("samples", "null", NULL_TIME), 20);
	assert_int_equal(count_values("samples", "hypercall", FAKE_TIME(FAKE_HYPERCALL_KVM)), 20);
	assert_int_equal(count_values("samples", "virtual-ipi", FAKE_TIME(FAKE_VIRTUAL_IPI)), 20);
	assert_int_equal(count_values("samples", "vm-switch", FAKE_TIME(FAKE_SIGNAL_AND_YIELD)),
			 20);
	assert_int_equal(count_values("samples", "io-out", FAKE_TIME(FAKE_SIGNAL)), 20);
	assert_int_equal(count_values("samples", "io-out-exit", FAKE_TIME(FAKE_SIGNAL)), 20);
	assert_int_equal(count_values("samples", "io-in-idle", FAKE_TIME(FAKE_RECEIVED)), 20);
	assert_true(says("end cells=11"));
	assert_int_equal(fake.counts[FAKE_CELL_BEGIN], 0); /* nothing is marked */
}

/* Self and null in turns, and nothing on the console before the round is over. */
static void alternates(void **state)
{
	size_t first = 0;

	(void)state;
	run(&hypervisor_kvm, "ws.clock=1 ws.iterations=9 ws.benchmarks=hypercall");
	while (fake.events[first].kind != FAKE_HYPERCALL_KVM)
		first++;
	first += RUNNER_WARM_UP_WINDOWS + 1; /* the step is told */
	for (size_t at = 0; at < 18; at++)
		assert_int_equal(fake.events[first + at].kind,
				 at % 2 ? FAKE_NULL : FAKE_HYPERCALL_KVM);
	assert_int_equal(fake.events[first + 18].kind, FAKE_CONSOLE);
}

/* The VMM says when it is enough; without one the iterations do. */
static void rounds(void **state)
{
	(void)state;
	fake.rounds = 2;
	run(&hypervisor_kvm, "ws.clock=1 ws.iterations=100000 ws.benchmarks=null");
	assert_int_equal(count_values("samples", "null", NULL_TIME), 3 * WS_ROUND_SAMPLES);
	assert_true(says("cell id=null verdict=measured windows=768"));
	assert_int_equal(fake.cell, WS_BACKEND_STEP(WS_STEP_WINDOWS, WS_BENCHMARK_NULL));

	fake_reset();
	fake.no_backend = true;
	run(&hypervisor_native, "ws.clock=1 ws.iterations=300 ws.benchmarks=null");
	assert_int_equal(count_values("samples", "null", NULL_TIME), 300);
}

/* As many windows as it takes for a nanosecond, or eight where CPUs are crossed. */
static void slow_clocks(void **state)
{
	(void)state;
	run(&hypervisor_kvm, "ws.clock=1 ws.iterations=3 ws.frequency=100000000");
	assert_true(says("timing id=hypercall clock=pmccntr batch=1"));
	assert_true(says("timing id=virtual-ipi clock=cntvct batch=5"));
	assert_int_equal(count_values("samples", "virtual-ipi", 5 * FAKE_TIME(FAKE_VIRTUAL_IPI)),
			 3);
	assert_int_equal(count_values("nulls", "virtual-ipi", 5 * NULL_TIME), 3);
	assert_true(says("cell id=virtual-ipi verdict=measured windows=15"));
	fake_reset();
	run(&hypervisor_kvm, "ws.clock=1 ws.iterations=3 ws.frequency=1");
	assert_true(says("timing id=virtual-ipi clock=cntvct batch=256"));
}

/* What there was until then is said. */
static void failing_windows(void **state)
{
	(void)state;
	fake.good_hypercalls = RUNNER_WARM_UP_WINDOWS + 3;
	run(&hypervisor_kvm, "ws.clock=1 ws.iterations=10 ws.benchmarks=hypercall");
	assert_int_equal(count_values("samples", "hypercall", FAKE_TIME(FAKE_HYPERCALL_KVM)), 3);
	assert_int_equal(count_values("nulls", "hypercall", NULL_TIME), 3);
	assert_true(says("cell id=hypercall verdict=failed windows=3 "
			 "reason=wrong answer to an unknown call"));
	fake_reset();
	fake.clock_runs_back = true;
	run(&hypervisor_kvm, "ws.clock=1 ws.iterations=10 ws.benchmarks=null");
	assert_true(says("cell id=null verdict=invalid windows=0 "
			 "reason=a window ended before its begin"));
}

static void no_common_clock(void **state)
{
	(void)state;
	fake.backend_features &= ~WS_BACKEND_HAS_CLOCK;
	run(&hypervisor_kvm, "ws.clock=1 ws.iterations=10");
	assert_true(says("cell id=io-out verdict=skipped windows=0 "
			 "reason=no clock shared with the host"));
	assert_true(says("cell id=virtual-ipi verdict=measured windows=10"));
	fake_reset();
	fake.backend_features &= ~WS_BACKEND_HAS_CLOCK;
	run(&hypervisor_kvm, "ws.iterations=10 ws.benchmarks=io-out");
	assert_true(says("cell id=io-out verdict=measured windows=10")); /* by markers */
}

static void domains_share_no_clock(void **state)
{
	(void)state;
	run(&hypervisor_xen, "ws.clock=1 ws.iterations=10");
	assert_true(says("benchmark id=vm-switch state=absent "
			 "reason=no clock that two domains share"));
	assert_true(says("benchmark id=io-out-exit state=absent "
			 "reason=Xen has no user space to exit to"));
	assert_null(find("start id=io-out"));
	assert_true(says("cell id=hypercall verdict=measured windows=10"));
}

static void the_other_vm_tells_the_time(void **state)
{
	(void)state;
	fake.pending = 1;
	run(&hypervisor_kvm, "ws.clock=1 ws.role=peer");
	assert_int_equal(fake.console_size, 0);
	assert_true(fake.timed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(whole_run, reset),
		cmocka_unit_test_setup(alternates, reset),
		cmocka_unit_test_setup(rounds, reset),
		cmocka_unit_test_setup(slow_clocks, reset),
		cmocka_unit_test_setup(failing_windows, reset),
		cmocka_unit_test_setup(no_common_clock, reset),
		cmocka_unit_test_setup(domains_share_no_clock, reset),
		cmocka_unit_test_setup(the_other_vm_tells_the_time, reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
