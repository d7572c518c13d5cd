// SPDX-License-Identifier: GPL-2.0-or-later
/* Is a process in the sandbox killed for what it has no business with, and for nothing else? */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "vmm/sandbox.h"

#define UNUSUAL_REQUEST 0x5413 /* TIOCGWINSZ: harmless, and not on the list */

static void call_socket(void)
{
	(void)!socket(AF_INET, SOCK_STREAM, 0);
}

static void call_open(void)
{
	(void)!open("/etc/passwd", O_RDONLY | O_CLOEXEC);
}

static void call_execve(void)
{
	char *const nothing[] = {NULL};

	(void)!execve("/bin/true", nothing, nothing);
}

static void call_kill(void)
{
	(void)!syscall(SYS_kill, getppid(), 0);
}

static void call_ioctl(void)
{
	(void)!ioctl(STDIN_FILENO, UNUSUAL_REQUEST, NULL);
}

static void call_process_vm(void)
{
	(void)!syscall(SYS_process_vm_readv, 1, NULL, 0, NULL, 0, 0);
}

/* What a VM's process does. */
static void call_what_is_needed(void)
{
	struct timespec now;
	void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)!write(STDOUT_FILENO, "", 0);
	(void)!syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
	(void)!syscall(SYS_sched_yield);
	munmap(memory, 4096);
	(void)!syscall(SYS_exit_group, 3); /* not by way of the sanitizer's end */
}

static int status_of(void (*call)(void))
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		struct ws_error error;

		if (vmm_sandbox_enter(&error))
			_exit(9);
		call();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void what_is_not_on_the_list_kills(void **state)
{
	static void (*const forbidden[])(void) = {call_socket, call_open,  call_execve,
						  call_kill,   call_ioctl, call_process_vm};

	(void)state;
	for (size_t at = 0; at < sizeof(forbidden) / sizeof(forbidden[0]); at++) {
		int status = status_of(forbidden[at]);

		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), SIGSYS);
	}
}

static void what_is_needed_is_allowed(void **state)
{
	int status = status_of(call_what_is_needed);

	(void)state;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_on_the_list_kills),
		cmocka_unit_test(what_is_needed_is_allowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
