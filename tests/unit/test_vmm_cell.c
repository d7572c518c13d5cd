// SPDX-License-Identifier: GPL-2.0-or-later
/* The cells of a timed guest: what it says of them, when each ends, and what is left to be run. */
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <worldswitch/backend.h>

#include "vmm/cell.h"
#include "vmm/deadline.h"
#include "vmm/vm.h"

static struct vmm_vm vm;
static struct vmm_options options;
static int pipes[2];

static int setup(void **state)
{
	(void)state;
	/* Such long cells that none of them is over before a test says so. */
	options = (struct vmm_options){.timed = true, .cell_ms = 20000, .patience = 2};
	vm = (struct vmm_vm){.fd = -1, .options = &options};
	if (pipe(pipes) < 0)
		return -1;
	vm.console.fd = pipes[1];
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	vmm_deadline_part(0, 0);
	close(pipes[0]);
	close(pipes[1]);
	return 0;
}

static bool step(enum ws_backend_step what, unsigned int benchmark)
{
	return vmm_cell_step(&vm, WS_BACKEND_STEP(what, benchmark));
}

static void test_steps(void **state)
{
	(void)state;
	vmm_cell_wait(&vm);
	assert_false(vm.cell.begun);
	assert_false(vmm_more(&vm, WS_BENCHMARK_NULL));
	assert_true(step(WS_STEP_SETUP, WS_BENCHMARK_IO_IN_IDLE));
	assert_int_equal(vm.cell.benchmark, WS_BENCHMARK_IO_IN_IDLE);
	assert_true(step(WS_STEP_WINDOWS, WS_BENCHMARK_IO_IN_IDLE));
	assert_int_equal(vm.cell.step, WS_STEP_WINDOWS);
	assert_true(vmm_more(&vm, WS_BENCHMARK_IO_IN_IDLE)); /* it has just begun */
	assert_false(vmm_more(&vm, WS_BENCHMARK_IO_IN));
	vm.cell.until_ns = 0;
	assert_false(vmm_more(&vm, WS_BENCHMARK_IO_IN_IDLE));
}

/* What one cell takes beyond its share those behind it have not: the table ends when it should. */
static void test_the_table_has_an_end(void **state)
{
	const uint64_t share = UINT64_C(1000000) * options.cell_ms;
	uint64_t first;

	(void)state;
	vmm_cell_wait(&vm);
	assert_true(step(WS_STEP_SETUP, WS_BENCHMARK_NULL));
	first = vm.cell.first_ns;
	assert_int_equal(vm.cell.until_ns, first + share);
	for (unsigned int at = 1; at < WS_BENCHMARK_COUNT; at++) {
		assert_true(step(WS_STEP_SETUP, at));
		assert_true(step(WS_STEP_WARM_UP, at));
		assert_int_equal(vm.cell.first_ns, first);
		assert_true(vm.cell.until_ns <= first + (at + 1) * share);
		assert_true(vmm_more(&vm, at));
	}
	/* Another VM has its time to itself. */
	vmm_cell_wait(&vm);
	assert_true(step(WS_STEP_SETUP, WS_BENCHMARK_NULL));
	assert_int_equal(vm.cell.until_ns, vm.cell.first_ns + share);
}

static void test_who_took_all_the_time_has_it_from_the_others(void **state)
{
	const uint64_t share = UINT64_C(1000000) * options.cell_ms;

	(void)state;
	vmm_cell_wait(&vm);
	assert_true(step(WS_STEP_SETUP, WS_BENCHMARK_NULL));
	vm.cell.first_ns -= 2 * share;
	assert_true(step(WS_STEP_SETUP, WS_BENCHMARK_HYPERCALL));
	assert_false(vmm_more(&vm, WS_BENCHMARK_HYPERCALL));
	assert_true(step(WS_STEP_SETUP, WS_BENCHMARK_INTC_TRAP));
	assert_true(vmm_more(&vm, WS_BENCHMARK_INTC_TRAP)); /* what is left of three shares */
}

/* All that a guest may write; what it wrote before stays. */
static void test_refuses_what_is_none(void **state)
{
	(void)state;
	assert_false(step(WS_STEP_SETUP, WS_BENCHMARK_COUNT));
	assert_false(step(WS_STEP_TEARDOWN + 1, WS_BENCHMARK_NULL));
	assert_false(vmm_cell_step(&vm, UINT64_MAX));
	assert_false(vmm_cell_step(&vm, UINT32_MAX));
	assert_false(vm.cell.begun);
}

static const char *said(void)
{
	static char text[256];
	ssize_t size = read(pipes[0], text, sizeof(text) - 1);

	assert_true(size > 0);
	text[size] = '\0';
	assert_non_null(strstr(text, "@ws "));
	return text;
}

