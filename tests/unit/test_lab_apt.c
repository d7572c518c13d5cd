// SPDX-License-Identifier: GPL-2.0-or-later
/* apt's surroundings: the source made from the machine's own, apt's errors in one line, and how a
 * package is named. The script is the one that the program carries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/apt_errors.h"
#include "lab/apt_suite.h"
#include "lab/package_spec.h"
#include "lab/process.h"
#include "support/file.h"
#include "tests/unit/lab_files.h"

static char *folder;
static struct ws_error error;

static int setup(void **state)
{
	(void)state;
	folder = make_folder();
	setenv("APT_ETC", folder, 1);
	setenv("OS_RELEASE", in(folder, "os-release"), 1);
	write_text(in(folder, "os-release"), "ID=debian\nVERSION_CODENAME=bookworm\n");
	return ws_directory_create(in(folder, "sources.list.d"), &error);
}

static int teardown(void **state)
{
	(void)state;
	unsetenv("APT_ETC");
	unsetenv("OS_RELEASE");
	remove_folder(folder);
	return 0;
}

/* What the script prints, or its one line of error. */
static void suite_prints(int expected_result, const char *expected)
{
	const char *const argv[] = {"/bin/sh", "-c", apt_suite_script, "apt-suite", "trixie", NULL};
	const struct process_command command = {.argv = argv, .output_limit = 4096, .timeout = 30};
	struct process_output output;

	assert_int_equal(process_run(&command, &output, &error), expected_result);
	assert_string_equal(expected_result ? output.err : output.out, expected);
	process_output_free(&output);
}

static void the_modern_form_is_read(void **state)
{
	(void)state;
	write_text(in(folder, "sources.list.d/a.sources"),
		   "# a comment\nTypes: deb\nURIs: http://mirror.example/other\nSuites: other\n"
		   "Components: main\n\n"
		   "Types: deb deb-src\nURIs: http://mirror.example/debian\n"
		   "Suites: bookworm bookworm-updates\nComponents: main contrib\n"
		   "Signed-By: /usr/share/keyrings/x.gpg\n");
	suite_prints(0, "Types: deb\nURIs: http://mirror.example/debian\n"
			"Signed-By: /usr/share/keyrings/x.gpg\nSuites: trixie\nComponents: main\n");
}

static void a_key_in_the_source_is_kept_whole(void **state)
{
	(void)state;
	write_text(in(folder, "sources.list.d/a.sources"),
		   "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\n"
		   "Signed-By:\n -----BEGIN\n .\n mQIN\n -----END\nComponents: main\n");
	suite_prints(0, "Types: deb\nURIs: http://mirror.example/debian\nSigned-By:\n -----BEGIN\n"
			" .\n mQIN\n -----END\nSuites: trixie\nComponents: main\n");
}

static void the_one_line_form_is_read(void **state)
{
	(void)state;
	write_text(
		in(folder, "sources.list"),
		"# deb http://mirror.example/no bookworm main\n"
		"deb-src http://mirror.example/src bookworm main\n"
		"deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian bookworm main\n");
	suite_prints(0, "Types: deb\nURIs: http://mirror.example/debian\nSigned-By: /k.gpg\n"
			"Suites: trixie\nComponents: main\n");
}

static void a_disabled_source_is_passed_over(void **state)
{
	(void)state;
	write_text(in(folder, "sources.list.d/a.sources"),
		   "Enabled: no\nTypes: deb\nURIs: http://mirror.example/off\nSuites: bookworm\n");
	write_text(in(folder, "sources.list.d/b.list"),
		   "deb http://mirror.example/on bookworm main\n");
	suite_prints(0, "Types: deb\nURIs: http://mirror.example/on\nSuites: trixie\n"
			"Components: main\n");
}

static void a_machine_without_debian_is_told_so(void **state)
{
	char expected[256];

	(void)state;
	snprintf(expected, sizeof(expected), "apt-suite: no source for 'bookworm' in %s: add one\n",
		 folder);
	suite_prints(-EIO, expected);
	write_text(in(folder, "os-release"), "ID=other\n");
	suite_prints(-EIO, "apt-suite: no VERSION_CODENAME in os-release: not Debian?\n");
}

