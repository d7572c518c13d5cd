// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is typed at the terminal, and who kills a process group, reaches all of a session's
 * processes: a guardian has a session of its own.
 */
#include "host/guardian.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

void host_leave_terminal(void)
{
	static const int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	setsid();
	for (size_t at = 0; at < sizeof(ignored) / sizeof(ignored[0]); at++)
		signal(ignored[at], SIG_IGN);
	for (int fd = STDIN_FILENO; nothing >= 0 && fd <= STDERR_FILENO; fd++)
		dup2(nothing, fd);
}
