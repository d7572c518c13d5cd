// SPDX-License-Identifier: GPL-2.0-or-later
/* A run that cannot begin or go on: is it told why, in time, in one line and by its status? */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "report/formats.h"
#include "tests/unit/run_tool.h"
#include "vmm/cell.h"
#include "vmm/status.h"
#include "vmm/tool_state.h"

static void say_record(const char *payload)
{
	struct log_text text = {.size = 0};

	log_text_record(&text, payload);
	say(&text);
}

static int is_stale(const struct vmm_options *options)
{
	if (!(options->benchmarks & 1U << WS_BENCHMARK_HYPERCALL))
		return well(options);
	say_record("hello version=" WS_VERSION " list=00000000 arch=arm64 hypervisor=kvm");
	return 1;
}

static int never_starts(const struct vmm_options *options)
{
	(void)options;
	return wait_for_the_end();
}

/* The same, and says so when its time is up, as a VM does whose VCPU was entered. */
static int runs_in_vain(const struct vmm_options *options)
{
	sigset_t alarm;
	int number;

	(void)options;
	sigemptyset(&alarm);
	sigaddset(&alarm, SIGALRM);
	sigprocmask(SIG_BLOCK, &alarm, NULL);
	sigwait(&alarm, &number);
	say_record("vmm step=run errno=110 reason=out of time at guest pc 0x0");
	return 1;
}

static int is_killed(const struct vmm_options *options)
{
	(void)options;
	return kill(getpid(), SIGKILL);
}

static int has_no_kvm(const struct vmm_options *options)
{
	(void)options;
	say_record("vmm step=open-kvm errno=2 reason=/dev/kvm does not exist");
	return 4;
}

static int cannot_make_a_vm(const struct vmm_options *options)
{
	(void)options;
	say_record("vmm step=create-vm errno=5 reason=KVM_CREATE_VM: Input/output error");
	return 1;
}

static void a_stale_probe_is_refused(void **state)
{
	const struct outcome *outcome = run(&defaults, is_stale);

	(void)state;
	assert_int_equal(outcome->status, 1);
	assert_int_equal(count_of(outcome->err, "\n"), 1);
	assert_non_null(strstr(outcome->err, "another probe"));
}

static void what_never_starts_is_told_in_time(void **state)
{
	struct vmm_options options = defaults;
	const struct outcome *outcome;

	(void)state;
	options.format = ws_format_find("table");
	assert_in_range(vmm_cell_boot_ms(&options) + VMM_TOOL_MARGIN_MS, 1, 5000);
	outcome = run(&options, never_starts);
	assert_int_equal(outcome->status, VMM_STATUS_FAILED);
	assert_true(outcome->seconds < PROMPT_SECONDS);
	assert_string_equal(outcome->out, "");
	assert_int_equal(count_of(outcome->err, "\n"), 1);
	assert_non_null(strstr(outcome->err, "KVM cannot run it"));
}

/* Where there is no more time than a start may take, it is not the time that there is too little
 * of. */
static void what_never_starts_is_told_though_the_time_is_up(void **state)
{
	struct vmm_options options = defaults;
	const struct outcome *outcome;

	(void)state;
	options.timeout = 4;
	outcome = run(&options, runs_in_vain);
	assert_int_equal(outcome->status, VMM_STATUS_FAILED);
	assert_true(outcome->seconds < PROMPT_SECONDS);
	assert_int_equal(count_of(outcome->err, "\n"), 1);
	assert_non_null(strstr(outcome->err, "KVM cannot run it"));
	options.timeout = 1;
	outcome = run(&options, runs_in_vain);
	assert_int_equal(outcome->status, VMM_STATUS_FAILED);
	assert_non_null(strstr(outcome->err, "the time is up: see --timeout"));
}

static void what_is_killed_is_no_fault_of_kvm(void **state)
{
	const struct outcome *outcome = run(&defaults, is_killed);

	(void)state;
	assert_int_equal(outcome->status, VMM_STATUS_FAILED);
	assert_int_equal(count_of(outcome->err, "\n"), 1);
	assert_non_null(strstr(outcome->err, "run: signal 9 killed its process"));
}

