// SPDX-License-Identifier: GPL-2.0-or-later
/* What became of two documents' cells: who belongs to whom, what may differ, what a gate says. */
#include <errno.h>

#include "analysis/changes.h"
#include "tests/unit/results.h"

static const struct ws_across nothing;

/* A lab result: hypercall at `value`, of this kernel on this CPU model. */
static struct ws_result measured(const char *cpu, const char *kernel, uint64_t value)
{
	struct ws_result result = result_of("arm64/kvm-vhe");

	add_property(&result, "cpu", cpu);
	add_property(&result, "kernel-command-line", "quiet");
	add_component(&result, "emulator", "qemu", "10.0.2");
	add_component(&result, "kernel", "Image", kernel);
	add_measured(&result, WS_BENCHMARK_HYPERCALL, value, 20, 0);
	return result;
}

static struct ws_changes changes;

static void compare_sets(const struct ws_result *old, size_t old_count, const struct ws_result *now,
			 size_t now_count, const struct ws_across *across, double above)
{
	assert_int_equal(ws_changes_of(old, old_count, now, now_count, across, above, &changes), 0);
}

static void free_all(struct ws_result *results, size_t count)
{
	ws_changes_free(&changes);
	for (size_t at = 0; at < count; at++)
		ws_result_free(&results[at]);
}

static const struct ws_changed_cell *first_cell(void)
{
	assert_true(changes.count && changes.list[0].cell_count);
	return &changes.list[0].cells[0];
}

static void an_exact_difference_is_one(void **state)
{
	static const struct {
		uint64_t old, now;
		double above;
		enum ws_change change;
		enum ws_gate gate;
	} cases[] = {
		{1000, 1000, 0, WS_CHANGE_SAME, WS_GATE_PASSES},
		{1000, 1001, 0, WS_CHANGE_REGRESSED, WS_GATE_FAILS},
		{1000, 999, 0, WS_CHANGE_IMPROVED, WS_GATE_PASSES},
		{1000, 1010, 0.01, WS_CHANGE_REGRESSED, WS_GATE_PASSES},
		{1000, 1011, 0.01, WS_CHANGE_REGRESSED, WS_GATE_FAILS},
		{0, 1, 10, WS_CHANGE_REGRESSED, WS_GATE_FAILS},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
		struct ws_result results[] = {measured("n1", "6.1", cases[at].old),
					      measured("n1", "6.12", cases[at].now)};

		compare_sets(&results[0], 1, &results[1], 1, &nothing, cases[at].above);
		assert_int_equal(first_cell()->comparison.change, cases[at].change);
		assert_int_equal(changes.gate, cases[at].gate);
		assert_int_equal(changes.list[0].differences.count, 1);
		assert_string_equal(changes.list[0].differences.list[0].name, "kernel");
		free_all(results, 2);
	}
}

static void more_samples_of_the_same_are_the_same(void **state)
{
	struct ws_result results[] = {result_of("arm64/xen"), result_of("arm64/xen")};

	(void)state;
	add_measured(&results[0], WS_BENCHMARK_IO_OUT, 500, 9, 1);
	add_measured(&results[0], WS_BENCHMARK_IO_IN, 500, 9, 1);
	add_measured(&results[1], WS_BENCHMARK_IO_OUT, 500, 18, 2);
	add_measured(&results[1], WS_BENCHMARK_IO_IN, 500, 8, 2);
	compare_sets(&results[0], 1, &results[1], 1, &nothing, 0);
	assert_false(changes.list[0].cells[0].comparison.spread);
	assert_true(changes.list[0].cells[1].comparison.spread);
	assert_int_equal(changes.gate, WS_GATE_PASSES);
	free_all(results, 2);
}

static void another_machine_is_incomparable(void **state)
{
	static const char *const names[] = {"gic", "cpu"};
	const struct ws_across across = {.names = names, .count = 2};
	struct ws_result results[] = {measured("n1", "6.1", 1000), measured("a57", "6.1", 1200)};

	(void)state;
	compare_sets(&results[0], 1, &results[1], 1, &nothing, 0);
	assert_int_equal(first_cell()->comparison.change, WS_CHANGE_INCOMPARABLE);
	assert_string_equal(first_cell()->comparison.reason, "another cpu: n1 and a57");
	assert_int_equal(changes.gate, WS_GATE_INCONCLUSIVE);
	ws_changes_free(&changes);
	compare_sets(&results[0], 1, &results[1], 1, &across, 0);
	assert_int_equal(first_cell()->comparison.change, WS_CHANGE_REGRESSED);
	assert_int_equal(changes.gate, WS_GATE_FAILS);
	free_all(results, 2);
}

