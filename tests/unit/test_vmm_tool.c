// SPDX-License-Identifier: GPL-2.0-or-later
/* One VM after the other, by processes that say what guests would: does every wait end, and right?
 */
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include <worldswitch/backend.h>

#include "report/formats.h"
#include "tests/unit/log_text.h"
#include "vmm/environment.h"
#include "vmm/status.h"
#include "vmm/tool.h"

#define OUTPUT_MAX 262144

static const struct vmm_options defaults = {
	.benchmarks = 1U << WS_BENCHMARK_NULL | 1U << WS_BENCHMARK_HYPERCALL |
		      1U << WS_BENCHMARK_INTC_TRAP,
	.timeout = 20,
	.patience = 1,
};

struct outcome {
	int status;
	double seconds;
	char out[OUTPUT_MAX];
	char err[4096];
};

static void read_back(FILE *file, char *text, size_t size)
{
	rewind(file);
	text[fread(text, 1, size - 1, file)] = '\0';
	fclose(file);
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static const struct outcome *run(const struct vmm_options *options,
				 int (*work)(const struct vmm_options *))
{
	static struct outcome outcome;
	FILE *out = tmpfile();
	FILE *err = tmpfile();
	double begin = now();
	int status;
	pid_t child = fork();

	if (child == 0) {
		dup2(fileno(out), STDOUT_FILENO);
		dup2(fileno(err), STDERR_FILENO);
		exit(vmm_tool_run(options, work));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	outcome.status = WEXITSTATUS(status);
	outcome.seconds = now() - begin;
	read_back(out, outcome.out, sizeof(outcome.out));
	read_back(err, outcome.err, sizeof(outcome.err));
	return &outcome;
}

static void say(const struct log_text *text)
{
	if (write(STDOUT_FILENO, text->text, text->size) != (ssize_t)text->size)
		_exit(9);
}

static void say_record(const char *payload)
{
	struct log_text text = {.size = 0};

	log_text_record(&text, payload);
	say(&text);
}

/* What a guest that is well says. */
static int well(const struct vmm_options *options)
{
	struct log_text text = {.size = 0};

	log_text_head(&text, false);
	log_text_cell(&text, "null", "pmccntr", 1);
	if (options->benchmarks & 1U << WS_BENCHMARK_HYPERCALL)
		log_text_cell(&text, "hypercall", "pmccntr", 1);
	if (options->benchmarks & 1U << WS_BENCHMARK_INTC_TRAP)
		log_text_cell(&text, "intc-trap", "pmccntr", 1);
	log_text_record(&text, "end cells=3");
	say(&text);
	return 0;
}

static int wait_for_the_end(void)
{
	while (pause())
		continue;
	return 0;
}

/* One whose hypercalls do not return. */
static int silent_in_hypercall(const struct vmm_options *options)
{
	struct log_text text = {.size = 0};

	if (!(options->benchmarks & 1U << WS_BENCHMARK_HYPERCALL))
		return well(options);
	log_text_head(&text, false);
	log_text_cell(&text, "null", "pmccntr", 1);
	log_text_record(&text, "start id=hypercall");
	say(&text);
	return wait_for_the_end();
}

/* The same, and deaf to all but the kernel. */
static int deaf_in_hypercall(const struct vmm_options *options)
{
	signal(SIGALRM, SIG_IGN);
	return silent_in_hypercall(options);
}

static int is_stale(const struct vmm_options *options)
{
	if (!(options->benchmarks & 1U << WS_BENCHMARK_HYPERCALL))
		return well(options);
	say_record("hello version=" WS_VERSION " list=00000000 arch=arm64 hypervisor=kvm");
	return 1;
}

static int dies_in_hypercall(const struct vmm_options *options)
{
	struct log_text text = {.size = 0};

	if (!(options->benchmarks & 1U << WS_BENCHMARK_HYPERCALL))
		return well(options);
	log_text_head(&text, false);
	log_text_record(&text, "start id=hypercall");
	log_text_record(&text, "panic where=sync esr=0x1 elr=0x2 far=0x3 reason=no such thing");
	log_text_record(&text, "vmm step=run errno=71 reason=the guest panicked");
	say(&text);
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

/* Each step of hypercall takes most of its patience, and no word is between them. */
static int is_slow_in_hypercall(const struct vmm_options *options)
{
	const int step_ms = (int)options->patience * 700;
	struct log_text text = {.size = 0};

	log_text_head(&text, false);
	log_text_cell(&text, "null", "pmccntr", 1);
	log_text_record(&text, "start id=hypercall");
	log_text_record(&text, "timing id=hypercall clock=pmccntr batch=1");
	say(&text);
	for (unsigned int step = WS_STEP_SETUP; step <= WS_STEP_WINDOWS; step++)
		poll(NULL, 0, step_ms);
	text.size = 0;
	log_text_record(&text, "samples id=hypercall v=3e8,3e9,3ea,3eb,3ec,3ed");
	log_text_record(&text, "nulls id=hypercall v=64,64,64,64,64,64");
	log_text_record(&text, "cell id=hypercall verdict=measured windows=6");
	log_text_record(&text, "end cells=2");
	say(&text);
	return 0;
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

static void a_table_of_what_is_well(void **state)
{
	struct vmm_options options = defaults;
	const struct outcome *outcome;

	(void)state;
	options.format = ws_format_find("table");
	outcome = run(&options, well);
	assert_int_equal(outcome->status, 0);
	assert_string_equal(outcome->err, "");
	assert_non_null(strstr(outcome->out, "hypercall"));
	assert_non_null(strstr(outcome->out, "904"));
	options.format = ws_format_find("json");
	outcome = run(&options, well);
	assert_non_null(strstr(outcome->out, "\"id\": \"host/hypercall\""));
	assert_non_null(strstr(outcome->out, "\"via\": \"worldswitch-vmm\""));
	assert_non_null(strstr(outcome->out, "\"value\": 904"));
}

/* How often a text stands in another one. */
static size_t count_of(const char *text, const char *what)
{
	size_t count = 0;

	while ((text = strstr(text, what))) {
		count++;
		text++;
	}
	return count;
}

static void records_of_what_is_well(void **state)
{
	const struct outcome *outcome = run(&defaults, well);

	(void)state;
	assert_int_equal(outcome->status, 0);
	assert_int_equal(count_of(outcome->out, "hello version="), 1);
	assert_int_equal(count_of(outcome->out, "end cells="), 1);
	assert_non_null(strstr(outcome->out, "environment key=via text=worldswitch-vmm"));
}

static void what_is_silent_costs_its_own_cell(void **state)
{
	static int (*const works[])(const struct vmm_options *) = {silent_in_hypercall,
								   deaf_in_hypercall};

	(void)state;
	for (size_t at = 0; at < 2; at++) {
		const struct outcome *outcome = run(&defaults, works[at]);

		assert_int_equal(outcome->status, 1);
		assert_true(outcome->seconds >= 1 && outcome->seconds < 5);
		assert_non_null(strstr(outcome->out, "cell id=hypercall verdict=timed-out"));
		assert_non_null(strstr(outcome->out, "cell id=intc-trap verdict=measured"));
		assert_int_equal(count_of(outcome->out, "end cells="), 1);
	}
}

/* A VM keeps the limit of each step by itself; from outside their end alone is to be seen. */
static void what_is_slow_is_waited_for(void **state)
{
	struct vmm_options options = defaults;
	const struct outcome *outcome;

	(void)state;
	options.benchmarks = 1U << WS_BENCHMARK_NULL | 1U << WS_BENCHMARK_HYPERCALL;
	outcome = run(&options, is_slow_in_hypercall);
	assert_int_equal(outcome->status, 0);
	assert_non_null(strstr(outcome->out, "cell id=hypercall verdict=measured"));
	assert_null(strstr(outcome->out, "timed-out"));
}

static void the_last_cell_may_be_the_silent_one(void **state)
{
	struct vmm_options options = defaults;
	const struct outcome *outcome;

	(void)state;
	options.benchmarks = 1U << WS_BENCHMARK_HYPERCALL;
	outcome = run(&options, silent_in_hypercall);
	assert_int_equal(outcome->status, 1);
	assert_non_null(strstr(outcome->out, "cell id=hypercall verdict=timed-out"));
	assert_int_equal(count_of(outcome->out, "end cells="), 1);
}

static void what_dies_costs_its_own_cell(void **state)
{
	const struct outcome *outcome = run(&defaults, dies_in_hypercall);

	(void)state;
	assert_int_equal(outcome->status, 1);
	assert_non_null(strstr(outcome->out, "cell id=hypercall verdict=crashed windows=0 "
					     "reason=no such thing"));
	assert_non_null(strstr(outcome->out, "cell id=intc-trap verdict=measured"));
	assert_null(strstr(outcome->out, "vmm step="));
	assert_null(strstr(outcome->out, "panic where="));
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
	outcome = run(&options, never_starts);
	assert_int_equal(outcome->status, VMM_STATUS_FAILED);
	assert_true(outcome->seconds < 5);
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
	assert_true(outcome->seconds < 5);
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
	assert_int_equal(outcome->status, VMM_STATUS_NO_KVM);
	assert_string_equal(outcome->out, "");
	assert_int_equal(count_of(outcome->err, "\n"), 1);
	assert_non_null(strstr(outcome->err, "/dev/kvm does not exist"));
	outcome = run(&options, cannot_make_a_vm);
	assert_int_equal(outcome->status, VMM_STATUS_FAILED);
	assert_non_null(strstr(outcome->err, "create-vm: KVM_CREATE_VM"));
}

static void the_whole_has_a_limit(void **state)
{
	struct vmm_options options = defaults;
	const struct outcome *outcome;

	(void)state;
	options.timeout = 1;
	options.patience = 30;
	outcome = run(&options, silent_in_hypercall);
	assert_int_equal(outcome->status, 1);
	assert_true(outcome->seconds < 4);
	assert_non_null(strstr(outcome->out, "cell id=hypercall verdict=timed-out"));
	assert_non_null(strstr(outcome->out, "the time is up"));
}

static void samples_go_to_their_file(void **state)
{
	char path[] = "/tmp/worldswitch-samples-XXXXXX";
	struct vmm_options options = defaults;
	char text[4096];
	FILE *file;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	options.samples = path;
	assert_int_equal(run(&options, well)->status, 0);
	file = fopen(path, "r");
	assert_non_null(file);
	read_back(file, text, sizeof(text));
	unlink(path);
	assert_non_null(strstr(text, "\nhypercall,sample,0,1000,1,pmccntr\n"));
}

static void keep_part(void *context, const char *line, size_t length)
{
	char text[RECORD_LINE_MAX];
	struct record record;
	char *whole = context;

	snprintf(text, sizeof(text), "%.*s", (int)length - 1, line);
	assert_int_equal(record_find(text, length - 1, &record), 0);
	assert_string_equal(record.key, "mitigations");
	snprintf(whole + strlen(whole), RECORD_LINE_MAX - strlen(whole), "%s", record.text);
}

static void the_machine_is_described_whole(void **state)
{
	char text[400], whole[RECORD_LINE_MAX] = "";

	(void)state;
	for (size_t at = 0; at < sizeof(text) - 1; at++)
		text[at] = " abc"[at % 4];
	text[sizeof(text) - 1] = '\0';
	vmm_environment_record("mitigations", text, keep_part, whole);
	assert_string_equal(whole, text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_of_what_is_well),
		cmocka_unit_test(records_of_what_is_well),
		cmocka_unit_test(what_is_silent_costs_its_own_cell),
		cmocka_unit_test(what_is_slow_is_waited_for),
		cmocka_unit_test(the_last_cell_may_be_the_silent_one),
		cmocka_unit_test(what_dies_costs_its_own_cell),
		cmocka_unit_test(a_stale_probe_is_refused),
		cmocka_unit_test(what_never_starts_is_told_in_time),
		cmocka_unit_test(what_never_starts_is_told_though_the_time_is_up),
		cmocka_unit_test(what_is_killed_is_no_fault_of_kvm),
		cmocka_unit_test(without_kvm_there_is_one_line),
		cmocka_unit_test(the_whole_has_a_limit),
		cmocka_unit_test(samples_go_to_their_file),
		cmocka_unit_test(the_machine_is_described_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
