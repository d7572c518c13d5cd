// SPDX-License-Identifier: GPL-2.0-or-later
/* The command line of `worldswitch run`: what is meant by it, and one clear line where nothing is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/commands.h"
#include "cli/run_options.h"

#define ARGUMENTS_MAX 64

static int parse(struct cli_run_options *options, const char *const *arguments)
{
	char *argv[ARGUMENTS_MAX] = {(char *)"worldswitch run"};
	int argc = 1;

	while (arguments[argc - 1]) {
		argv[argc] = (char *)arguments[argc - 1];
		argc++;
	}
	return cli_run_parse(argc, argv, options);
}

/* The command line's words, as many as there are. */
#define PARSE(...)                PARSE_WORDS(__VA_ARGS__, NULL)
#define PARSE_WORDS(options, ...) parse(options, (const char *const[]){__VA_ARGS__})

static void defaults_are_everything(void **state)
{
	struct cli_run_options options;

	(void)state;
	assert_int_equal(PARSE(&options), CLI_OK);
	assert_int_equal(options.target_count, lab_target_count);
	assert_ptr_equal(options.targets[0], &lab_targets[0]);
	assert_int_equal(options.benchmarks, (1U << WS_BENCHMARK_COUNT) - 1);
	assert_int_equal(options.iterations, WS_ITERATIONS_DEFAULT);
	assert_int_equal(options.timeout, 120);
	assert_string_equal(options.format->name, "table");
	assert_null(options.output);
	assert_int_equal(options.models.count + options.controllers[LAB_ARM64].count +
				 options.cpus.count + options.kernels.count + options.xens.count +
				 options.suites.count + options.appends.count,
			 0);
	assert_false(options.oracle || options.dry_run || options.verbose || options.no_snapshot);
}

static void every_option_is_understood(void **state)
{
	struct cli_run_options options;

	(void)state;
	assert_int_equal(PARSE(&options, "arm64/xen", "-b", "hypercall,null,hypercall", "-n",
			       "100000", "--cpu", "cortex-a57", "--gic=2", "--append", "x=y",
			       "--xen", "./xen", "--smp", "8", "--suite", "sid", "-o", "f.json",
			       "-v", "--no-snapshot"),
			 CLI_OK);
	assert_int_equal(options.target_count, 1);
	assert_string_equal(options.targets[0]->id, "arm64/xen");
	assert_int_equal(options.benchmarks,
			 1U << WS_BENCHMARK_NULL | 1U << WS_BENCHMARK_HYPERCALL);
	assert_int_equal(options.iterations, 100000);
	assert_string_equal(options.models.texts[0], "cortex-a57");
	assert_int_equal(options.controllers[LAB_ARM64].numbers[0], 2);
	assert_int_equal(options.cpus.numbers[0], 8);
	assert_string_equal(options.appends.texts[0], "x=y");
	assert_string_equal(options.xens.texts[0], "./xen");
	assert_string_equal(options.suites.texts[0], "sid");
	assert_string_equal(options.output, "f.json");
	assert_true(options.no_snapshot);
	assert_true(options.verbose);
	assert_int_equal(
		PARSE(&options, "--format", "json", "--timeout", "7", "--oracle", "--dry-run"),
		CLI_OK);
	assert_string_equal(options.format->name, "json");
	assert_int_equal(options.timeout, 7);
	assert_true(options.oracle && options.dry_run);
}

static void targets_keep_their_order_and_stand_once(void **state)
{
	struct cli_run_options options;

	(void)state;
	assert_int_equal(PARSE(&options, "arm64/xen", "arm64/native", "arm64/xen"), CLI_OK);
	assert_int_equal(options.target_count, 2);
	assert_string_equal(options.targets[0]->id, "arm64/xen");
	assert_string_equal(options.targets[1]->id, "arm64/native");
}

