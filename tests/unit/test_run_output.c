// SPDX-License-Identifier: GPL-2.0-or-later
/* Where `worldswitch run` writes its results, and what happens when a disk refuses them. */
#include <dirent.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "tests/unit/run_command.h"

static void json_goes_to_the_output_and_nothing_else_does(void **state)
{
	json_t *document;

	(void)state;
	RUN("arm64/two", "--format", "json", "-n", "5", "-o", "f.json");
	assert_status(CLI_OK);
	document = json_loads(ran.out, 0, NULL);
	assert_non_null(document);
	assert_int_equal(cells_of(document, "measured"), WS_BENCHMARK_COUNT);
	assert_string_equal(json_string_value(json_object_get(document, "schema")),
			    "worldswitch.result/1");
	json_decref(document);
	assert_string_equal(ran.err, "");
	assert_int_equal(cells_in("f.json", "measured"), WS_BENCHMARK_COUNT);
	assert_string_equal(kept(), "");
}

static void an_output_that_cannot_be_written_stops_the_run_early(void **state)
{
	(void)state;
	RUN("-o", "no/such/folder/f.json");
	assert_status(CLI_NOTHING);
	assert_string_equal(ran.err,
			    "worldswitch: cannot write no/such/folder/f.json: No such file "
			    "or directory\n");
	RUN("-o", ".");
	assert_status(CLI_NOTHING);
	RUN("-o", "/dev/full");
	assert_status(CLI_NOTHING);
	assert_non_null(strstr(ran.err, "not a regular file"));
	assert_string_equal(ran.out, "");
}

static void a_data_folder_that_cannot_be_written_is_a_warning(void **state)
{
	(void)state;
	fclose(fopen("worldswitch", "w")); /* a file where the folder should be */
	RUN("--dom0", "probe", "-n", "5");
	assert_status(CLI_OK);
	assert_int_equal(strncmp(ran.err, "warning: the result will not be kept: ", 38), 0);
	assert_non_null(strstr(ran.err, "\nwarning: the result is not in the history: "));
	assert_non_null(strstr(ran.out, "\nhypercall"));
}

static void an_output_that_fails_later_is_an_error_and_the_table_is_shown(void **state)
{
	(void)state;
	assert_int_equal(mkdir("there", 0755), 0);
	fake.break_folder = "there";
	RUN("--dom0", "probe", "-n", "5", "-o", "there/f.json");
	assert_status(CLI_NOTHING);
	assert_non_null(strstr(ran.err, "cannot write there/f.json: No such file"));
	assert_ptr_equal(strchr(ran.err, '\n'), ran.err + strlen(ran.err) - 1);
	assert_non_null(strstr(ran.out, "\nhypercall"));
}

static void a_link_leads_to_the_file_that_is_written(void **state)
{
	struct stat status;

	(void)state;
	fclose(fopen("file.json", "w"));
	assert_int_equal(symlink("file.json", "link"), 0);
	assert_int_equal(symlink("nowhere.json", "dangling"), 0);
	RUN("--dom0", "probe", "-n", "5", "-o", "link");
	assert_status(CLI_OK);
	assert_int_equal(lstat("link", &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	assert_int_equal(cells_in("file.json", "measured"), 2 * WS_BENCHMARK_COUNT);
	RUN("--dom0", "probe", "-n", "5", "-o", "dangling");
	assert_status(CLI_NOTHING);
	assert_string_equal(ran.err,
			    "worldswitch: cannot write dangling: No such file or directory\n");
}

/* Renaming a document to /dev/stdout would, for root, take the name from the whole machine. */
static void the_output_of_the_program_is_no_file_for_the_result(void **state)
{
	static const char *const outputs[] = {"out.txt", "/dev/stdout", "/dev/stderr",
					      "/proc/self/fd/1"};

	(void)state;
	for (size_t at = 0; at < sizeof(outputs) / sizeof(outputs[0]); at++) {
		RUN("--dom0", "probe", "-n", "5", "-o", outputs[at]);
		assert_status(CLI_NOTHING);
		assert_non_null(strstr(ran.err, "goes there already (--format json prints)\n"));
	}
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(json_goes_to_the_output_and_nothing_else_does),
		CASE(an_output_that_cannot_be_written_stops_the_run_early),
		CASE(a_data_folder_that_cannot_be_written_is_a_warning),
		CASE(an_output_that_fails_later_is_an_error_and_the_table_is_shown),
		CASE(a_link_leads_to_the_file_that_is_written),
		CASE(the_output_of_the_program_is_no_file_for_the_result),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