static void without_kvm_there_is_one_line(void **state)
{
	struct vmm_options options = defaults;
	const struct outcome *outcome;

	(void)state;
	options.format = ws_format_find("json");
	outcome = run(&options, has_no_kvm);
	assert_int_equal(outcome->status, VMM_STATUS_NOTHING);
	assert_string_equal(outcome->out, "");
	assert_int_equal(count_of(outcome->err, "\n"), 1);
	assert_non_null(strstr(outcome->err, "/dev/kvm does not exist"));
	outcome = run(&options, cannot_make_a_vm);
	assert_int_equal(outcome->status, VMM_STATUS_FAILED);
	assert_non_null(strstr(outcome->err, "create-vm: KVM_CREATE_VM"));
}

static int has_no_image(const struct vmm_options *options)
{
	(void)options;
	say_record("vmm step=open-image errno=8 reason=--probe x: the guest image is no ELF file");
	return 4;
}

static void without_an_image_nothing_is_run(void **state)
{
	const struct outcome *outcome = run(&defaults, has_no_image);

	(void)state;
	assert_int_equal(outcome->status, VMM_STATUS_NOTHING);
	assert_int_equal(count_of(outcome->err, "\n"), 1);
	assert_non_null(strstr(outcome->err, "--probe x: the guest image"));
}

static void what_cannot_be_written_is_told_before_anything_runs(void **state)
{
	struct vmm_options options = defaults;
	const struct outcome *outcome;

	(void)state;
	options.samples = "/nonexistent/samples";
	outcome = run(&options, well);
	assert_int_equal(outcome->status, VMM_STATUS_NOTHING);
	assert_string_equal(outcome->out, "");
	assert_non_null(strstr(outcome->err, "cannot write /nonexistent/samples"));
}

/* Whether it fits into a buffer, is longer, or is records as they come. */
static void what_cannot_be_printed_is_told(void **state)
{
	static const char *const formats[] = {"table", "json", "records"};
	struct vmm_options options = defaults;

	(void)state;
	for (size_t at = 0; at < sizeof(formats) / sizeof(formats[0]); at++) {
		const struct outcome *outcome;

		options.format = ws_format_find(formats[at]);
		outcome = run_into(fopen("/dev/full", "r+"), &options, well);
		assert_int_equal(outcome->status, VMM_STATUS_NOTHING);
		assert_int_equal(count_of(outcome->err, "\n"), 1);
		assert_non_null(strstr(outcome->err, "standard output: No space left on device"));
	}
}

/* It can be opened. */
static void samples_that_cannot_be_written_are_told(void **state)
{
	struct vmm_options options = defaults;
	const struct outcome *outcome;

	(void)state;
	options.format = ws_format_find("json");
	options.samples = "/dev/full";
	outcome = run(&options, well);
	assert_int_equal(outcome->status, VMM_STATUS_NOTHING);
	assert_int_equal(count_of(outcome->out, "\"schema\""), 1);
	assert_int_equal(count_of(outcome->err, "\n"), 1);
	assert_non_null(strstr(outcome->err, "cannot write /dev/full: No space left on device"));
}

/* A record of it is for who asked for records, an ssh client's caller say. */
static void a_cpu_that_there_is_not_is_a_wrong_command_line(void **state)
{
	struct vmm_options options = defaults;
	const struct outcome *outcome;

	(void)state;
	options.placed = true;
	options.measured_cpu = options.others_cpu = 1023;
	outcome = run(&options, well);
	assert_int_equal(outcome->status, VMM_STATUS_USAGE);
	assert_int_equal(count_of(outcome->out, "vmm step=options errno=22"), 1);
	options.format = ws_format_find("table");
	outcome = run(&options, well);
	assert_int_equal(outcome->status, VMM_STATUS_USAGE);
	assert_string_equal(outcome->out, "");
	assert_int_equal(count_of(outcome->err, "\n"), 1);
	assert_non_null(strstr(outcome->err, "--cpus: CPU 1023 may not be used"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_stale_probe_is_refused),
		cmocka_unit_test(what_never_starts_is_told_in_time),
		cmocka_unit_test(what_never_starts_is_told_though_the_time_is_up),
		cmocka_unit_test(what_is_killed_is_no_fault_of_kvm),
		cmocka_unit_test(without_kvm_there_is_one_line),
		cmocka_unit_test(without_an_image_nothing_is_run),
		cmocka_unit_test(what_cannot_be_written_is_told_before_anything_runs),
		cmocka_unit_test(what_cannot_be_printed_is_told),
		cmocka_unit_test(samples_that_cannot_be_written_are_told),
		cmocka_unit_test(a_cpu_that_there_is_not_is_a_wrong_command_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
