// SPDX-License-Identifier: GPL-2.0-or-later
/* Which way leads to a machine, and what the ways share. */
#include "server/server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include <worldswitch/version.h>

#include "lab/paths.h"
#include "records/record.h"
#include "server/ways.h"

static const struct {
	const char *machine, *architecture;
} machines[] = {
	{.machine = "x86_64", .architecture = "x86_64"},
	{.machine = "aarch64", .architecture = "arm64"},
};

const char *server_architecture_of(const char *machine)
{
	for (size_t at = 0; at < sizeof(machines) / sizeof(machines[0]); at++)
		if (strcmp(machines[at].machine, machine) == 0)
			return machines[at].architecture;
	return NULL;
}

const char *server_architecture_here(void)
{
	struct utsname names;

	return uname(&names) < 0 ? NULL : server_architecture_of(names.machine);
}

static bool is_ssh(const char *word)
{
	return strncmp(word, SERVER_SSH, strlen(SERVER_SSH)) == 0;
}

bool server_is_one(const char *word)
{
	return strcmp(word, SERVER_HERE) == 0 || is_ssh(word);
}

/* A name that ssh takes for one: nothing that it, or a shell, would read otherwise. */
static bool is_destination(const char *name)
{
	return *name && *name != '-' && *name != ':' &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			    "._-@:[]%") == strlen(name);
}

int server_check(const struct server_request *request, struct ws_error *error)
{
	if (is_ssh(request->where) && request->qemu)
		return ws_fail(error, EINVAL,
			       "--via qemu is for this machine: `run host --via qemu`");
	if (is_ssh(request->where) && !is_destination(request->where + strlen(SERVER_SSH)))
		return ws_fail(error, EINVAL,
			       "'%.64s' is no server: it is ssh://[USER@]SERVER[:PORT]",
			       request->where);
	if (!request->qemu && (request->architecture || request->accelerator))
		return ws_fail(error, EINVAL, "--arch and --accel are for --via qemu");
	return 0;
}

void server_add_options(struct arguments *command, const struct server_request *request)
{
	char list[RECORD_LIST_MAX];

	record_list(request->benchmarks, list);
	arguments_add(command, "--format=records");
	arguments_add(command, "--timeout=%u", request->timeout);
	arguments_add(command, "--benchmarks=%s", list);
	if (request->iterations)
		arguments_add(command, "--iterations=%u", request->iterations);
}

int server_find_vmm(const char *architecture, const struct server_watch *watch, char **path,
		    struct ws_error *error)
{
	char digest[WS_DIGEST_SIZE];
	int result;

	*path = NULL;
	if (!architecture)
		return ws_fail(error, ENOTSUP,
			       "this machine's architecture has no worldswitch-vmm");
	result = paths_part(PATHS_VMM, architecture, path, error);
	if (!result)
		result = ws_file_digest(*path, digest, error);
	if (!result)
		watch->ran(watch->context, "vmm", "worldswitch-vmm", WS_VERSION, digest);
	return result;
}

int server_run(const struct server_request *request, const struct server_watch *watch,
	       struct ws_error *error)
{
	if (request->qemu)
		return server_run_qemu(request, watch, error);
	return is_ssh(request->where) ? server_run_ssh(request, watch, error)
				      : server_run_here(request, watch, error);
}