static void what_measures_has_to_be_of_one_version(void **state)
{
	struct ws_result results[] = {measured("n1", "6.1", 1000), measured("n1", "6.1", 1000)};

	(void)state;
	add_component(&results[0], "probe", "probe.img", "0.1.0");
	add_component(&results[1], "probe", "probe.img", "0.1.0");
	results[0].components[2].sha256 = strdup("00");
	results[1].components[2].sha256 = strdup("11");
	compare_sets(&results[0], 1, &results[1], 1, &nothing, 0);
	assert_int_equal(changes.list[0].differences.list[0].weight, WS_WEIGHT_BUILD);
	assert_int_equal(changes.gate, WS_GATE_PASSES);
	ws_changes_free(&changes);
	free(results[1].components[2].version);
	results[1].components[2].version = strdup("0.2.0");
	compare_sets(&results[0], 1, &results[1], 1, &nothing, 0);
	assert_string_equal(first_cell()->comparison.reason, "another probe: 0.1.0 and 0.2.0");
	free_all(results, 2);
}

static void a_component_may_be_on_one_side_alone(void **state)
{
	struct ws_result results[] = {measured("n1", "6.1", 1000), measured("n1", "6.1", 1000)};

	(void)state;
	add_component(&results[1], "kernel-modules", "modules", "1");
	add_component(&results[0], "emulator", "second", "1");
	compare_sets(&results[0], 1, &results[1], 1, &nothing, 0);
	assert_int_equal(changes.list[0].differences.count, 2);
	assert_string_equal(first_cell()->comparison.reason, "another emulator: second and none");
	assert_null(changes.list[0].differences.list[1].old);
	free_all(results, 2);
}

/* Two models, each with two kernels, in another order. */
static void results_find_their_like(void **state)
{
	struct ws_result results[] = {
		measured("n1", "6.1", 1),   measured("a57", "6.1", 2), measured("n1", "6.12", 3),
		measured("a76", "6.12", 9), measured("n1", "6.12", 3), measured("a57", "6.12", 4),
		measured("n1", "6.1", 1),
	};

	(void)state;
	compare_sets(results, 3, results + 3, 4, &nothing, 0);
	assert_int_equal(changes.count, 4);
	assert_null(changes.list[0].old);
	assert_ptr_equal(changes.list[1].old, &results[2]);
	assert_ptr_equal(changes.list[2].old, &results[1]);
	assert_ptr_equal(changes.list[3].old, &results[0]);
	assert_int_equal(changes.list[0].cells[0].comparison.change, WS_CHANGE_NEW);
	free_all(results, 7);
}

static void what_is_gone_may_be_bad_news(void **state)
{
	static const struct {
		enum ws_verdict verdict;
		enum ws_gate gate;
	} cases[] = {
		{WS_VERDICT_ABSENT, WS_GATE_PASSES},
		{WS_VERDICT_SKIPPED, WS_GATE_INCONCLUSIVE},
		{WS_VERDICT_INVALID, WS_GATE_INCONCLUSIVE},
		{WS_VERDICT_FAILED, WS_GATE_FAILS},
		{WS_VERDICT_CRASHED, WS_GATE_FAILS},
		{WS_VERDICT_TIMED_OUT, WS_GATE_FAILS},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
		struct ws_result results[] = {measured("n1", "6.1", 1000),
					      result_of("arm64/kvm-vhe")};

		add_unmeasured(&results[1], WS_BENCHMARK_HYPERCALL, cases[at].verdict, "so");
		compare_sets(&results[0], 1, &results[1], 1, &nothing, 0);
		assert_int_equal(first_cell()->comparison.change, WS_CHANGE_GONE);
		assert_string_equal(first_cell()->comparison.reason, "so");
		assert_int_equal(changes.gate, cases[at].gate);
		free_all(results, 2);
	}
}

static void nothing_in_common_does_not_pass(void **state)
{
	struct ws_result results[] = {measured("n1", "6.1", 1000), result_of("arm64/xen")};

	(void)state;
	add_measured(&results[1], WS_BENCHMARK_HYPERCALL, 5, 3, 0);
	compare_sets(&results[0], 1, &results[1], 1, &nothing, 0);
	assert_int_equal(changes.count, 2);
	assert_int_equal(changes.gate, WS_GATE_INCONCLUSIVE);
	free_all(results, 2);
}

