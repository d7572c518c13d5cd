// SPDX-License-Identifier: GPL-2.0-or-later
/* The command line of `worldswitch explain`: cells, documents, and which of a document's results.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/explain_choose.h"
#include "cli/explain_options.h"
#include "lab/command.h"

#define CELL          "arm64/kvm-vhe/hypercall"
#define ARGUMENTS_MAX 16

static struct cli_explain_options options;

static int parse(const char *const *arguments)
{
	char *argv[ARGUMENTS_MAX] = {(char *)"worldswitch explain"};
	int argc = 1;

	while (arguments[argc - 1]) {
		argv[argc] = (char *)arguments[argc - 1];
		argc++;
	}
	return cli_explain_parse(argc, argv, &options);
}

#define PARSE(...) parse((const char *const[]){__VA_ARGS__, NULL})

static void a_document_is_no_cell(void **state)
{
	(void)state;
	assert_int_equal(PARSE(CELL, "--against", "arm64/xen/hypercall"), CLI_OK);
	assert_string_equal(options.against.target->id, "arm64/xen");
	assert_null(options.against.from);
	assert_int_equal(PARSE(CELL, "--against", "no-such-file.json"), CLI_OK);
	assert_string_equal(options.against.from, "no-such-file.json");
	assert_ptr_equal(options.against.target, options.cell.target);
	assert_int_equal(options.against.benchmark, WS_BENCHMARK_HYPERCALL);
	assert_null(options.cell.from);
	assert_int_equal(PARSE(CELL, "--against", "/dev/null"), CLI_OK);
	assert_string_equal(options.against.from, "/dev/null");
	assert_int_equal(PARSE(CELL, "--against", "/dev/no-such-file"), CLI_USAGE);
}

static void a_second_cell_is_in_the_same_document(void **state)
{
	(void)state;
	assert_int_equal(PARSE("--against", "arm64/xen/hypercall", "--from", "a.json", CELL),
			 CLI_OK);
	assert_string_equal(options.cell.from, "a.json");
	assert_string_equal(options.against.from, "a.json");
	assert_string_equal(options.against.target->id, "arm64/xen");
	assert_int_equal(PARSE(CELL, "--from", "a.json", "--against", "b.json"), CLI_OK);
	assert_string_equal(options.against.from, "b.json");
}

static void what_means_nothing_is_refused(void **state)
{
	(void)state;
	assert_int_equal(PARSE(CELL, "--from", ""), CLI_USAGE);
	assert_int_equal(PARSE(CELL, "--vmlinux", ""), CLI_USAGE);
	assert_int_equal(PARSE(CELL, "--from", "a.json", "--suite", "sid"), CLI_USAGE);
	assert_non_null(strstr(options.run.error.text, "--suite: a result does not say"));
	assert_int_equal(PARSE("--from", "a.json"), CLI_USAGE);
}

static void a_pattern_is_no_cell(void **state)
{
	(void)state;
	assert_int_equal(PARSE("arm64/*/hypercall"), CLI_USAGE);
	assert_non_null(strstr(options.run.error.text, "is a pattern"));
	assert_null(strstr(options.run.error.text, "did you mean"));
	assert_int_equal(PARSE(CELL, "--against", "arm64/kvm-?he/hypercall"), CLI_USAGE);
	assert_non_null(strstr(options.run.error.text, "is a pattern"));
}

static void files_of_symbols_are_kept(void **state)
{
	(void)state;
	assert_int_equal(PARSE(CELL, "--vmlinux", "a", "--xen-syms", "b"), CLI_OK);
	assert_string_equal(options.files.vmlinux[0].path, "a");
	assert_string_equal(options.files.xen_syms[0].path, "b");
	assert_int_equal(PARSE(CELL, "--vmlinux", "a", "--vmlinux", "b"), CLI_OK);
	assert_int_equal(options.files.vmlinux_count, 2);
	assert_string_equal(options.files.vmlinux[1].path, "b");
	assert_int_equal(PARSE(CELL, "--xen-syms", "a", "--xen-syms", "b", "--xen-syms", "c"),
			 CLI_USAGE);
	assert_non_null(strstr(options.run.error.text, "--xen-syms 'c' is one too many"));
}

static char lines[3][512];
static struct ws_property properties[3][3] = {
	{{.name = (char *)"cpu", .value = (char *)"cortex-a57"},
	 {.name = (char *)"gic", .value = (char *)"2"},
	 {.name = (char *)"kernel-command-line", .value = lines[0]}},
	{{.name = (char *)"cpu", .value = (char *)"neoverse-n1"},
	 {.name = (char *)"gic", .value = (char *)"2"},
	 {.name = (char *)"kernel-command-line", .value = lines[1]}},
	{{.name = (char *)"cpu", .value = (char *)"neoverse-n1"},
	 {.name = (char *)"gic", .value = (char *)"3"},
	 {.name = (char *)"kernel-command-line", .value = lines[2]}},
};
static struct ws_component kernels[3] = {
	{.role = (char *)"kernel", .name = (char *)"linux-image-6.1", .version = (char *)"6.1.9"},
	{.role = (char *)"kernel", .name = (char *)"linux-image-6.12", .version = (char *)"6.12.8"},
	{.role = (char *)"kernel", .name = (char *)"Image"},
};
static struct ws_result list[4];
static const struct ws_results results = {.list = list, .count = 4};
static struct ws_error error;
static size_t chosen[2];
static size_t count;

/* As the lab makes them, with what is added to each; NULL: nothing is. */
static void make_lines(const char *const additions[3])
{
	for (size_t at = 0; at < 3; at++) {
		const struct lab_request request = {
			.target = lab_target_find("arm64/kvm-vhe"),
			.append = additions[at],
		};
		char *line;

		assert_int_equal(command_boot_line(&request, &line, &error), 0);
		snprintf(lines[at], sizeof(lines[at]), "%s", line);
		free(line);
	}
}