static void errors_become_one_line(void **state)
{
	static const struct {
		const char *messages;
		int result;
		const char *line;
	} cases[] = {
		{"", -EIO, "W: no reason was given"},
		{"\n\n", -EIO, "W: no reason was given"},
		{"odd words", -EIO, "W: odd words"},
		{"W: first\nE: cause.\nE: Some index files failed to download.\n", -EIO,
		 "W: cause"},
		{"E: Failed to fetch x  Could not resolve 'h'\n", -EIO,
		 "W: Failed to fetch x  Could not resolve 'h'; is there a network?"},
		{"E: The repository 'x nosuite Release' does not have a Release file.\n", -ENOENT,
		 "W: The repository 'x nosuite Release' does not have a Release file; is the "
		 "suite's name right?"},
		{"E: write - write (28: No space left on device)\n", -ENOSPC,
		 "W: write - write (28: No space left on device); make room there"},
		{"E: \n", -EIO, "W: E: "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(apt_explain(cases[i].messages, "W", &error), cases[i].result);
		assert_string_equal(error.text, cases[i].line);
	}
}

static void a_long_error_is_cut(void **state)
{
	char messages[4096];

	(void)state;
	memset(messages, 'x', sizeof(messages));
	memcpy(messages, "E: ", 3);
	messages[sizeof(messages) - 1] = '\0';
	apt_explain(messages, "W", &error);
	assert_true(strlen(error.text) < 500);
}

static void packages_have_names_and_suites(void **state)
{
	struct package_spec spec;

	(void)state;
	assert_int_equal(package_spec_parse("linux-image-cloud-arm64", &spec, &error), 0);
	assert_string_equal(spec.package, "linux-image-cloud-arm64");
	assert_string_equal(spec.suite, "");
	assert_int_equal(
		package_spec_parse("xen-hypervisor-4.20-arm64/bookworm-backports", &spec, &error),
		0);
	assert_string_equal(spec.package, "xen-hypervisor-4.20-arm64");
	assert_string_equal(spec.suite, "bookworm-backports");
}

static void other_names_are_refused(void **state)
{
	static const char *const names[] = {
		"",      "a",    "Image",  "-o",         "a b",   "linux;id",  "ab/",
		"ab/..", "ab/.", "ab/x/y", "ab/../x",    "../ab", "ab/Trixie", "ab/-x",
		"ab=1",  "ab_1", "ab\n",   "ab/trixie ", "a*",    "vmlinuz~",
	};
	struct package_spec spec;
	char longest[300];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		assert_int_equal(package_spec_parse(names[i], &spec, &error), -EINVAL);
		assert_non_null(strstr(error.text, "PACKAGE/SUITE"));
	}
	memset(longest, 'a', sizeof(longest));
	longest[DEB_WORD_MAX] = '\0';
	assert_int_equal(package_spec_parse(longest, &spec, &error), -EINVAL);
	longest[2] = '/';
	assert_int_equal(package_spec_parse(longest, &spec, &error), -EINVAL);
}

static void files_are_told_from_packages(void **state)
{
	char *where = get_current_dir_name();

	(void)state;
	assert_true(package_spec_is_file("/x"));
	assert_true(package_spec_is_file("./x"));
	assert_true(package_spec_is_file("../x"));
	assert_false(package_spec_is_file("linux-image-cloud-arm64"));
	assert_int_equal(chdir(folder), 0);
	assert_true(package_spec_is_file("sources.list.d/../os-release"));
	assert_false(package_spec_is_file("os-release"));
	assert_false(package_spec_is_file("linux-image-cloud-arm64/trixie"));
	assert_int_equal(chdir(where), 0);
	free(where);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_modern_form_is_read, setup, teardown),
		cmocka_unit_test_setup_teardown(a_key_in_the_source_is_kept_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(the_one_line_form_is_read, setup, teardown),
		cmocka_unit_test_setup_teardown(a_disabled_source_is_passed_over, setup, teardown),
		cmocka_unit_test_setup_teardown(a_machine_without_debian_is_told_so, setup,
						teardown),
		cmocka_unit_test(errors_become_one_line),
		cmocka_unit_test(a_long_error_is_cut),
		cmocka_unit_test(packages_have_names_and_suites),
		cmocka_unit_test(other_names_are_refused),
		cmocka_unit_test_setup_teardown(files_are_told_from_packages, setup, teardown),
	};

	return cmocka_run_group_tests_name("lab/apt", tests, NULL, NULL);
}
