// SPDX-License-Identifier: GPL-2.0-or-later
/* Which combinations does a command line stand for, and what is each called? */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cli/commands.h"
#include "cli/run_matrix.h"

#define ARGUMENTS_MAX 64

static struct cli_matrix matrix;
static struct ws_error error;

static int expand(const char *const *words)
{
	struct cli_run_options options;
	char *argv[ARGUMENTS_MAX] = {(char *)"worldswitch run"};
	int argc = 1;
	int result;

	for (; words[argc - 1]; argc++)
		argv[argc] = (char *)words[argc - 1];
	cli_matrix_free(&matrix);
	assert_int_equal(cli_run_parse(argc, argv, &options), CLI_OK);
	result = cli_matrix_expand(&options, &matrix, &error);
	/* Texts are the command line's: those of `options` would be gone by now. */
	for (size_t at = 0; at < matrix.count; at++)
		assert_ptr_equal(matrix.requests[at].label, matrix.labels[at]);
	return result;
}

#define EXPAND(...) expand((const char *const[]){__VA_ARGS__, NULL})

static void assert_labels(size_t count, const char *const *labels)
{
	for (size_t at = 0; at < count && at < matrix.count; at++)
		assert_string_equal(matrix.labels[at], labels[at]);
	assert_int_equal(matrix.count, count);
}

#define LABELS(...)                                                                                \
	assert_labels(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *),                      \
		      (const char *[]){__VA_ARGS__})

static void without_options_there_is_one_of_each_target(void **state)
{
	(void)state;
	assert_int_equal(EXPAND("-n", "7", "--timeout", "9", "--oracle", "-b", "hypercall"), 0);
	assert_int_equal(matrix.count, lab_target_count);
	for (size_t at = 0; at < matrix.count; at++) {
		const struct lab_request *request = &matrix.requests[at];

		assert_ptr_equal(request->target, &lab_targets[at]);
		assert_string_equal(request->label, lab_targets[at].id);
		assert_int_equal(request->benchmarks,
				 1U << WS_BENCHMARK_NULL | 1U << WS_BENCHMARK_HYPERCALL);
		assert_int_equal(request->iterations, 7);
		assert_int_equal(request->timeout, 9);
		assert_true(request->oracle);
		assert_null(request->cpu);
		assert_null(request->suite);
		assert_int_equal(request->controller, 0);
		assert_int_equal(request->cpus, 0);
	}
}

/* Of Xen with both kinds of Dom0, where they can differ. */
static void without_a_target_both_kinds_of_dom0_are_there(void **state)
{
	static const char *const alone[][5] = {
		{"-b", "hypercall,vm-switch"}, {"--dom0", "linux"}, {"--smp", "4", "--smp", "1"},
		{"--kernel", "./K"},           {"arm64/xen"},
	};
	size_t xen = (size_t)(lab_target_find("arm64/xen") - lab_targets);

	(void)state;
	assert_int_equal(EXPAND("-b", "io-out"), 0);
	assert_int_equal(matrix.count, lab_target_count + 1);
	for (size_t at = 0; at < xen; at++)
		assert_string_equal(matrix.labels[at], lab_targets[at].id);
	assert_string_equal(matrix.labels[xen], "arm64/xen --dom0 probe");
	assert_string_equal(matrix.labels[xen + 1], "arm64/xen --dom0 linux");
	assert_int_equal(matrix.requests[xen].dom0, LAB_DOM0_PROBE);
	assert_int_equal(matrix.requests[xen + 1].dom0, LAB_DOM0_LINUX);
	for (size_t at = xen + 2; at < matrix.count; at++) {
		assert_string_equal(matrix.labels[at], lab_targets[at - 1].id);
		assert_int_equal(matrix.requests[at].dom0, LAB_DOM0_PROBE);
	}
	for (size_t at = 0; at < sizeof(alone) / sizeof(alone[0]); at++) {
		assert_int_equal(expand(alone[at]), 0);
		for (size_t label = 0; label < matrix.count; label++)
			assert_null(strstr(matrix.labels[label], "--dom0"));
	}
}

/* There Linux takes a while to start. */
static void on_x86_64_linux_is_dom0_where_it_is_asked_for(void **state)
{
	(void)state;
	assert_int_equal(EXPAND("x86_64/xen", "-b", "io-out"), 0);
	LABELS("x86_64/xen");
	assert_int_equal(matrix.requests[0].dom0, LAB_DOM0_PROBE);
	assert_int_equal(EXPAND("x86_64/xen", "--dom0", "linux", "--kernel", "./K"), 0);
	LABELS("x86_64/xen");
	assert_int_equal(matrix.requests[0].dom0, LAB_DOM0_LINUX);
	assert_string_equal(matrix.requests[0].kernel, "./K");
}

/* Linux as Dom0 has a kernel, that of the suite; the probe has none. */
static void a_kernel_is_dom0s_where_that_is_linux(void **state)
{
	(void)state;
	assert_int_equal(EXPAND("arm64/xen", "arm64/native", "--dom0", "probe", "--dom0", "linux",
				"--kernel", "./K", "--kernel", "L", "--dom0", "linux"),
			 0);
	LABELS("arm64/xen --dom0 probe", "arm64/xen --kernel ./K --dom0 linux",
	       "arm64/xen --kernel L --dom0 linux", "arm64/native");
	assert_null(matrix.requests[0].kernel);
	assert_string_equal(matrix.requests[1].kernel, "./K");
	assert_int_equal(EXPAND("arm64/xen", "--dom0", "probe", "--dom0", "linux", "--xen", "./X",
				"--suite", "bookworm"),
			 0);
	assert_null(matrix.requests[0].suite);
	assert_string_equal(matrix.requests[1].suite, "bookworm");
}

