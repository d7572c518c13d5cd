// SPDX-License-Identifier: GPL-2.0-or-later
/* Does every cell get its verdict, and every child its end, whatever an emulator does? Emulators
 * here are shell scripts.
 */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include <worldswitch/version.h>

#include "lab/plan.h"
#include "records/record.h"
#include "tests/unit/record_line.h"

#define PLANS 3

/* Far more than a run takes on a machine under load, and far less than a script sleeps. */
#define LIMIT_MS 100000

/* From SIGTERM to SIGKILL it is a second. */
#define LEAVE_LIMIT_MS 10000

static struct {
	unsigned int reports;
	enum ws_verdict verdict;
	char reason[WS_REASON_MAX];
} seen[PLANS];
static struct lab_plan plans[PLANS];
static volatile int interrupted;

static void on_cell(void *context, const struct lab_plan *plan, const struct lab_cell *cell)
{
	size_t number = (size_t)(plan - plans);

	(void)context;
	seen[number].reports++;
	seen[number].verdict = cell->verdict;
	snprintf(seen[number].reason, WS_REASON_MAX, "%s", cell->reason);
}

static void make_plan(struct lab_plan *plan, const char *script, unsigned int timeout)
{
	*plan = (struct lab_plan){
		.request = {.target = lab_target_find("arm64/native"),
			    .benchmarks = 1U << WS_BENCHMARK_NULL,
			    .iterations = 1,
			    .controller = 3,
			    .timeout = timeout},
	};
	arguments_add(&plan->command, "/bin/sh");
	arguments_add(&plan->command, "-c");
	arguments_add(&plan->command, "%s", script);
}

static int64_t milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Runs plans to an end that is not their own; nothing may be left of them. */
static int run(size_t count, unsigned int jobs)
{
	static const struct lab_observer observer = {.cell_ended = on_cell};
	struct lab_plan *list[PLANS];
	int64_t begin = milliseconds();
	struct ws_error error;
	int result;

	memset(seen, 0, sizeof(seen));
	for (size_t i = 0; i < count; i++)
		list[i] = &plans[i];
	result = lab_run(list, count, jobs, &interrupted, &observer, &error);
	assert_true(milliseconds() - begin < LIMIT_MS);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(seen[i].reports, 1);
		arguments_free(&plans[i].command);
	}
	return result;
}

static void run_script(const char *script, unsigned int timeout)
{
	make_plan(&plans[0], script, timeout);
	assert_int_equal(run(1, 1), 0);
}

static void assert_verdict(size_t plan, enum ws_verdict verdict, const char *reason)
{
	if (seen[plan].verdict != verdict || !strstr(seen[plan].reason, reason))
		fail_msg("verdict %d, reason '%s'", (int)seen[plan].verdict, seen[plan].reason);
}

static size_t add_echo(char *script, size_t size, const char *payload)
{
	char line[RECORD_LINE_MAX];

	return (size_t)snprintf(script, size, "echo '%s'\n", record_line(line, payload));
}

/* A script that says all that a good machine says, then does something else. */
static void good_script(char *script, size_t size, const char *then)
{
	char payload[128];
	size_t used = 0;

	snprintf(payload, sizeof(payload), "hello version=%s list=%08x arch=arm64 hypervisor=%s",
		 WS_VERSION, record_list_checksum(), "native");
	used += add_echo(script + used, size - used, payload);
	used += add_echo(script + used, size - used, "machine gic=3 cpus=1");
	for (int i = 0; i < WS_BENCHMARK_COUNT; i++) {
		snprintf(payload, sizeof(payload), "benchmark id=%s state=present",
			 record_benchmark_id((enum ws_benchmark)i));
		used += add_echo(script + used, size - used, payload);
	}
	used += add_echo(script + used, size - used, "selftest windows=1 expected=57");
	used += add_echo(script + used, size - used, "cell id=null verdict=measured windows=1");
	used += add_echo(script + used, size - used, "end cells=1");
	snprintf(script + used, size - used,
		 "cat >&3 <<END\nworldswitch-tracer 3 mode=fast cpus=1\ncell 65535 1\n"
		 "w clean 0 0 0 57 0 0\ncell-end 65535 1\ncell 0 1\nw clean 0 0 0 1 0 0\ncell-end "
		 "0 1\n"
		 "done\nEND\n%s\n",
		 then);
}

