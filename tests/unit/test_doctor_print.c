// SPDX-License-Identifier: GPL-2.0-or-later
/* What the doctor says on 80 columns: no line is longer, and grep finds each finding by its name.
 */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/doctor_print.h"
#include "tests/unit/table_text.h"

static char *printed(enum cli_format format, const struct host_finding *findings, size_t count,
		     int *status)
{
	char path[] = P_tmpdir "/worldswitch-test-XXXXXX";
	int file = mkstemp(path), before = dup(STDOUT_FILENO);
	struct doctor_print print;
	char *text = calloc(1, 16384);

	assert_true(file >= 0 && before >= 0 && text);
	unlink(path);
	fflush(stdout);
	dup2(file, STDOUT_FILENO);
	doctor_print_begin(&print, format);
	for (size_t at = 0; at < count; at++)
		doctor_print_finding(&print, &findings[at]);
	*status = doctor_print_end(&print);
	dup2(before, STDOUT_FILENO);
	close(before);
	assert_true(pread(file, text, 16383, 0) >= 0);
	close(file);
	return text;
}

static void a_long_finding_is_wrapped_behind_its_name(void **state)
{
	struct host_finding findings[] = {{.what = "/dev/kvm"}, {.what = "a guest"}};
	char *text;
	int status;

	(void)state;
	host_conclude(&findings[0], HOST_FINE, NULL, "it answers");
	host_conclude(&findings[1], HOST_HAZARD,
		      "measure on a machine whose KVM uses the CPU's virtualization",
		      "runs, and pays 15,164 cycles to read its clock, which is no longer the "
		      "CPU's own");
	text = printed(CLI_TABLE, findings, 2, &status);
	assert_string_equal(
		text,
		"ok       /dev/kvm                 it answers\n"
		"hazard   a guest                  runs, and pays 15,164 cycles to read its\n"
		"                                  clock, which is no longer the CPU's own\n"
		"                                    measure on a machine whose KVM uses the\n"
		"                                    CPU's virtualization\n");
	assert_int_equal(status, CLI_BAD);
	free(text);
}

/* The word that the note under a table has of a hazard. */
static void a_hazard_has_the_name_that_results_have(void **state)
{
	struct host_finding findings[] = {
		{.id = "halt-poll", .what = "halt_poll_ns"},
		{.id = "turbo", .what = "turbo"},
		{.what = "a guest"},
	};
	char *text;
	int status;

	(void)state;
	host_conclude(&findings[0], HOST_HAZARD, NULL, "200000");
	host_conclude(&findings[1], HOST_FINE, NULL, "off");
	host_conclude(&findings[2], HOST_FINE, NULL, "runs");
	text = printed(CLI_TABLE, findings, 3, &status);
	assert_string_equal(text, "hazard   halt_poll_ns             200000 [halt-poll]\n"
				  "ok       turbo                    off\n"
				  "ok       a guest                  runs\n");
	free(text);
	text = printed(CLI_JSON, findings, 3, &status);
	assert_non_null(strstr(text, "\"check\": \"halt-poll\""));
	assert_non_null(strstr(text, "\"check\": \"turbo\""));
	assert_null(strstr(strstr(text, "a guest"), "check"));
	assert_int_equal(status, CLI_BAD);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_long_finding_is_wrapped_behind_its_name),
		cmocka_unit_test(a_hazard_has_the_name_that_results_have),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
