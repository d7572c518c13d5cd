// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The console has the probe's records, so no other program may write to it: output goes through a
 * pipe, whose end says more than that of the process. A daemon's first process may end before it is
 * ready; it closes its output when it is (xenstored.c, finish_daemonize).
 */
#include "dom0/arch/x86_64/command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SAID_MAX   4096
#define WORD_ERROR "error: "

/* What a program has said, cut where it is long; always followed by a NUL. */
struct said {
	char text[SAID_MAX];
	size_t size;
};

static void __attribute__((noreturn)) become(const char *const *words, int output)
{
	if (dup2(output, STDOUT_FILENO) >= 0 && dup2(output, STDERR_FILENO) >= 0)
		execv(words[0], (char *const *)words);
	_exit(EXIT_FAILURE);
}

static void keep(struct said *said, const char *text, size_t size)
{
	size_t room = sizeof(said->text) - 1 - said->size;
	size_t kept = size < room ? size : room;

	memcpy(said->text + said->size, text, kept);
	said->size += kept;
	said->text[said->size] = '\0';
}

static int listen_to(int output, struct said *said, struct ws_error *error)
{
	char text[512];
	ssize_t got;

	while ((got = read(output, text, sizeof(text))) != 0) {
		if (got > 0)
			keep(said, text, (size_t)got);
		else if (errno != EINTR)
			return ws_fail_errno(error, errno, "cannot read what a program says");
	}
	return 0;
}

/* The first error, to the end of its line; else the last line. */
static const char *reason_in(struct said *said)
{
	char *line = strstr(said->text, WORD_ERROR);

	while (said->size && said->text[said->size - 1] == '\n')
		said->text[--said->size] = '\0';
	if (!line)
		line = strrchr(said->text, '\n') ? strrchr(said->text, '\n') + 1 : said->text;
	line += strncmp(line, WORD_ERROR, strlen(WORD_ERROR)) == 0 ? strlen(WORD_ERROR) : 0;
	line[strcspn(line, "\n")] = '\0';
	return line[0] ? line : "it does not say why";
}

static int end_of(pid_t child, const char *name, struct said *said, struct ws_error *error)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return ws_fail_errno(error, errno, "cannot wait for %s", name);
	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS)
		return 0;
	return ws_fail(error, EIO, "%s: %s", name, reason_in(said));
}

int command_run(const char *const *words, struct ws_error *error)
{
	struct said said = {.size = 0};
	int ends[2];
	pid_t child;
	int result, ended;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return ws_fail_errno(error, errno, "cannot run %s", words[0]);
	child = fork();
	if (child == 0)
		become(words, ends[1]);
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return ws_fail_errno(error, errno, "cannot run %s", words[0]);
	}
	result = listen_to(ends[0], &said, error);
	close(ends[0]);
	ended = end_of(child, basename(words[0]), &said, error);
	return result ? result : ended;
}