static void test_good_emulator(void **state)
{
	static const char *const ends[] = {"exit 0", "exit 1", "kill -KILL $$", "sleep 1000",
					   "exec sleep 1000"};
	char script[4096];

	(void)state;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		good_script(script, sizeof(script), ends[i]);
		run_script(script, 30);
		assert_verdict(0, WS_VERDICT_MEASURED, "");
	}
}

static void test_emulator_that_dies(void **state)
{
	(void)state;
	run_script("echo first >&2; echo 'no \x1b such thing' >&2; exit 3", 30);
	assert_verdict(0, WS_VERDICT_CRASHED,
		       "while starting the emulator: exit status 3: no ? such thing");
	run_script("kill -KILL $$", 30);
	assert_verdict(0, WS_VERDICT_CRASHED, "signal 9 (Killed)");
	run_script("exit 0", 30);
	assert_verdict(0, WS_VERDICT_CRASHED, "exit status 0");
}

static void test_emulator_that_hangs(void **state)
{
	(void)state;
	run_script("sleep 1000", 1);
	assert_verdict(0, WS_VERDICT_TIMED_OUT,
		       "no answer within 1 s; last seen: starting the emulator");
	run_script("trap '' TERM; while :; do sleep 1000; done", 1);
	assert_verdict(0, WS_VERDICT_TIMED_OUT, "1 s");
	run_script("kill -STOP $$", 1);
	assert_verdict(0, WS_VERDICT_TIMED_OUT, "1 s");
	/* Closed pipes are not an end either, and somebody else's open ones are none of ours. */
	run_script("exec >&- 2>&- 3>&-; sleep 1000", 1);
	assert_verdict(0, WS_VERDICT_TIMED_OUT, "1 s");
	run_script("sleep 1000 & exit 4", 30);
	assert_verdict(0, WS_VERDICT_CRASHED, "exit status 4");
}

/* What counts is the time since the last sign of progress, and text that anybody prints is none. */
static void test_emulator_that_takes_its_time(void **state)
{
	char script[4096 + 256];
	size_t used;

	(void)state;
	used = (size_t)snprintf(script, sizeof(script),
				"sleep 2; echo BIOS-provided physical RAM map\n"
				"sleep 2; echo Run /init as init process\n"
				"sleep 2\n");
	good_script(script + used, sizeof(script) - used, "exit 0");
	run_script(script, 5);
	assert_verdict(0, WS_VERDICT_MEASURED, "");
	run_script("while :; do sleep 0.2; echo still here; done", 2);
	assert_verdict(0, WS_VERDICT_TIMED_OUT, "2 s");
	run_script("while :; do sleep 0.2; echo 'kvm [1]: Unexpected exit'; done", 2);
	assert_verdict(0, WS_VERDICT_TIMED_OUT, "2 s");
}

/* Its own time is not what it has to go: of that this one takes a fifteenth. */
static void test_emulator_that_does_not_go(void **state)
{
	char script[4096] = "trap '' TERM\n";
	size_t used = strlen(script);
	int64_t begin = milliseconds();

	(void)state;
	good_script(script + used, sizeof(script) - used,
		    "while :; do i=0; while [ $i -lt 10000 ]; do i=$((i + 1)); done; "
		    "sleep 0.15; done");
	run_script(script, 30);
	assert_verdict(0, WS_VERDICT_MEASURED, "");
	assert_true(milliseconds() - begin < LEAVE_LIMIT_MS);
}