static void test_the_others_go_on(void **state)
{
	const uint32_t behind =
		~((1U << WS_BENCHMARK_INTC_TRAP) - 1) & ((1U << WS_BENCHMARK_COUNT) - 1);

	(void)state;
	assert_true(step(WS_STEP_SETUP, WS_BENCHMARK_HYPERCALL));
	assert_true(step(WS_STEP_WARM_UP, WS_BENCHMARK_HYPERCALL));
	assert_true(vmm_cell_ended(&vm, &options, -ETIMEDOUT));
	assert_non_null(strstr(said(), " cell id=hypercall verdict=timed-out windows=0 "
				       "reason=no end of its warm-up in 2 s\n"));
	assert_int_equal(options.benchmarks, behind | 1U << WS_BENCHMARK_NULL);
	options.benchmarks = 1U << WS_BENCHMARK_IO_OUT;
	assert_true(step(WS_STEP_SETUP, WS_BENCHMARK_IO_OUT));
	assert_true(vmm_cell_ended(&vm, &options, -EIO));
	assert_non_null(strstr(said(), " cell id=io-out verdict=crashed windows=0 "
				       "reason=its setup ended the VM\n"));
	assert_int_equal(options.benchmarks, 1U << WS_BENCHMARK_NULL);
}

static void test_nobody_goes_on(void **state)
{
	struct ws_error error = {.text = "out of time"};

	(void)state;
	vmm_cell_explain(&vm, -ETIMEDOUT, &error);
	assert_string_equal(error.text, "out of time");
	assert_false(vmm_cell_ended(&vm, &options, -ETIMEDOUT)); /* no cell has begun */
	assert_true(step(WS_STEP_SETUP, WS_BENCHMARK_NULL));
	assert_false(vmm_cell_ended(&vm, &options, -ETIMEDOUT));
	assert_int_equal(options.benchmarks, 0);
	vmm_cell_explain(&vm, -EIO, &error);
	assert_string_equal(error.text, "out of time");
	vmm_cell_explain(&vm, -ETIMEDOUT, &error);
	assert_string_equal(error.text, "no end of null's setup in 2 s");
}

/* Its own time on a CPU is a quarter of what it may take by the clock on the wall. */
static void test_who_is_busy_in_vain(void **state)
{
	struct ws_error error;

	(void)state;
	assert_int_equal(vmm_deadline_start(60, &error), 0);
	assert_true(step(WS_STEP_SETUP, WS_BENCHMARK_HYPERCALL));
	assert_true(step(WS_STEP_WARM_UP, WS_BENCHMARK_HYPERCALL));
	vmm_deadline_part(60000, 50); /* a busy machine would meet the other one first */
	while (!vmm_deadline_expired())
		continue;
	assert_true(vmm_deadline_is_busy());
	assert_false(vmm_deadline_is_final());
	assert_true(vmm_cell_ended(&vm, &options, -ETIMEDOUT));
	assert_non_null(strstr(said(), "reason=no end of its warm-up in 500 ms CPU\n"));
	assert_false(vmm_deadline_expired());
}

/* A part's limit passes, and is forgotten with the next one; that of all stays. */
static void test_limits(void **state)
{
	struct ws_error error;

	(void)state;
	assert_int_equal(vmm_deadline_start(60, &error), 0);
	vmm_deadline_part(60000, 0);
	assert_false(vmm_deadline_expired());
	vmm_deadline_part(100, 0);
	while (!vmm_deadline_expired())
		poll(NULL, 0, 100);
	assert_false(vmm_deadline_is_final());
	assert_false(vmm_deadline_is_busy());
	vmm_deadline_part(0, 0);
	assert_false(vmm_deadline_expired());
	assert_int_equal(vmm_deadline_start(1, &error), 0);
	while (!vmm_deadline_is_final())
		poll(NULL, 0, 100);
	assert_true(step(WS_STEP_SETUP, WS_BENCHMARK_HYPERCALL));
	assert_false(vmm_cell_ended(&vm, &options, -ETIMEDOUT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_steps, setup, teardown),
		cmocka_unit_test_setup_teardown(test_the_table_has_an_end, setup, teardown),
		cmocka_unit_test_setup_teardown(test_who_took_all_the_time_has_it_from_the_others,
						setup, teardown),
		cmocka_unit_test_setup_teardown(test_refuses_what_is_none, setup, teardown),
		cmocka_unit_test_setup_teardown(test_the_others_go_on, setup, teardown),
		cmocka_unit_test_setup_teardown(test_nobody_goes_on, setup, teardown),
		cmocka_unit_test_setup_teardown(test_who_is_busy_in_vain, setup, teardown),
		cmocka_unit_test_setup_teardown(test_limits, setup, teardown), /* last */
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