static void bad_values_are_refused_by_name(void **state)
{
	static const struct {
		const char *option, *value, *said;
	} bad[] = {
		{"-n", "0", "iterations '0'"},
		{"-n", "-1", "iterations '-1'"},
		{"-n", "+1", "iterations"},
		{"-n", " 1", "iterations"},
		{"-n", "1x", "iterations '1x'"},
		{"-n", "", "iterations ''"},
		{"-n", "100001", "from 1 to 100000"},
		{"-n", "4294967297", "iterations"},
		{"-n", "99999999999999999999999", "iterations"},
		{"--gic", "1", "--gic '1'"},
		{"--gic", "4", "one of 2|3"},
		{"--smp", "0", "from 1 to 8"},
		{"--smp", "9", "--smp '9'"},
		{"--suite", "", "--suite is empty"},
		{"--append", "", "--append is empty"},
		{"--timeout", "0", "--timeout '0'"},
		{"--timeout", "forever", "--timeout"},
		{"--format", "xml", "one of table|json|csv"},
		{"--format", "", "one of table|json|csv"},
		{"--cpu", "", "--cpu is empty"},
		{"--kernel", "", "--kernel is empty"},
		{"-o", "", "--output is empty"},
		{"-b", "", "there is no benchmark ''"},
		{"-b", "hypercal", "did you mean hypercall?"},
		{"-b", "x", "there is no benchmark 'x': `worldswitch list benchmarks`"},
		{"-b", "null,", "there is no benchmark ''"},
		{"-b", "null,,hypercall", "there is no benchmark ''"},
		{"-b", "Null", "did you mean null?"},
	};
	struct cli_run_options options;

	(void)state;
	for (size_t at = 0; at < sizeof(bad) / sizeof(bad[0]); at++) {
		if (PARSE(&options, bad[at].option, bad[at].value) != CLI_USAGE)
			fail_msg("accepted: %s '%s'", bad[at].option, bad[at].value);
		if (!strstr(options.error.text, bad[at].said))
			fail_msg("%s '%s' gave: %s", bad[at].option, bad[at].value,
				 options.error.text);
	}
}

static void an_unknown_target_brings_the_nearest(void **state)
{
	struct cli_run_options options;
	char longest[5000];

	(void)state;
	assert_int_equal(PARSE(&options, "arm64/kvm-vhee"), CLI_USAGE);
	assert_non_null(
		strstr(options.error.text, "'arm64/kvm-vhee', did you mean arm64/kvm-vhe?"));
	assert_int_equal(PARSE(&options, "xen"), CLI_USAGE);
	assert_non_null(strstr(options.error.text, "did you mean arm64/xen?"));
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(PARSE(&options, longest), CLI_USAGE);
	assert_int_equal(PARSE(&options, "-b", longest), CLI_USAGE);
}

static void an_option_that_fits_no_target_is_refused(void **state)
{
	struct cli_run_options options;

	(void)state;
	assert_int_equal(PARSE(&options, "arm64/native", "--kernel", "x/y"), CLI_USAGE);
	assert_non_null(strstr(options.error.text, "--kernel"));
	assert_int_equal(PARSE(&options, "arm64/kvm-vhe", "--xen", "x/y"), CLI_USAGE);
	assert_int_equal(PARSE(&options, "arm64/xen", "--kernel", "x/y"), CLI_USAGE);
	assert_int_equal(PARSE(&options, "arm64/native", "--append", "x"), CLI_USAGE);
	assert_int_equal(PARSE(&options, "arm64/native", "--suite", "bookworm"), CLI_USAGE);
	assert_int_equal(PARSE(&options, "--kernel", "x/y", "--xen", "x/y"), CLI_OK);
	assert_int_equal(PARSE(&options, "arm64/xen", "--suite", "bookworm"), CLI_OK);
}

