// SPDX-License-Identifier: GPL-2.0-or-later
/* What the doctor says on 80 columns: no line is longer, and grep finds each finding by its name.
 */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/doctor_print.h"
#include "tests/unit/table_text.h"

static char *printed(const struct host_finding *findings, size_t count, int *status)
{
	char path[] = P_tmpdir "/worldswitch-test-XXXXXX";
	int file = mkstemp(path), before = dup(STDOUT_FILENO);
	struct doctor_print print;
	char *text = calloc(1, 16384);

	assert_true(file >= 0 && before >= 0 && text);
	unlink(path);
	fflush(stdout);
	dup2(file, STDOUT_FILENO);
	doctor_print_begin(&print, CLI_TABLE);
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
	text = printed(findings, 2, &status);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_long_finding_is_wrapped_behind_its_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
