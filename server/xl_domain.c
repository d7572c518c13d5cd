// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A domain is nobody's child: it stays when all processes that had to do with it have ended. So a
 * guardian makes it, and destroys it when it reads the end of a channel of which nobody but us has
 * the other end. It is told by nothing else; a signal or a kill that ends us, even while xl makes
 * the domain, finds it at work. xl itself is to leave nobody behind who watches the domain (-e):
 * that one writes a log that would stay.
 */
#include "server/xl_domain.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/guardian.h"
#include "lab/paths.h"
#include "server/xl_host.h"
#include "support/clock.h"
#include "support/file.h"

#define CREATE_S   60
#define DESTROY_S  60
#define ASK_S      20
#define ANSWER_S   (CREATE_S + 10)
#define LOOK_UP_MS 100

struct answer {
	int result;
	char text[WS_ERROR_MAX];
};

/* What the guardian has to clean up. */
struct place {
	const char *name; /* of the domain, and of the folder: nobody else has it */
	char *folder, *config;
};

static int make_place(struct place *place, struct ws_error *error)
{
	const char *parent = getenv("TMPDIR");

	place->folder =
		paths_format("%s/%s", parent && *parent == '/' ? parent : "/tmp", place->name);
	if (!place->folder || mkdir(place->folder, S_IRWXU) < 0) {
		int code = place->folder ? errno : ENOMEM;

		free(place->folder);
		place->folder = NULL;
		return ws_fail_errno(error, code, "cannot make a temporary folder");
	}
	place->config = paths_format("%s/config", place->folder);
	return place->config ? 0 : ws_fail_errno(error, ENOMEM, "cannot configure a domain");
}

static void leave_place(struct place *place)
{
	if (place->config)
		unlink(place->config);
	if (place->folder)
		rmdir(place->folder);
	free(place->config);
	free(place->folder);
}

static int write_config(const struct place *place, const char *settings, struct ws_error *error)
{
	char *text = paths_format("name=\"%s\"\n%s", place->name, settings);
	int result = text ? ws_file_write(place->config, text, strlen(text), error)
			  : ws_fail_errno(error, ENOMEM, "cannot configure a domain");

	free(text);
	return result;
}

/* Of several lines the first that is one of its errors. */
static const char *reason_in(const char *said)
{
	const char *error = strstr(said, "error:");

	while (error && error > said && error[-1] != '\n')
		error--;
	return error ? error : said;
}

static int create(const struct place *place, struct ws_error *error)
{
	const char *const words[] = {"create", "-e", place->config, NULL};
	struct process_output output = {.out = NULL};
	int result = xl_run(words, CREATE_S, NULL, &output, error);

	if (result == -EIO) {
		const char *reason = reason_in(output.err);

		ws_fail(error, EIO, "xl cannot create a domain: %.*s", (int)strcspn(reason, "\n"),
			reason);
	}
	process_output_free(&output);
	return result;
}

static void wait_for_end(int channel)
{
	char nothing;

	while (read(channel, &nothing, 1) < 0 && errno == EINTR)
		continue;
}

static void __attribute__((noreturn)) guard(const char *name, const char *settings, int channel)
{
	struct place place = {.name = name};
	struct answer answer = {.result = 0};
	struct ws_error error = {.text = ""};
	bool gone;

	host_leave_terminal();
	answer.result = make_place(&place, &error);
	if (!answer.result)
		answer.result = write_config(&place, settings, &error);
	if (!answer.result)
		answer.result = create(&place, &error);
	memcpy(answer.text, error.text, sizeof(answer.text));
	(void)send(channel, &answer, sizeof(answer), MSG_NOSIGNAL);
	if (!answer.result)
		wait_for_end(channel);
	gone = !place.folder || xl_destroy(name, DESTROY_S);
	leave_place(&place);
	_exit(gone ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* Known here before there is a domain: whatever becomes of who makes it, it can be told of. */
static int name_domain(struct xl_domain *domain, struct ws_error *error)
{
	uint32_t number;

	if (getrandom(&number, sizeof(number), 0) != sizeof(number))
		return ws_fail_errno(error, errno, "cannot name a domain");
	snprintf(domain->name, sizeof(domain->name), "worldswitch-%08" PRIx32, number);
	return 0;
}

static int start_guardian(struct xl_domain *domain, const char *settings, struct ws_error *error)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
		return ws_fail_errno(error, errno, "cannot make a pair of sockets");
	domain->guardian = fork();
	if (domain->guardian == 0) {
		close(ends[0]);
		guard(domain->name, settings, ends[1]);
	}
	close(ends[1]);
	if (domain->guardian > 0) {
		domain->channel = ends[0];
		return 0;
	}
	domain->guardian = 0;
	close(ends[0]);
	return ws_fail_errno(error, errno, "cannot start a process");
}

static int take_answer(struct xl_domain *domain, struct ws_error *error)
{
	struct answer answer;

	if (recv(domain->channel, &answer, sizeof(answer), 0) != sizeof(answer))
		return ws_fail(error, EIO, "who makes the domain was killed");
	answer.text[sizeof(answer.text) - 1] = '\0';
	return answer.result ? ws_fail(error, -answer.result, "%s", answer.text) : 0;
}

int xl_domain_start(struct xl_domain *domain, const char *settings, const volatile int *interrupted,
		    struct ws_error *error)
{
	struct pollfd polled = {.events = POLLIN};
	int64_t deadline = ws_now_ms() + (int64_t)ANSWER_S * 1000;
	int result;

	*domain = (struct xl_domain){.channel = -1};
	result = name_domain(domain, error);
	if (!result)
		result = start_guardian(domain, settings, error);
	if (result)
		return result;
	polled.fd = domain->channel;
	while (poll(&polled, 1, LOOK_UP_MS) <= 0) {
		if (interrupted && *interrupted)
			return ws_fail(error, EINTR, "interrupted");
		if (ws_now_ms() >= deadline)
			return ws_fail(error, ETIMEDOUT, "xl makes no domain in %d seconds",
				       ANSWER_S);
	}
	return take_answer(domain, error);
}

bool xl_domain_is_over(const struct xl_domain *domain)
{
	const char *const words[] = {"list", domain->name, NULL};
	struct process_output output = {.out = NULL};
	struct ws_error ignored;
	int result = xl_run(words, ASK_S, NULL, &output, &ignored);
	bool over = result == -EIO || (!result && xl_is_over(output.out));

	process_output_free(&output);
	return over;
}

int xl_domain_end(struct xl_domain *domain, struct ws_error *error)
{
	int status = 0;
	bool gone;

	if (!domain->guardian)
		return 0;
	close(domain->channel);
	while (waitpid(domain->guardian, &status, 0) < 0 && errno == EINTR)
		continue;
	domain->guardian = 0;
	gone = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
	return gone ? 0
		    : ws_fail(error, EIO,
			      "the domain may still be there: see `xl list`, and `xl destroy %s`",
			      domain->name);
}