static void values_keep_their_order_and_stand_once(void **state)
{
	struct cli_run_options options;
	char texts[CLI_VALUES_MAX + 1][16];
	const char *words[2 * CLI_VALUES_MAX + 3] = {NULL};

	(void)state;
	assert_int_equal(PARSE(&options, "--cpu", "b", "--cpu", "a", "--cpu", "b", "--gic", "3",
			       "--gic", "2", "--gic", "3"),
			 CLI_OK);
	assert_int_equal(options.models.count, 2);
	assert_string_equal(options.models.texts[0], "b");
	assert_string_equal(options.models.texts[1], "a");
	assert_int_equal(options.controllers[LAB_ARM64].count, 2);
	assert_int_equal(options.controllers[LAB_ARM64].numbers[0], 3);
	for (size_t at = 0; at <= CLI_VALUES_MAX; at++) {
		snprintf(texts[at], sizeof(texts[at]), "cpu%zu", at);
		words[2 * at] = "--cpu";
		words[2 * at + 1] = texts[at];
	}
	assert_int_equal(parse(&options, words), CLI_USAGE);
	assert_non_null(strstr(options.error.text, "more than 16 values of --cpu"));
}

/* `--kernel Image` in the folder of a fresh build means that file, not a package. */
static void a_bare_name_that_is_a_file_is_that_file(void **state)
{
	struct cli_run_options options;
	char folder[] = P_tmpdir "/worldswitch-test-XXXXXX";
	char before[4096];

	(void)state;
	assert_non_null(getcwd(before, sizeof(before)));
	assert_non_null(mkdtemp(folder));
	assert_int_equal(chdir(folder), 0);
	fclose(fopen("Image", "w"));
	assert_int_equal(PARSE(&options, "arm64/kvm-vhe", "--kernel", "Image"), CLI_OK);
	assert_int_equal(options.kernels.count, 1);
	assert_string_equal(options.kernels.texts[0], "./Image");
	fclose(fopen("xen", "w"));
	assert_int_equal(PARSE(&options, "--kernel", "Image", "--kernel", "linux-image-x", "--xen",
			       "xen", "--kernel", "./Image"),
			 CLI_OK);
	assert_int_equal(options.kernels.count, 2);
	assert_string_equal(options.kernels.texts[0], "./Image");
	assert_string_equal(options.kernels.texts[1], "linux-image-x");
	assert_string_equal(options.xens.texts[0], "./xen");
	unlink("xen");
	unlink("Image");
	assert_int_equal(PARSE(&options, "arm64/kvm-vhe", "--kernel", "Image"), CLI_OK);
	assert_string_equal(options.kernels.texts[0], "Image");
	assert_int_equal(chdir(before), 0);
	assert_int_equal(rmdir(folder), 0);
}

