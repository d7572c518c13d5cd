// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Another machine, by the user's own ssh: keys, aliases and jump hosts are as configured there. One
 * session asks which machine it is; one more carries the program in on its input, runs it from a
 * folder that nobody else can read, and brings its records back. That folder goes when the shell
 * does, and the shell goes when the connection does: worldswitch-vmm notices that nobody reads.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/process.h"
#include "server/ways.h"

#define CONNECT_S  10
#define ANSWER_S   30
#define ANSWER_MAX 4096
#define MARGIN_S   30 /* for the way there, beyond what the program may take */

/* ssh and its options, up to the command for the server. */
static void add_ssh(struct arguments *command, const char *where)
{
	const char *name = where + strlen(SERVER_SSH);
	const char *colon = strrchr(name, ':');
	bool has_port = colon && colon[1] && strspn(colon + 1, "0123456789") == strlen(colon + 1);

	arguments_add(command, "ssh");
	arguments_add(command, "-oBatchMode=yes");
	arguments_add(command, "-oConnectTimeout=%d", CONNECT_S);
	arguments_add(command, "-oServerAliveInterval=5");
	if (has_port)
		arguments_add(command, "-p%s", colon + 1);
	arguments_add(command, "--");
	arguments_add(command, "%.*s", has_port ? (int)(colon - name) : (int)strlen(name), name);
}

/* The last line that was printed, for a message. */
static const char *last_line(char *text)
{
	size_t length = strlen(text);
	char *newline;

	while (length && (text[length - 1] == '\n' || text[length - 1] == '\r'))
		text[--length] = '\0';
	newline = strrchr(text, '\n');
	return newline ? newline + 1 : text;
}

static int ask_architecture(const char *where, const struct server_watch *watch,
			    const char **architecture, struct ws_error *error)
{
	struct arguments command = {0};
	struct process_output output = {.out = NULL};
	struct process_command asked = {
		.output_limit = ANSWER_MAX,
		.timeout = ANSWER_S,
		.interrupted = watch->interrupted,
	};
	const char *machine = "";
	int result;

	add_ssh(&command, where);
	arguments_add(&command, "uname -m");
	if (command.failed)
		return ws_fail_errno(error, ENOMEM, "cannot run ssh");
	asked.argv = (const char *const *)command.words;
	result = process_run(&asked, &output, error);
	if (result == -EIO)
		result = ws_fail(error, EIO, "%s: %s", where, last_line(output.err));
	if (!result) {
		machine = last_line(output.out);
		*architecture = server_architecture_of(machine);
		if (!*architecture)
			result = ws_fail(error, ENOTSUP,
					 "%s is a %.32s: there is no "
					 "worldswitch-vmm for it",
					 where, machine);
	}
	process_output_free(&output);
	arguments_free(&command);
	return result;
}

/*
 * What the server's shell does. `cat` ends at the end of the file; a program of an architecture
 * whose binaries that machine does not run, or a folder that forbids it, is the shell's to tell.
 */
static char *remote_command(const struct server_request *request)
{
	struct arguments options = {0};
	struct arguments script = {0};
	char *words, *whole = NULL;

	server_add_options(&options, request);
	words = options.failed ? NULL : arguments_quote(&options);
	if (words)
		arguments_add(&script,
			      "umask 077; d=$(mktemp -d) || exit 1; trap 'rm -rf \"$d\"' EXIT; "
			      "trap 'exit 1' HUP INT TERM; f=$d/worldswitch-vmm; cat >\"$f\" && "
			      "chmod 700 \"$f\" && \"$f\" %s",
			      words);
	if (words && !script.failed)
		whole = strdup(script.words[0]);
	free(words);
	arguments_free(&options);
	arguments_free(&script);
	return whole;
}

static int run_there(const struct server_request *request, const char *program,
		     const struct server_watch *watch, struct ws_error *error)
{
	struct arguments command = {0};
	char *script = remote_command(request);
	int input = open(program, O_RDONLY | O_CLOEXEC);
	int result;

	if (input < 0 || !script) {
		result =
			ws_fail_errno(error, input < 0 ? errno : ENOMEM, "cannot read %s", program);
	} else {
		add_ssh(&command, request->where);
		arguments_add(&command, "%s", script);
		result = server_follow(&command, input, request->timeout + MARGIN_S, watch, error);
	}
	if (input >= 0)
		close(input);
	free(script);
	arguments_free(&command);
	return result;
}

int server_run_ssh(const struct server_request *request, const struct server_watch *watch,
		   struct ws_error *error)
{
	const char *architecture = NULL;
	char *program = NULL;
	int result;

	watch->step(watch->context, "connecting");
	watch->property(watch->context, "server", request->where + strlen(SERVER_SSH));
	result = ask_architecture(request->where, watch, &architecture, error);
	if (!result)
		result = server_find_vmm(architecture, watch, &program, error);
	if (!result) {
		watch->step(watch->context, "copying the program");
		result = run_there(request, program, watch, error);
	}
	free(program);
	return result;
}
