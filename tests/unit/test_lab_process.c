// SPDX-License-Identifier: GPL-2.0-or-later
/* Child programs: what they print, how they end, and that none is left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lab/process.h"

static struct process_output output;
static struct ws_error error;

static int clean(void **state)
{
	(void)state;
	process_output_free(&output);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child is left */
	return 0;
}

static int shell(const char *script, struct process_command command)
{
	const char *const argv[] = {"sh", "-c", script, NULL};

	command.argv = argv;
	if (!command.output_limit)
		command.output_limit = 1000;
	return process_run(&command, &output, &error);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void keeps_both_outputs(void **state)
{
	(void)state;
	assert_int_equal(shell("echo out; echo err >&2", (struct process_command){0}), 0);
	assert_string_equal(output.out, "out\n");
	assert_string_equal(output.err, "err\n");
	assert_int_equal(output.out_size, 4);
}

static void gives_a_program_its_input(void **state)
{
	char big[5000];

	(void)state;
	assert_int_equal(shell("cat", (struct process_command){.input = "quit\n"}), 0);
	assert_string_equal(output.out, "quit\n");
	process_output_free(&output);
	assert_int_equal(shell("cat", (struct process_command){0}), 0);
	assert_string_equal(output.out, "");
	process_output_free(&output);
	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	assert_int_equal(shell("cat", (struct process_command){.input = big}), -E2BIG);
}

static void says_how_a_program_failed(void **state)
{
	(void)state;
	assert_int_equal(shell("echo why >&2; exit 3", (struct process_command){0}), -EIO);
	assert_string_equal(output.err, "why\n");
	assert_non_null(strstr(error.text, "exit status 3"));
	process_output_free(&output);
	assert_int_equal(shell("kill -SEGV $$", (struct process_command){0}), -EIO);
	assert_non_null(strstr(error.text, "signal 11"));
}

static void a_missing_program_is_named(void **state)
{
	const char *const argv[] = {"worldswitch-no-such-program", NULL};
	const struct process_command command = {.argv = argv, .output_limit = 10};

	(void)state;
	assert_int_equal(process_run(&command, &output, &error), -ENOENT);
	assert_non_null(strstr(error.text, "worldswitch-no-such-program"));
	assert_non_null(strstr(error.text, "not installed"));
}

static void a_file_that_is_no_program(void **state)
{
	const char *const argv[] = {"/etc/passwd", NULL};
	const struct process_command command = {.argv = argv, .output_limit = 10};

	(void)state;
	assert_int_equal(process_run(&command, &output, &error), -EACCES);
}

static void a_missing_folder_is_not_a_missing_program(void **state)
{
	(void)state;
	assert_int_equal(shell("true", (struct process_command){.directory = "/no/such"}), -ENOENT);
	assert_non_null(strstr(error.text, "/no/such"));
}

static void runs_in_a_folder_with_an_environment(void **state)
{
	static const char *const environment[] = {"WS_A=1", "HOME=/elsewhere", NULL};

	(void)state;
	assert_int_equal(
		shell("pwd; echo $WS_A $HOME",
		      (struct process_command){.directory = "/usr", .environment = environment}),
		0);
	assert_string_equal(output.out, "/usr\n1 /elsewhere\n");
}

static void output_is_bounded(void **state)
{
	(void)state;
	assert_int_equal(
		shell("while :; do echo xxxxxxxxxxxxxxx; done", (struct process_command){0}),
		-EFBIG);
	assert_int_equal(output.out_size, 1000);
	assert_int_equal(strlen(output.out), 1000);
	process_output_free(&output);
	assert_int_equal(shell("printf %1000s x", (struct process_command){0}), 0);
	assert_int_equal(output.out_size, 1000);
}

static void time_is_bounded(void **state)
{
	double start = seconds();

	(void)state;
	assert_int_equal(
		shell("echo begun; exec sleep 1000", (struct process_command){.timeout = 1}),
		-ETIMEDOUT);
	assert_string_equal(output.out, "begun\n");
	assert_true(seconds() - start < 100);
}

/* The child of a child ends too: it has the output open, so that the pipe would never end. */
static void the_whole_group_ends(void **state)
{
	pid_t grandchild;

	(void)state;
	assert_int_equal(
		shell("sleep 1000 & echo $!; wait", (struct process_command){.timeout = 1}),
		-ETIMEDOUT);
	grandchild = atoi(output.out);
	assert_true(grandchild > 0);
	for (int i = 0; i < 10000 && kill(grandchild, 0) == 0; i++) {
		char path[64], line[256] = "";
		bool there;
		FILE *file;

		snprintf(path, sizeof(path), "/proc/%d/stat", grandchild);
		file = fopen(path, "re");
		if (!file)
			return;
		there = fgets(line, sizeof(line), file);
		fclose(file);
		if (!there || strstr(line, ") Z "))
			return; /* gone meanwhile, or dead and nobody's to reap but init's */
		poll(NULL, 0, 10);
	}
	assert_int_not_equal(kill(grandchild, 0), 0);
}

static void a_background_process_does_not_hold_us_up(void **state)
{
	double start = seconds();

	(void)state;
	assert_int_equal(shell("sleep 1000 & echo done", (struct process_command){.timeout = 30}),
			 0);
	assert_string_equal(output.out, "done\n");
	assert_true(seconds() - start < 100);
}

static volatile int interrupted;

static void on_alarm(int signal)
{
	(void)signal;
	interrupted = 1;
}

static void an_interrupt_ends_it(void **state)
{
	const struct itimerval soon = {.it_value = {.tv_usec = 100000}};
	double start = seconds();

	(void)state;
	interrupted = 0;
	signal(SIGALRM, on_alarm);
	setitimer(ITIMER_REAL, &soon, NULL);
	assert_int_equal(
		shell("exec sleep 1000", (struct process_command){.interrupted = &interrupted}),
		-EINTR);
	assert_true(seconds() - start < 100);
	signal(SIGALRM, SIG_DFL);
}

static void has_only_the_descriptors_asked_for(void **state)
{
	int stray = open("/dev/zero", O_RDONLY); /* not close-on-exec */

	(void)state;
	assert_true(stray > 2);
	assert_int_equal(shell("readlink /proc/self/fd/0; ls /proc/self/fd | wc -l",
			       (struct process_command){0}),
			 0);
	close(stray);
	assert_string_equal(output.out, "/dev/null\n4\n"); /* three, and the folder that ls reads */
}

/* Descriptors that are one another's targets: a swap of 3 and 4. */
static void places_descriptors(void **state)
{
	const char *const argv[] = {"sh", "-c", "echo three >&3; echo four >&4", NULL};
	int first[2], second[2];
	struct process process;
	struct pollfd ended;
	char text[16] = "";

	(void)state;
	assert_int_equal(pipe2(first, O_CLOEXEC), 0);
	assert_int_equal(pipe2(second, O_CLOEXEC), 0);
	assert_int_equal(process_start(&(struct process_spawn){.argv = argv,
							       .descriptors = {-1, -1, -1,
									       second[1], first[1]},
							       .descriptor_count = 5},
				       &process, &error),
			 0);
	ended = (struct pollfd){.fd = process.pidfd, .events = POLLIN};
	assert_int_equal(poll(&ended, 1, 100000), 1);
	assert_int_equal(process_end(&process), 0);
	assert_int_equal(read(second[0], text, sizeof(text)), 6);
	assert_memory_equal(text, "three\n", 6);
	assert_int_equal(read(first[0], text, sizeof(text)), 5);
	assert_memory_equal(text, "four\n", 5);
	for (int i = 0; i < 2; i++) {
		close(first[i]);
		close(second[i]);
	}
}

static void ends_a_running_child(void **state)
{
	const char *const argv[] = {"sleep", "1000", NULL};
	struct process process;
	char text[64];

	(void)state;
	assert_int_equal(process_start(&(struct process_spawn){.argv = argv}, &process, &error), 0);
	process_describe(process_end(&process), text, sizeof(text));
	assert_string_equal(text, "killed by signal 9 (Killed)");
	assert_int_equal(process.pid, -1);
}

/* A parent that is killed takes its child along: the child's end of a pipe closes. */
static void a_child_dies_with_its_parent(void **state)
{
	const char *const argv[] = {"sleep", "1000", NULL};
	int alive[2];
	struct pollfd ended;
	pid_t parent;

	(void)state;
	assert_int_equal(pipe2(alive, O_CLOEXEC), 0);
	parent = fork();
	if (parent == 0) {
		struct process process;

		process_start(&(struct process_spawn){.argv = argv,
						      .descriptors = {-1, alive[1]},
						      .descriptor_count = 2},
			      &process, &error);
		raise(SIGKILL);
	}
	close(alive[1]);
	assert_int_equal(waitpid(parent, NULL, 0), parent);
	ended = (struct pollfd){.fd = alive[0], .events = POLLIN};
	assert_int_equal(poll(&ended, 1, 100000), 1);
	close(alive[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(gives_a_program_its_input, clean),
		cmocka_unit_test_teardown(keeps_both_outputs, clean),
		cmocka_unit_test_teardown(says_how_a_program_failed, clean),
		cmocka_unit_test_teardown(a_missing_program_is_named, clean),
		cmocka_unit_test_teardown(a_file_that_is_no_program, clean),
		cmocka_unit_test_teardown(a_missing_folder_is_not_a_missing_program, clean),
		cmocka_unit_test_teardown(runs_in_a_folder_with_an_environment, clean),
		cmocka_unit_test_teardown(output_is_bounded, clean),
		cmocka_unit_test_teardown(time_is_bounded, clean),
		cmocka_unit_test_teardown(the_whole_group_ends, clean),
		cmocka_unit_test_teardown(a_background_process_does_not_hold_us_up, clean),
		cmocka_unit_test_teardown(an_interrupt_ends_it, clean),
		cmocka_unit_test_teardown(has_only_the_descriptors_asked_for, clean),
		cmocka_unit_test_teardown(places_descriptors, clean),
		cmocka_unit_test_teardown(ends_a_running_child, clean),
		cmocka_unit_test_teardown(a_child_dies_with_its_parent, clean),
	};

	return cmocka_run_group_tests_name("lab/process", tests, NULL, NULL);
}
