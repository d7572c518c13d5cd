// SPDX-License-Identifier: GPL-2.0-or-later
/* Names of machines and architectures: what a user may ask for. */
#include <errno.h>
#include <string.h>
#include <sys/utsname.h>

#include <worldswitch/limits.h>

#include "server/server.h"
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

const char *server_architecture_named(const char *name)
{
	for (size_t at = 0; at < sizeof(machines) / sizeof(machines[0]); at++)
		if (strcmp(machines[at].architecture, name) == 0)
			return machines[at].architecture;
	return NULL;
}

int server_via_of(const char *name, enum server_via *via)
{
	static const char *const names[] = {
		[SERVER_VIA_VMM] = "vmm",
		[SERVER_VIA_QEMU] = "qemu",
		[SERVER_VIA_XL] = "xl",
	};

	for (size_t at = 0; at < sizeof(names) / sizeof(names[0]); at++) {
		if (strcmp(names[at], name) != 0)
			continue;
		*via = (enum server_via)at;
		return 0;
	}
	return -EINVAL;
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

/* An option that says how worldswitch-vmm does it, or NULL. Under Xen CPUs are Xen's. */
static const char *option_of_vmm(const struct server_request *request)
{
	return request->placed && request->via != SERVER_VIA_XL ? "--cpus"
	       : request->duration_ms                           ? "--duration"
	       : request->tune                                  ? "--tune"
								: NULL;
}

int server_check(const struct server_request *request, struct ws_error *error)
{
	uint32_t cells = (uint32_t)__builtin_popcount(request->benchmarks);
	bool vmm = request->via == SERVER_VIA_VMM;

	if (is_ssh(request->where) && !vmm)
		return ws_fail(error, EINVAL, "--via is for this machine: `run host --via qemu`");
	if (is_ssh(request->where) && !is_destination(request->where + strlen(SERVER_SSH)))
		return ws_fail(error, EINVAL,
			       "'%.64s' is no server: it is ssh://[USER@]SERVER[:PORT]",
			       request->where);
	if (request->via != SERVER_VIA_QEMU && (request->architecture || request->accelerator))
		return ws_fail(error, EINVAL, "--arch and --accel are for --via qemu");
	if (!vmm && option_of_vmm(request))
		return ws_fail(error, EINVAL,
			       "%s is for our own program: others are not kept to a time for each "
			       "cell, and of them --via xl alone to CPUs",
			       option_of_vmm(request));
	if (request->duration_ms &&
	    ws_timeout_least(cells, request->duration_ms) > request->timeout)
		return ws_fail(
			error, EINVAL, "--duration %u for %u benchmarks takes a --timeout of %u",
			request->duration_ms, cells, ws_timeout_least(cells, request->duration_ms));
	if (request->placed && vmm && !is_ssh(request->where)) {
		struct host_cpus cpus;

		return host_cpus_here(&request->cpus, &cpus, error);
	}
	return 0;
}