static void test_emulator_that_floods(void **state)
{
	(void)state;
	run_script("exec yes", 30);
	assert_verdict(0, WS_VERDICT_INVALID, "MiB");
	run_script("exec yes >&3", 30);
	assert_verdict(0, WS_VERDICT_INVALID, "malformed");
	run_script("yes | head -c 10000000 >&2; exit 5", 30);
	assert_verdict(0, WS_VERDICT_CRASHED, "exit status 5: y");
}

static void test_surroundings_of_the_emulator(void **state)
{
	int leak = dup(1);

	(void)state;
	run_script("if read x; then exit 1; fi; exit 10", 30);
	assert_verdict(0, WS_VERDICT_CRASHED, "exit status 10");
	/* Without a pipe or a glob, which would open descriptors themselves. */
	run_script("n=0; for fd in 0 1 2 3 4 5 6 7 8 9; do "
		   "if [ -e /proc/$$/fd/$fd ]; then n=$((n + 1)); fi; done; "
		   "echo $n >&2; exit 11",
		   30);
	assert_verdict(0, WS_VERDICT_CRASHED, "exit status 11: 4");
	close(leak);
}

static void test_missing_program(void **state)
{
	(void)state;
	make_plan(&plans[0], "", 30);
	free(plans[0].command.words[0]);
	plans[0].command.words[0] = strdup("/nowhere/emulator");
	assert_int_equal(run(1, 1), 0);
	assert_verdict(0, WS_VERDICT_INVALID, "/nowhere/emulator");
}

static void test_more_plans_than_jobs(void **state)
{
	char script[4096];

	(void)state;
	good_script(script, sizeof(script), "sleep 1000");
	for (unsigned int jobs = 0; jobs <= PLANS + 1; jobs += 2) {
		make_plan(&plans[0], script, 30);
		make_plan(&plans[1], "exit 7", 30);
		make_plan(&plans[2], "sleep 1000", 1);
		assert_int_equal(run(PLANS, jobs), 0);
		assert_verdict(0, WS_VERDICT_MEASURED, "");
		assert_verdict(1, WS_VERDICT_CRASHED, "exit status 7");
		assert_verdict(2, WS_VERDICT_TIMED_OUT, "1 s");
	}
	assert_int_equal(run(0, 1), 0);
}

static void on_signal(int number)
{
	(void)number;
	interrupted = 1;
}

static void test_interruption(void **state)
{
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGINT};
	struct itimerspec when = {.it_value = {.tv_nsec = 300000000}};
	struct sigaction action = {.sa_handler = on_signal};
	timer_t timer;

	(void)state;
	assert_int_equal(sigaction(SIGINT, &action, NULL), 0);
	assert_int_equal(timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
	make_plan(&plans[0], "sleep 1000", 30);
	make_plan(&plans[1], "trap '' TERM; while :; do sleep 1000; done", 30);
	make_plan(&plans[2], "sleep 1000", 30);
	assert_int_equal(timer_settime(timer, 0, &when, NULL), 0);
	assert_int_equal(run(PLANS, 2), -EINTR);
	for (size_t i = 0; i < PLANS; i++)
		assert_verdict(i, WS_VERDICT_INVALID, "interrupted");
	timer_delete(timer);
	signal(SIGINT, SIG_DFL);
	interrupted = 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good_emulator),
		cmocka_unit_test(test_emulator_that_dies),
		cmocka_unit_test(test_emulator_that_hangs),
		cmocka_unit_test(test_emulator_that_takes_its_time),
		cmocka_unit_test(test_emulator_that_does_not_go),
		cmocka_unit_test(test_emulator_that_floods),
		cmocka_unit_test(test_surroundings_of_the_emulator),
		cmocka_unit_test(test_missing_program),
		cmocka_unit_test(test_more_plans_than_jobs),
		cmocka_unit_test(test_interruption),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