static int choose(void)
{
	for (size_t at = 0; at < 3; at++)
		list[at] = (struct ws_result){
			.created = (char *)"2026-01-01T00:00:00Z",
			.target = (char *)"arm64/kvm-vhe",
			.properties = properties[at],
			.property_count = 3,
			.components = &kernels[at],
			.component_count = 1,
		};
	list[3] = list[0];
	list[3].target = (char *)"arm64/kvm-nvhe";
	return cli_explain_choose(&results, &options.cell, &options.run, chosen, 2, &count, &error);
}

#define CHOOSE(...) (PARSE(__VA_ARGS__) == CLI_OK ? choose() : 1)

static void options_choose_among_results(void **state)
{
	(void)state;
	make_lines((const char *const[]){NULL, NULL, "b c"});
	assert_int_equal(CHOOSE(CELL, "--from", "s", "--cpu", "cortex-a57"), 0);
	assert_true(count == 1 && chosen[0] == 0);
	assert_int_equal(CHOOSE(CELL, "--from", "s", "--gic", "3"), 0);
	assert_true(count == 1 && chosen[0] == 2);
	assert_int_equal(CHOOSE(CELL, "--from", "s", "--cpu", "neoverse-n1", "--gic", "2"), 0);
	assert_true(count == 1 && chosen[0] == 1);
	assert_int_equal(CHOOSE(CELL, "--from", "s", "--append", "b c"), 0);
	assert_true(count == 1 && chosen[0] == 2);
	assert_int_equal(CHOOSE(CELL, "--from", "s", "--kernel", "6.12"), 0);
	assert_true(count == 1 && chosen[0] == 1);
	assert_int_equal(CHOOSE(CELL, "--from", "s", "--kernel", "/build/Image"), 0);
	assert_true(count == 1 && chosen[0] == 2);
	assert_int_equal(CHOOSE("arm64/kvm-nvhe/io-in", "--from", "s"), 0);
	assert_true(count == 1 && chosen[0] == 3);
}

/* Which is the one to which nothing was added, or none. */
static void with_and_without_are_one_each(void **state)
{
	(void)state;
	make_lines((const char *const[]){NULL, "a=1", "b=2"});
	assert_int_equal(CHOOSE(CELL, "--from", "s", "--append", "a=1", "--append", ""), 0);
	assert_true(count == 2 && chosen[0] == 0 && chosen[1] == 1);
	assert_int_equal(CHOOSE(CELL, "--from", "s", "--append", "a=1", "--append", "b=2"), 0);
	assert_true(count == 2 && chosen[0] == 1 && chosen[1] == 2);
	assert_int_equal(CHOOSE(CELL, "--from", "s", "--append", "c", "--append", ""), -EINVAL);
	assert_non_null(strstr(error.text, "--append 'c': s has no such result"));
	make_lines((const char *const[]){"b=2", "a=1", "b=2"});
	assert_int_equal(
		CHOOSE(CELL, "--from", "s", "--gic", "2", "--append", "a=1", "--append", ""),
		-EINVAL);
	assert_non_null(strstr(error.text, "--append '': s has no such result"));
	assert_non_null(strstr(error.text, "nothing was added"));
	make_lines((const char *const[]){NULL, NULL, "a=1"});
	assert_int_equal(CHOOSE(CELL, "--from", "s", "--append", "a=1", "--append", ""), -EINVAL);
	assert_non_null(strstr(error.text, "choose one by"));
	assert_int_equal(
		CHOOSE(CELL, "--from", "s", "--gic", "2", "--append", "a=1", "--append", ""),
		-EINVAL);
	assert_non_null(strstr(error.text, "--append 'a=1': s has no such result"));
}

static void what_is_left_is_listed(void **state)
{
	(void)state;
	assert_int_equal(CHOOSE(CELL, "--from", "s"), -EINVAL);
	assert_non_null(strstr(error.text, "s has 3 results of arm64/kvm-vhe, choose one by"));
	assert_non_null(strstr(error.text, "cortex-a57"));
	assert_int_equal(CHOOSE(CELL, "--from", "s", "--cpu", "neoverse-n1"), -EINVAL);
	assert_non_null(strstr(error.text, "s has 2 results of"));
	assert_non_null(strstr(error.text, "GICv2"));
	assert_non_null(strstr(error.text, "; "));
	assert_int_equal(CHOOSE(CELL, "--from", "s", "--cpu", "max"), -EINVAL);
	assert_non_null(strstr(error.text, "s has no result of arm64/kvm-vhe"));
}

static void two_values_choose_two(void **state)
{
	(void)state;
	assert_int_equal(CHOOSE(CELL, "--from", "s", "--gic", "2", "--cpu", "cortex-a57", "--cpu",
				"neoverse-n1"),
			 0);
	assert_true(count == 2 && chosen[0] == 0 && chosen[1] == 1);
	assert_int_equal(CHOOSE(CELL, "--from", "s", "--cpu", "cortex-a57", "--cpu", "neoverse-n1"),
			 -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_is_no_cell),
		cmocka_unit_test(a_second_cell_is_in_the_same_document),
		cmocka_unit_test(what_means_nothing_is_refused),
		cmocka_unit_test(a_pattern_is_no_cell),
		cmocka_unit_test(files_of_symbols_are_kept),
		cmocka_unit_test(options_choose_among_results),
		cmocka_unit_test(with_and_without_are_one_each),
		cmocka_unit_test(what_is_left_is_listed),
		cmocka_unit_test(two_values_choose_two),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
