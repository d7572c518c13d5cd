// SPDX-License-Identifier: GPL-2.0-or-later
/* The VMM's command line, the words that the guest gets from it, and those that init takes off. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <worldswitch/benchmarks.h>
#include <worldswitch/limits.h>

#include "report/formats.h"
#include "tests/unit/words.h"
#include "vmm/init.h"
#include "vmm/options.h"
#include "vmm/parameters.h"

static struct vmm_options options;
static struct ws_error error;

/* Parses it as the kernel splits it. */
static int parse(const char *line)
{
	char *argv[WORDS_MAX + 1];
	int argc = words_split("worldswitch-vmm", line, argv);

	return vmm_options_parse(argc, argv, &options, &error);
}

static void test_defaults(void **state)
{
	(void)state;
	assert_int_equal(parse(""), VMM_REQUEST_RUN);
	assert_int_equal(options.benchmarks, 0);
	assert_int_equal(options.iterations, 0);
	assert_ptr_equal(options.format, ws_format_find("table"));
	assert_int_equal(options.cell_ms, WS_DURATION_MS);
	assert_int_equal(options.patience, WS_PATIENCE_S);
	assert_null(options.samples);
	assert_false(options.tune);
	assert_int_equal(options.cpus, 2);
	assert_int_equal(options.irqchip, 0);
	assert_int_equal(options.timeout, 60);
	assert_null(options.probe);
	assert_false(options.timed);
	assert_false(options.placed);
}

static void test_everything_given(void **state)
{
	(void)state;
	assert_int_equal(parse("-b null,hypercall -n 10 -v 1 -c 3,2 --clock --gic=2 --memory 64 "
			       "--probe x -t 5"),
			 VMM_REQUEST_RUN);
	assert_int_equal(options.benchmarks,
			 1U << WS_BENCHMARK_NULL | 1U << WS_BENCHMARK_HYPERCALL);
	assert_int_equal(options.iterations, 10);
	assert_int_equal(options.cpus, 1);
	assert_true(options.placed);
	assert_int_equal(options.measured_cpu, 3);
	assert_int_equal(options.others_cpu, 2);
	assert_true(options.timed);
	assert_int_equal(options.irqchip, 2);
	assert_int_equal(options.memory_mib, 64);
	assert_int_equal(options.timeout, 5);
	assert_string_equal(options.probe, "x");
	assert_int_equal(parse("-f json -d 20 --patience 9 --samples s.csv"), VMM_REQUEST_RUN);
	assert_ptr_equal(options.format, ws_format_find("json"));
	assert_int_equal(options.cell_ms, 20);
	assert_int_equal(options.patience, 9);
	assert_string_equal(options.samples, "s.csv");
	assert_int_equal(parse("--tune"), VMM_REQUEST_RUN);
	assert_true(options.tune);
}

static void test_help_and_version(void **state)
{
	(void)state;
	assert_int_equal(parse("--help"), VMM_REQUEST_HELP);
	assert_int_equal(parse("-V"), VMM_REQUEST_VERSION);
	assert_int_equal(parse("--symbols"), VMM_REQUEST_SYMBOLS);
}

static void test_refuses(void **state)
{
	static const struct {
		const char *line;
		const char *named;
	} bad[] = {
		{"-b nothing", "nothing"},
		{"-b null,", "unknown benchmark ''"},
		{"-b nul", "'nul'"},
		{"-b nulls", "'nulls'"},
		{"-n 0", "--iterations '0'"},
		{"-n 100001", "100000"},
		{"-n 10x", "10x"},
		{"-n -1", "-1"},
		{"-n 99999999999999999999999", "99999999999999999999999"},
		{"--vcpus 0", "--vcpus '0'"},
		{"--vcpus 3", "--vcpus '3'"},
		{"--cpus 1,2,3", "--cpus '1,2,3'"},
		{"--cpus 1,", "--cpus '1,'"},
		{"--cpus -1", "--cpus '-1'"},
		{"--cpus 1x", "--cpus '1x'"},
		{"--cpus 1024", "--cpus '1024'"},
		{"--cpus 99999999999999999999999", "--cpus"},
		{"--gic 4", "--gic '4'"},
		{"--memory 1", "--memory '1'"},
		{"--timeout 0", "--timeout '0'"},
		{"--timeout", "needs an argument"},
		{"-n", "needs an argument"},
		{"--probe=", "--probe"},
		{"--nonsense", "--nonsense"},
		{"-z", "-z"},
		{"word", "word"},
		{"--format xml", "--format 'xml'"},
		{"--duration 0", "--duration '0'"},
		{"--duration 6000", "6000 for 11 benchmarks takes a --timeout of 67"},
		{"--patience 3601", "--patience '3601'"},
		{"--samples=", "--samples"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(parse(bad[i].line), -EINVAL);
		if (!strstr(error.text, bad[i].named))
			fail_msg("'%s' says: %s", bad[i].line, error.text);
	}
}

static void test_help_names_every_benchmark(void **state)
{
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);

	(void)state;
	assert_non_null(stream);
	vmm_options_help(stream);
	fclose(stream);
#define CHECK(symbol, id, name, path, meaning) assert_non_null(strstr(text, "  " id " "));
	WS_BENCHMARK_LIST(CHECK)
	free(text);
}

