// SPDX-License-Identifier: GPL-2.0-or-later
/* What the ways to a machine share, and which of them it is. */
#include "server/server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <worldswitch/version.h>

#include "lab/paths.h"
#include "records/record.h"
#include "server/ways.h"

static bool is_ssh(const char *word)
{
	return strncmp(word, SERVER_SSH, strlen(SERVER_SSH)) == 0;
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
	if (request->placed)
		arguments_add(command, "--cpus=%u,%u", request->cpus.measured,
			      request->cpus.others);
	if (request->duration_ms)
		arguments_add(command, "--duration=%u", request->duration_ms);
	if (request->patience)
		arguments_add(command, "--patience=%u", request->patience);
	if (request->tune)
		arguments_add(command, "--tune");
}

char *server_parameters(const struct server_request *request)
{
	char list[RECORD_LIST_MAX];

	record_list(request->benchmarks, list);
	return paths_format(
		WS_PARAMETER_CLOCK "1 " WS_PARAMETER_BENCHMARKS "%s " WS_PARAMETER_ITERATIONS "%u",
		list, request->iterations ? request->iterations : WS_ITERATIONS_DEFAULT);
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
	switch (request->via) {
	case SERVER_VIA_QEMU:
		return server_run_qemu(request, watch, error);
	case SERVER_VIA_XL:
		return server_run_xl(request, watch, error);
	default:
		return is_ssh(request->where) ? server_run_ssh(request, watch, error)
					      : server_run_here(request, watch, error);
	}
}
