// SPDX-License-Identifier: GPL-2.0-or-later
/* Where files are looked for, with every variable set, empty, relative and missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/paths.h"
#include "support/file.h"
#include "tests/unit/lab_files.h"

static struct ws_error error;

static int reset(void **state)
{
	(void)state;
	setenv("HOME", "/users/a", 1);
	unsetenv("XDG_CACHE_HOME");
	unsetenv("XDG_DATA_HOME");
	unsetenv("WORLDSWITCH_LIBDIR");
	return 0;
}

static void expect_cache(const char *expected)
{
	char *path;

	assert_int_equal(paths_cache(&path, &error), 0);
	assert_string_equal(path, expected);
	free(path);
}

static void the_home_folder_is_the_default(void **state)
{
	char *path;

	(void)state;
	expect_cache("/users/a/.cache/worldswitch");
	assert_int_equal(paths_data(&path, &error), 0);
	assert_string_equal(path, "/users/a/.local/share/worldswitch");
	free(path);
}

static void the_variables_come_first(void **state)
{
	char *path;

	(void)state;
	setenv("XDG_CACHE_HOME", "/c", 1);
	setenv("XDG_DATA_HOME", "/d", 1);
	expect_cache("/c/worldswitch");
	unsetenv("HOME");
	expect_cache("/c/worldswitch");
	assert_int_equal(paths_data(&path, &error), 0);
	assert_string_equal(path, "/d/worldswitch");
	free(path);
}

static void empty_and_relative_variables_do_not_count(void **state)
{
	(void)state;
	setenv("XDG_CACHE_HOME", "", 1);
	expect_cache("/users/a/.cache/worldswitch");
	setenv("XDG_CACHE_HOME", "relative/cache", 1);
	expect_cache("/users/a/.cache/worldswitch");
}

static void no_home_is_an_error(void **state)
{
	char *path;

	(void)state;
	unsetenv("HOME");
	assert_int_equal(paths_cache(&path, &error), -ENOENT);
	assert_non_null(strstr(error.text, "HOME"));
	assert_non_null(strstr(error.text, "XDG_CACHE_HOME"));
	setenv("HOME", "not/absolute", 1);
	assert_int_equal(paths_data(&path, &error), -ENOENT);
	assert_non_null(strstr(error.text, "XDG_DATA_HOME"));
}

static void parts_are_where_the_variable_says(void **state)
{
	char *folder = make_folder();
	char *path;

	(void)state;
	setenv("WORLDSWITCH_LIBDIR", folder, 1);
	assert_int_equal(paths_part(PATHS_VMM, "arm64", &path, &error), -ENOENT);
	assert_non_null(strstr(error.text, folder));
	assert_non_null(strstr(error.text, "worldswitch-vmm"));
	assert_int_equal(ws_directory_create(in(folder, "vmm/arm64"), &error), 0);
	write_text(in(folder, "vmm/arm64/worldswitch-vmm"), "x");
	assert_int_equal(paths_part(PATHS_VMM, "arm64", &path, &error), 0);
	assert_string_equal(path, in(folder, "vmm/arm64/worldswitch-vmm"));
	free(path);
	remove_folder(folder);
}

/* This program runs from BUILD/asan/tests: the places beside it and in ../lib/worldswitch. */
static void parts_are_beside_the_program_or_installed(void **state)
{
	char program[512];
	ssize_t length = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *beside, *installed, *path;

	(void)state;
	assert_true(length > 0);
	program[length] = '\0';
	*strrchr(program, '/') = '\0';
	beside = paths_format("%s/probe/arm64", program);
	installed = paths_format("%s/../lib/worldswitch/probe/arm64", program);
	assert_int_equal(ws_directory_create(installed, &error), 0);
	write_text(in(installed, "probe.img"), "x");
	assert_int_equal(paths_part(PATHS_PROBE, "arm64", &path, &error), 0);
	assert_non_null(strstr(path, "/lib/worldswitch/probe/arm64/probe.img"));
	free(path);
	assert_int_equal(ws_directory_create(beside, &error), 0);
	write_text(in(beside, "probe.img"), "x");
	assert_int_equal(paths_part(PATHS_PROBE, "arm64", &path, &error), 0);
	assert_string_equal(path, in(beside, "probe.img"));
	free(path);
	unlink(in(beside, "probe.img"));
	unlink(in(installed, "probe.img"));
	assert_int_equal(paths_part(PATHS_PROBE, "arm64", &path, &error), -ENOENT);
	assert_non_null(strstr(error.text, "WORLDSWITCH_LIBDIR"));
	free(beside);
	free(installed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(the_home_folder_is_the_default, reset),
		cmocka_unit_test_setup(the_variables_come_first, reset),
		cmocka_unit_test_setup(empty_and_relative_variables_do_not_count, reset),
		cmocka_unit_test_setup(no_home_is_an_error, reset),
		cmocka_unit_test_setup(parts_are_where_the_variable_says, reset),
		cmocka_unit_test_setup(parts_are_beside_the_program_or_installed, reset),
	};

	return cmocka_run_group_tests_name("lab/paths", tests, NULL, NULL);
}