static void test_help_fits_80_columns(void **state)
{
	char text[16384] = "";
	FILE *stream = fmemopen(text, sizeof(text), "w");

	(void)state;
	assert_non_null(stream);
	vmm_options_help(stream);
	fclose(stream);
	assert_true(strlen(text) < sizeof(text) - 1);
	for (const char *line = text; *line; line += strcspn(line, "\n") + 1)
		assert_true(strcspn(line, "\n") <= 80);
}

/* Who mistypes a format has not asked for records. */
static void test_records_are_asked_for(void **state)
{
	(void)state;
	assert_int_equal(parse("--format bogus"), -EINVAL);
	assert_non_null(options.format);
	assert_int_equal(parse("--format records --format bogus"), -EINVAL);
	assert_null(options.format);
	assert_int_equal(parse("-f records"), VMM_REQUEST_RUN);
	assert_null(options.format);
}

static void test_guest_parameters(void **state)
{
	char text[VMM_PARAMETERS_MAX];

	(void)state;
	assert_int_equal(parse("-n 7"), VMM_REQUEST_RUN);
	vmm_parameters_write(&options, 1, text);
	assert_string_equal(text, "ws.iterations=7");
	vmm_parameters_write_peer(&options, text);
	assert_string_equal(text, "ws.role=peer");
	assert_int_equal(parse(""), VMM_REQUEST_RUN);
	vmm_parameters_write(&options, 0, text);
	assert_string_equal(text, "ws.iterations=1000");
	options.timed = true;
	vmm_parameters_write(&options, 0, text);
	assert_string_equal(text, "ws.iterations=20000 ws.clock=1");
	assert_int_equal(parse("-b intc-trap -b null"), VMM_REQUEST_RUN);
	vmm_parameters_write(&options, 0, text);
	assert_string_equal(text, "ws.benchmarks=null,intc-trap ws.iterations=1000");
	assert_int_equal(parse("-n 7 --cpus 4 --clock"), VMM_REQUEST_RUN);
	assert_int_equal(options.measured_cpu, 4);
	assert_int_equal(options.others_cpu, 4);
	vmm_parameters_write(&options, 0, text);
	assert_string_equal(text, "ws.iterations=7 ws.clock=1");
	vmm_parameters_write(&options, 2700000000, text);
	assert_string_equal(text, "ws.iterations=7 ws.clock=1 ws.frequency=2700000000");
	vmm_parameters_write_peer(&options, text);
	assert_string_equal(text, "ws.role=peer ws.clock=1");
}

static void test_init_takes_off_what_is_not_ours(void **state)
{
	char init[] = "/init";
	char unknown[] = "splash";
	char option[] = "-b";
	char value[] = "null";
	char *argv[] = {init, unknown, option, value, NULL};
	char *none[] = {init, unknown, NULL};
	char *bare[] = {init, NULL};
	int argc = 4;

	(void)state;
	vmm_init_trim(&argc, argv);
	assert_int_equal(argc, 3);
	assert_string_equal(argv[1], "-b");
	assert_string_equal(argv[2], "null");
	assert_null(argv[3]);
	argc = 2;
	vmm_init_trim(&argc, none);
	assert_int_equal(argc, 1);
	assert_null(none[1]);
	argc = 1;
	vmm_init_trim(&argc, bare);
	assert_int_equal(argc, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_everything_given),
		cmocka_unit_test(test_help_and_version),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_help_names_every_benchmark),
		cmocka_unit_test(test_help_fits_80_columns),
		cmocka_unit_test(test_records_are_asked_for),
		cmocka_unit_test(test_guest_parameters),
		cmocka_unit_test(test_init_takes_off_what_is_not_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
