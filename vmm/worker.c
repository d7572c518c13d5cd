// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A VM in a process of its own. A kernel whose KVM is broken may keep a thread inside KVM_RUN for
 * good: such a process is left behind, and nobody waits for it.
 */
#include "vmm/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vmm/records.h"

#define NOTHING "/dev/null"
#define KILL_MS 1000

static void __attribute__((noreturn)) fail(int console, const char *what)
{
	struct ws_error error;
	int code = errno;

	(void)ws_fail_errno(&error, code, "cannot open %s", what);
	vmm_record_failure(console, "run", code, error.text);
	_exit(1);
}

/* Its own words are records; what a user has to know is said by who watches. */
static void __attribute__((noreturn)) be_worker(int (*work)(const struct vmm_options *options),
						const struct vmm_options *options, int console)
{
	pid_t parent = getppid();
	int nothing = open(NOTHING, O_RDWR | O_CLOEXEC);

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
		_exit(1);
	if (nothing < 0)
		fail(console, NOTHING);
	if (dup2(nothing, STDIN_FILENO) < 0 || dup2(console, STDOUT_FILENO) < 0 ||
	    dup2(nothing, STDERR_FILENO) < 0)
		fail(console, "a process's standard files");
	_exit(work(options));
}

int vmm_worker_start(struct vmm_worker *worker, int (*work)(const struct vmm_options *options),
		     const struct vmm_options *options, struct ws_error *error)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return ws_fail_errno(error, errno, "cannot make a pipe");
	worker->console = ends[0];
	worker->pid = fork();
	if (worker->pid == 0)
		be_worker(work, options, ends[1]);
	close(ends[1]);
	if (worker->pid < 0) {
		close(ends[0]);
		return ws_fail_errno(error, errno, "cannot start a process");
	}
	worker->process = (int)syscall(SYS_pidfd_open, worker->pid, 0);
	return 0;
}

ssize_t vmm_worker_read(const struct vmm_worker *worker, char *buffer, size_t size, int silence_ms)
{
	struct pollfd polled[] = {
		{.fd = worker->console, .events = POLLIN},
		{.fd = STDOUT_FILENO}, /* closed where a connection broke off */
	};
	int ready = poll(polled, 2, silence_ms);
	ssize_t got;

	if (ready < 0)
		return -errno;
	if (ready == 0)
		return -ETIMEDOUT;
	if (polled[1].revents & (POLLERR | POLLHUP))
		return -EPIPE;
	got = read(worker->console, buffer, size);
	return got < 0 ? -errno : got;
}

void vmm_worker_expire(const struct vmm_worker *worker)
{
	kill(worker->pid, SIGALRM);
}

int vmm_worker_end(struct vmm_worker *worker)
{
	struct pollfd polled = {.fd = worker->process, .events = POLLIN};
	int result = 0;
	int status;

	worker->signal = 0;
	kill(worker->pid, SIGKILL);
	if (worker->process >= 0 && poll(&polled, 1, KILL_MS) == 0)
		result = -ETIMEDOUT;
	if (waitpid(worker->pid, &status, result ? WNOHANG : 0) == worker->pid &&
	    WIFSIGNALED(status))
		worker->signal = WTERMSIG(status);
	close(worker->process);
	close(worker->console);
	return result;
}