/* How a command line that argp itself refuses ends the program. */
static int status_of(int (*command)(int, char **), const char *first, const char *second)
{
	char *argv[] = {(char *)"worldswitch", (char *)first, (char *)second, NULL};
	int status;
	pid_t child = fork();

	if (child == 0) {
		if (!freopen("/dev/null", "w", stderr) || !freopen("/dev/null", "w", stdout))
			_exit(99);
		_exit(command(second ? 3 : first ? 2 : 1, argv));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void what_is_no_option_is_a_usage_error(void **state)
{
	(void)state;
	assert_int_equal(status_of(cli_run, "--no-such-option", NULL), CLI_USAGE);
	assert_int_equal(status_of(cli_run, "-n", NULL), CLI_USAGE);
	assert_int_equal(status_of(cli_run, "--oracle=1", NULL), CLI_USAGE);
	assert_int_equal(status_of(cli_run, "--help", NULL), CLI_OK);
	assert_int_equal(status_of(cli_list, NULL, NULL), CLI_USAGE);
	assert_int_equal(status_of(cli_list, "nonsense", NULL), CLI_USAGE);
	assert_int_equal(status_of(cli_list, "targets", "benchmarks"), CLI_USAGE);
	assert_int_equal(status_of(cli_list, "targets", "--format=json"), CLI_OK);
	assert_int_equal(status_of(cli_fetch, "nonsense", NULL), CLI_USAGE);
	assert_int_equal(status_of(cli_doctor, "nonsense", NULL), CLI_USAGE);
	assert_int_equal(status_of(cli_run, "arm64/native", "--tune"), CLI_USAGE);
	assert_int_equal(status_of(cli_doctor, "lab", "host"), CLI_USAGE);
	assert_int_equal(status_of(cli_doctor, "lab", "--cpus=0"), CLI_USAGE);
	assert_int_equal(status_of(cli_doctor, "host", "--cpus=1-2"), CLI_USAGE);
	assert_int_equal(status_of(cli_doctor, "host", "--cpus=1023"), CLI_USAGE);
	assert_int_equal(status_of(cli_doctor, "host", "--format=xml"), CLI_USAGE);
	assert_int_equal(status_of(cli_parse_log, NULL, NULL), CLI_USAGE);
	assert_int_equal(status_of(cli_parse_log, "a.log", "b.log"), CLI_USAGE);
	assert_int_equal(status_of(cli_parse_log, "/dev/null", NULL), CLI_NOTHING);
	assert_int_equal(status_of(cli_parse_log, "/nonexistent/log", NULL), CLI_NOTHING);
	assert_int_equal(status_of(cli_probe, NULL, NULL), CLI_USAGE);
	assert_int_equal(status_of(cli_probe, "extract", NULL), CLI_USAGE);
	assert_int_equal(status_of(cli_probe, "extract", "riscv64"), CLI_USAGE);
	assert_int_equal(status_of(cli_probe, "insert", "arm64"), CLI_USAGE);
	assert_int_equal(status_of(cli_help, "nonsense", NULL), CLI_USAGE);
	assert_int_equal(status_of(cli_help, "--completion", "tcsh"), CLI_USAGE);
	assert_int_equal(status_of(cli_help, "run", NULL), CLI_OK);
}

/* A pattern stands for every target that it matches, each once; a version for its number. */
static void test_patterns_and_controllers(void **state)
{
	static struct cli_run_options options;

	(void)state;
	assert_int_equal(PARSE(&options, "x86_64/*", "*/xen"), CLI_OK);
	assert_int_equal(options.target_count, 4);
	assert_string_equal(options.targets[0]->id, "x86_64/native");
	assert_string_equal(options.targets[3]->id, "arm64/xen");
	assert_int_equal(PARSE(&options, "riscv64/*"), CLI_USAGE);
	assert_non_null(strstr(options.error.text, "no target matches 'riscv64/*'"));
	assert_int_equal(PARSE(&options, "--apic", "x2apic", "--apic", "xapic", "--apic", "xapic"),
			 CLI_OK);
	assert_int_equal(options.controllers[LAB_X86_64].count, 2);
	assert_int_equal(options.controllers[LAB_X86_64].numbers[0], 2);
	assert_int_equal(options.controllers[LAB_ARM64].count, 0);
	assert_int_equal(PARSE(&options, "arm64/*", "--apic", "xapic"), CLI_USAGE);
	assert_non_null(strstr(options.error.text, "--apic is for x86_64"));
	assert_int_equal(PARSE(&options, "x86_64/kvm", "--gic", "3"), CLI_USAGE);
	assert_non_null(strstr(options.error.text, "--gic is for arm64"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_patterns_and_controllers),
		cmocka_unit_test(defaults_are_everything),
		cmocka_unit_test(every_option_is_understood),
		cmocka_unit_test(targets_keep_their_order_and_stand_once),
		cmocka_unit_test(bad_values_are_refused_by_name),
		cmocka_unit_test(an_unknown_target_brings_the_nearest),
		cmocka_unit_test(an_option_that_fits_no_target_is_refused),
		cmocka_unit_test(values_keep_their_order_and_stand_once),
		cmocka_unit_test(a_bare_name_that_is_a_file_is_that_file),
		cmocka_unit_test(what_is_no_option_is_a_usage_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