static void another_unit_is_incomparable(void **state)
{
	struct ws_result results[] = {result_of("host"), result_of("host")};

	(void)state;
	add_measured(&results[0], WS_BENCHMARK_HYPERCALL, 5, 3, 0);
	add_timed(&results[1], WS_BENCHMARK_HYPERCALL, 5, 1, 3);
	compare_sets(&results[0], 1, &results[1], 1, &nothing, 0);
	assert_int_equal(first_cell()->comparison.change, WS_CHANGE_INCOMPARABLE);
	assert_string_equal(first_cell()->comparison.reason, "another unit");
	free_all(results, 2);
}

/* Even where it is said that just this may differ. */
static void an_emulators_clock_compares_with_its_like_alone(void **state)
{
	static const char *const names[] = {"accelerator"};
	static const struct ws_across across = {.names = names, .count = 1};

	(void)state;
	for (size_t at = 0; at < 3; at++) {
		struct ws_result results[] = {result_of("host"), result_of("host")};

		for (size_t i = 0; i < 2; i++) {
			add_component(&results[i], "probe", "probe.img", "0.1.0");
			add_property(&results[i], "accelerator", i < at ? "tcg" : "kvm");
			add_timed(&results[i], WS_BENCHMARK_HYPERCALL, 1000, 1, 30);
		}
		compare_sets(&results[0], 1, &results[1], 1, &across, 0);
		assert_int_equal(first_cell()->comparison.change,
				 at == 1 ? WS_CHANGE_INCOMPARABLE : WS_CHANGE_SAME);
		assert_int_equal(strstr(first_cell()->comparison.reason, "emulator") != NULL,
				 at == 1);
		free_all(results, 2);
	}
}

static void the_largest_is_what_costs_more(void **state)
{
	struct ws_result results[] = {result_of("arm64/xen"), result_of("arm64/xen")};
	const struct ws_changed_result *where;
	const struct ws_changed_cell *largest;

	(void)state;
	add_measured(&results[0], WS_BENCHMARK_HYPERCALL, 5000, 3, 0);
	add_measured(&results[0], WS_BENCHMARK_INTC_TRAP, 5000, 3, 0);
	add_measured(&results[0], WS_BENCHMARK_IO_IN, 5000, 3, 0);
	add_measured(&results[1], WS_BENCHMARK_HYPERCALL, 1000, 3, 0);
	add_measured(&results[1], WS_BENCHMARK_INTC_TRAP, 5001, 3, 0);
	add_measured(&results[1], WS_BENCHMARK_IO_IN, 5002, 3, 0);
	compare_sets(&results[0], 1, &results[1], 1, &nothing, 0);
	largest = ws_largest_change(&changes, &where);
	assert_int_equal(largest->benchmark, WS_BENCHMARK_IO_IN);
	assert_ptr_equal(where, &changes.list[0]);
	free_all(results, 2);
}

static void too_many_are_refused(void **state)
{
	static struct ws_result results[WS_COMPARED_MAX + 1];

	(void)state;
	assert_int_equal(
		ws_changes_of(results, 0, results, WS_COMPARED_MAX + 1, &nothing, 0, &changes),
		-E2BIG);
	assert_int_equal(ws_changes_of(results, 0, results, 0, &nothing, 0, &changes), 0);
	assert_int_equal(changes.gate, WS_GATE_INCONCLUSIVE);
	ws_changes_free(&changes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_exact_difference_is_one),
		cmocka_unit_test(more_samples_of_the_same_are_the_same),
		cmocka_unit_test(another_machine_is_incomparable),
		cmocka_unit_test(what_measures_has_to_be_of_one_version),
		cmocka_unit_test(a_component_may_be_on_one_side_alone),
		cmocka_unit_test(results_find_their_like),
		cmocka_unit_test(what_is_gone_may_be_bad_news),
		cmocka_unit_test(nothing_in_common_does_not_pass),
		cmocka_unit_test(another_unit_is_incomparable),
		cmocka_unit_test(an_emulators_clock_compares_with_its_like_alone),
		cmocka_unit_test(the_largest_is_what_costs_more),
		cmocka_unit_test(too_many_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