static void every_combination_is_there_the_last_changing_fastest(void **state)
{
	(void)state;
	assert_int_equal(EXPAND("arm64/kvm-vhe", "--cpu", "a", "--cpu", "b", "--kernel", "./K",
				"--kernel", "./L", "--gic", "2"),
			 0);
	LABELS("arm64/kvm-vhe --kernel ./K --cpu a", "arm64/kvm-vhe --kernel ./K --cpu b",
	       "arm64/kvm-vhe --kernel ./L --cpu a", "arm64/kvm-vhe --kernel ./L --cpu b");
	assert_string_equal(matrix.requests[2].kernel, "./L");
	assert_string_equal(matrix.requests[2].cpu, "a");
	assert_int_equal(matrix.requests[2].controller, 2); /* the same in all: not in the label */
	assert_int_equal(
		EXPAND("arm64/native", "--smp", "1", "--smp", "4", "--gic", "3", "--gic", "2"), 0);
	LABELS("arm64/native --gic 3 --smp 1", "arm64/native --gic 3 --smp 4",
	       "arm64/native --gic 2 --smp 1", "arm64/native --gic 2 --smp 4");
}

static void what_means_nothing_to_a_target_does_not_multiply_it(void **state)
{
	(void)state;
	assert_int_equal(EXPAND("arm64/native", "arm64/kvm-nvhe", "arm64/xen", "--kernel", "k/1",
				"--kernel", "k/2", "--xen", "x/1", "--xen", "x/2", "--xen", "x/3",
				"--append", "one", "--append", "two words"),
			 0);
	LABELS("arm64/native", "arm64/kvm-nvhe --kernel k/1 --append one",
	       "arm64/kvm-nvhe --kernel k/1 --append 'two words'",
	       "arm64/kvm-nvhe --kernel k/2 --append one",
	       "arm64/kvm-nvhe --kernel k/2 --append 'two words'",
	       "arm64/xen --xen x/1 --append one", "arm64/xen --xen x/1 --append 'two words'",
	       "arm64/xen --xen x/2 --append one", "arm64/xen --xen x/2 --append 'two words'",
	       "arm64/xen --xen x/3 --append one", "arm64/xen --xen x/3 --append 'two words'");
	assert_null(matrix.requests[0].append);
	assert_null(matrix.requests[0].kernel);
	assert_null(matrix.requests[1].xen);
	assert_null(matrix.requests[5].kernel);
	assert_string_equal(matrix.requests[5].xen, "x/1");
}

/* What is asked for without an addition is what is asked for by nothing. */
static void an_empty_addition_is_none(void **state)
{
	(void)state;
	assert_int_equal(EXPAND("arm64/kvm-vhe", "--append", "one", "--append", ""), 0);
	LABELS("arm64/kvm-vhe --append one", "arm64/kvm-vhe");
	assert_string_equal(matrix.requests[0].append, "one");
	assert_null(matrix.requests[1].append);
}

/* A file is what it is in every suite, and so is PACKAGE/SUITE. */
static void a_suite_is_for_packages_named_without_one(void **state)
{
	(void)state;
	assert_int_equal(EXPAND("arm64/native", "arm64/kvm-vhe", "arm64/xen", "--suite", "trixie",
				"--suite", "bookworm", "--kernel", "./Image", "--kernel",
				"linux-image-arm64"),
			 0);
	LABELS("arm64/native", "arm64/kvm-vhe --kernel ./Image",
	       "arm64/kvm-vhe --suite trixie --kernel linux-image-arm64",
	       "arm64/kvm-vhe --suite bookworm --kernel linux-image-arm64",
	       "arm64/xen --suite trixie", "arm64/xen --suite bookworm");
	assert_null(matrix.requests[0].suite);
	assert_null(matrix.requests[1].suite);
	assert_string_equal(matrix.requests[5].suite, "bookworm");
	assert_int_equal(
		EXPAND("arm64/kvm-vhe", "--suite", "bookworm", "--kernel", "linux-image-arm64/sid"),
		0);
	LABELS("arm64/kvm-vhe");
	assert_null(matrix.requests[0].suite);
}

static void more_than_can_be_are_refused(void **state)
{
	const char *words[3 * 2 * CLI_VALUES_MAX + 2] = {"arm64/native"};
	static char texts[CLI_VALUES_MAX][16];
	size_t count = 1;

	(void)state;
	for (int at = 0; at < 9; at++) {
		snprintf(texts[at], sizeof(texts[at]), "%d", at + 1);
		words[count++] = "--cpu";
		words[count++] = texts[at];
		if (at < 8) {
			words[count++] = "--smp";
			words[count++] = texts[at];
		}
	}
	words[count++] = "--gic=2";
	words[count++] = "--gic=3";
	assert_int_equal(expand(words), 0);
	assert_int_equal(matrix.count, 144);
	words[count++] = "arm64/xen";
	assert_int_equal(expand(words), -E2BIG);
	assert_non_null(strstr(error.text, "more than 256 combinations"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_options_there_is_one_of_each_target),
		cmocka_unit_test(without_a_target_both_kinds_of_dom0_are_there),
		cmocka_unit_test(on_x86_64_linux_is_dom0_where_it_is_asked_for),
		cmocka_unit_test(a_kernel_is_dom0s_where_that_is_linux),
		cmocka_unit_test(every_combination_is_there_the_last_changing_fastest),
		cmocka_unit_test(what_means_nothing_to_a_target_does_not_multiply_it),
		cmocka_unit_test(an_empty_addition_is_none),
		cmocka_unit_test(a_suite_is_for_packages_named_without_one),
		cmocka_unit_test(more_than_can_be_are_refused),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	cli_matrix_free(&matrix);
	return failed;
}
