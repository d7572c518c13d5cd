// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * xl says everything in tables for people, and has done so in the same words since Xen 4.1. Its
 * errors go on for lines, of which the first has the cause and the others what that led to.
 */
#include "server/xl_host.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "host/read.h"

#define OUTPUT_MAX ((size_t)1 << 20)
#define ASK_S      20
#define WORDS_MAX  8
#define POOL       "Pool-0"

/* Of a domain in `xl list`: r, b, p, s, c, d for running, blocked, paused, shut down, crashed,
 * dying. */
#define OVER "scd"

int xl_run(const char *const *words, unsigned int timeout, const volatile int *interrupted,
	   struct process_output *output, struct ws_error *error)
{
	const char *argv[WORDS_MAX] = {"xl"};
	const struct process_command command = {
		.argv = argv,
		.output_limit = OUTPUT_MAX,
		.timeout = timeout,
		.interrupted = interrupted,
	};
	int result;

	for (size_t at = 0; words[at] && at + 2 < WORDS_MAX; at++)
		argv[at + 1] = words[at];
	result = process_run(&command, output, error);
	if (result == -EIO && (!WIFEXITED(output->status) || !WEXITSTATUS(output->status)))
		return -ECANCELED;
	return result;
}

static int tell(const char *verb, const char *name, unsigned int timeout)
{
	const char *const words[] = {verb, name, NULL};
	struct process_output output = {.out = NULL};
	struct ws_error ignored;
	int result = xl_run(words, timeout, NULL, &output, &ignored);

	process_output_free(&output);
	return result;
}

/* xl fails at what somebody else has destroyed. */
bool xl_destroy(const char *name, unsigned int timeout)
{
	return tell("destroy", name, timeout) == 0 || tell("domid", name, timeout) == -EIO;
}

static int ask(const char *const *words, const volatile int *interrupted,
	       struct process_output *output, struct ws_error *error)
{
	int result = xl_run(words, ASK_S, interrupted, output, error);
	const char *said = output->err && *output->err ? output->err : output->out;

	if (result == -ENOENT)
		return ws_fail(error, ENOENT,
			       "xl is not installed: --via xl is for the Dom0 of a Xen server, "
			       "where Xen's tools are (Debian: xen-system-amd64 or -arm64)");
	if (result != -EIO)
		return result;
	return ws_fail(error, ENOTSUP,
		       "xl does not work here, which takes root, in the Dom0 of a running Xen: "
		       "%.*s",
		       (int)strcspn(said, "\n"), said);
}

bool xl_host_parse(const char *info, struct xl_host *host)
{
	*host = (struct xl_host){.version = ""};
	host_field(info, "xen_scheduler", host->scheduler, sizeof(host->scheduler));
	host_field(info, "xen_commandline", host->line, sizeof(host->line));
	return host_field(info, "xen_version", host->version, sizeof(host->version));
}

/* A heading, and "NAME<blanks>0,1,2,3" for each. */
void xl_host_parse_pools(const char *pools, struct xl_host *host)
{
	const char *line = strstr(pools, "\n" POOL " ");
	char list[HOST_CPUS_TEXT_MAX];
	cpu_set_t set;

	host->has_cpus = line && sscanf(line + strlen("\n" POOL), " %1023s", list) == 1 &&
			 host_cpus_parse(list, &set) == 0 && CPU_COUNT(&set) &&
			 host_cpus_choose(&set, &host->cpus) == 0;
}

int xl_host_ask(struct xl_host *host, const volatile int *interrupted, struct ws_error *error)
{
	static const char *const info[] = {"info", NULL};
	static const char *const pools[] = {"cpupool-list", "-c", NULL};
	struct process_output output = {.out = NULL};
	struct ws_error ignored;
	int result = ask(info, interrupted, &output, error);

	if (!result && !xl_host_parse(output.out, host))
		result = ws_fail(error, ENOTSUP, "`xl info` does not say which Xen this is");
	process_output_free(&output);
	if (result)
		return result;
	if (ask(pools, interrupted, &output, &ignored) == 0)
		xl_host_parse_pools(output.out, host);
	process_output_free(&output);
	return 0;
}

bool xl_is_over(const char *list)
{
	char state[8] = "";
	const char *line = strchr(list, '\n');

	return !line || sscanf(line, "%*s %*s %*s %*s %7s", state) != 1 || strpbrk(state, OVER);
}
