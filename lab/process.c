// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Starts and ends child programs. A pipe that closes at the exec carries the reason of a failure
 * back, so that "not installed" is known at once and the child is a group leader by the time that
 * process_start returns.
 */
#include "lab/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum stage { STAGE_DESCRIPTORS, STAGE_DIRECTORY, STAGE_EXECUTE };

struct failure {
	enum stage stage;
	int code;
};

/* Whether one of the additions sets the variable of this NAME=VALUE. */
static bool is_replaced(const char *variable, const char *const *additions)
{
	size_t length = strcspn(variable, "=") + 1;

	for (; additions && *additions; additions++)
		if (strncmp(*additions, variable, length) == 0)
			return true;
	return false;
}

/* Our environment with the additions, each name once; one allocation. */
static char **environment_with(const char *const *additions)
{
	size_t added = 0;
	size_t ours = 0;
	char **environment;

	while (additions && additions[added])
		added++;
	while (environ[ours])
		ours++;
	environment = calloc(added + ours + 1, sizeof(*environment));
	if (!environment)
		return NULL;
	for (size_t i = 0; i < added; i++)
		environment[i] = (char *)additions[i];
	for (size_t i = 0; i < ours; i++)
		if (!is_replaced(environ[i], additions))
			environment[added++] = environ[i];
	return environment;
}

/* In the child: descriptors 0.. as asked, the report after them, nothing else. */
static int place_descriptors(const struct process_spawn *spawn, int *report)
{
	int count = spawn->descriptor_count < 3 ? 3 : (int)spawn->descriptor_count;
	int high[PROCESS_DESCRIPTORS_MAX];

	/* First out of the way of the numbers to come, which may be one another's. */
	for (int i = 0; i < count; i++) {
		int from = i < (int)spawn->descriptor_count ? spawn->descriptors[i] : -1;

		high[i] = from < 0 ? open("/dev/null", O_RDWR | O_CLOEXEC) : from;
		if (high[i] >= 0)
			high[i] = fcntl(high[i], F_DUPFD_CLOEXEC, PROCESS_DESCRIPTORS_MAX + 1);
		if (high[i] < 0)
			return -errno;
	}
	*report = fcntl(*report, F_DUPFD_CLOEXEC, PROCESS_DESCRIPTORS_MAX + 1);
	if (*report < 0)
		return -errno;
	for (int i = 0; i < count; i++)
		if (dup2(high[i], i) < 0)
			return -errno;
	/* Ours are all close-on-exec already; this is for those that we were born with. */
	close_range((unsigned int)count, ~0U, CLOSE_RANGE_CLOEXEC);
	return 0;
}

static void reset_signals(void)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
}

static _Noreturn void become(const struct process_spawn *spawn, char **environment, pid_t parent,
			     int report)
{
	struct failure failure = {.stage = STAGE_DESCRIPTORS};

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127); /* it died before the line above */
	reset_signals();
	failure.code = -place_descriptors(spawn, &report);
	if (!failure.code && spawn->directory && chdir(spawn->directory) < 0)
		failure = (struct failure){.stage = STAGE_DIRECTORY, .code = errno};
	if (!failure.code) {
		execvpe(spawn->argv[0], (char *const *)spawn->argv, environment);
		failure = (struct failure){.stage = STAGE_EXECUTE, .code = errno};
	}
	if (write(report, &failure, sizeof(failure)) < 0)
		_exit(126);
	_exit(127);
}

/* What the child had to say before its exec: nothing if all went well. */
static int read_report(int fd, const struct process_spawn *spawn, struct ws_error *error)
{
	struct failure failure;
	ssize_t got;

	do
		got = read(fd, &failure, sizeof(failure));
	while (got < 0 && errno == EINTR);
	if (got < (ssize_t)sizeof(failure))
		return 0;
	if (failure.stage == STAGE_DIRECTORY)
		return ws_fail_errno(error, failure.code, "cannot run %s in %s", spawn->argv[0],
				     spawn->directory);
	if (failure.stage == STAGE_EXECUTE && failure.code == ENOENT)
		return ws_fail(error, ENOENT, "cannot run %s: it is not installed", spawn->argv[0]);
	return ws_fail_errno(error, failure.code, "cannot run %s", spawn->argv[0]);
}

static pid_t start_reporting(const struct process_spawn *spawn, int report[2])
{
	char **environment = environment_with(spawn->environment);
	pid_t parent = getpid();
	pid_t pid = -1;
	int code = ENOMEM;

	if (environment) {
		pid = fork();
		code = errno;
	}
	if (pid == 0)
		become(spawn, environment, parent, report[1]);
	free(environment);
	return pid < 0 ? -code : pid;
}

int process_start(const struct process_spawn *spawn, struct process *process,
		  struct ws_error *error)
{
	int report[2];
	int result;

	*process = (struct process){.pid = -1, .pidfd = -1};
	if (pipe2(report, O_CLOEXEC) < 0)
		return ws_fail_errno(error, errno, "cannot run %s", spawn->argv[0]);
	process->pid = start_reporting(spawn, report);
	close(report[1]);
	if (process->pid < 0) {
		result = ws_fail_errno(error, -process->pid, "cannot run %s", spawn->argv[0]);
	} else {
		result = read_report(report[0], spawn, error);
		if (!result && (process->pidfd = pidfd_open(process->pid, 0)) < 0)
			result = ws_fail_errno(error, errno, "cannot watch %s", spawn->argv[0]);
		if (result)
			process_end(process);
	}
	close(report[0]);
	return result;
}

int process_end(struct process *process)
{
	int status = 0;

	/* The group outlives a leader that is not reaped yet, whose own status this can't change.
	 */
	kill(-process->pid, SIGKILL);
	while (waitpid(process->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (process->pidfd >= 0)
		close(process->pidfd);
	*process = (struct process){.pid = -1, .pidfd = -1};
	return status;
}

void process_describe(int status, char *text, size_t size)
{
	if (WIFSIGNALED(status))
		snprintf(text, size, "killed by signal %d (%s)", WTERMSIG(status),
			 strsignal(WTERMSIG(status)));
	else
		snprintf(text, size, "exit status %d", WEXITSTATUS(status));
}
