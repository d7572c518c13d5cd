// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The probe as a domain of the Xen that this machine is the Dom0 of, made as an administrator makes
 * one: by xl, with a configuration (xl.cfg(5)) that has no devices. What needs another domain's
 * clock is absent. Xen emulates the TSC for a domain where it does not find it invariant, and each
 * reading is an exit then: the domain, which never moves, gets the CPU's own.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/read.h"
#include "lab/paths.h"
#include "server/ways.h"
#include "server/xl_domain.h"
#include "server/xl_host.h"
#include "support/clock.h"

#define MEMORY_MIB 64

/* Of no word for so long it is asked whether the domain is there; asking disturbs it. */
#define SILENCE_MS 5000

#define CPU_INFO     "/proc/cpuinfo"
#define CPU_INFO_MAX 65536
#define MODEL_MAX    128
#define EMULATOR     "QEMU TCG CPU" /* as its CPUs without a model of their own are called */

/* The console that the probe for it knows, and what else it takes there. */
static const struct xl_guest {
	const char *architecture;
	const char *settings;
	const char *console; /* its type, where it is not the first */
} guests[] = {
	{.architecture = "x86_64", .settings = "tsc_mode=\"native\"\n"},
	{.architecture = "arm64", .settings = "vuart=\"sbsa_uart\"\n", .console = "vuart"},
};

static const struct xl_guest *guest_of(const char *architecture)
{
	for (size_t at = 0; architecture && at < sizeof(guests) / sizeof(guests[0]); at++)
		if (strcmp(guests[at].architecture, architecture) == 0)
			return &guests[at];
	return NULL;
}

/* One domain under way, and who watches it. */
struct run {
	const struct server_watch *watch;
	struct xl_domain domain;
	int64_t heard; /* when it last said something */
	bool over;     /* by itself */
};

static void take(void *context, const char *data, size_t size)
{
	struct run *run = context;

	run->heard = ws_now_ms();
	run->watch->take(run->watch->context, data, size);
}

static bool is_done(void *context)
{
	struct run *run = context;

	if (run->watch->is_done(run->watch->context))
		return true;
	if (ws_now_ms() - run->heard < SILENCE_MS)
		return false;
	run->over = xl_domain_is_over(&run->domain);
	run->heard = ws_now_ms();
	return run->over;
}

/* A CPU that is an emulator's says so, whatever runs on it. */
static void tell_machine(const struct server_watch *watch)
{
	char *info = host_read_long(CPU_INFO, CPU_INFO_MAX);
	char model[MODEL_MAX];

	if (info && host_field(info, "model name", model, sizeof(model))) {
		watch->property(watch->context, "cpu-model", model);
		if (strstr(model, EMULATOR))
			watch->property(watch->context, "accelerator", "tcg");
	}
	free(info);
}

static void tell(const struct xl_host *host, const struct server_watch *watch)
{
	watch->ran(watch->context, "hypervisor", "xen", host->version, NULL);
	watch->property(watch->context, "via", "xl");
	if (*host->scheduler)
		watch->property(watch->context, "xen-scheduler", host->scheduler);
	if (*host->line)
		watch->property(watch->context, "xen-command-line", host->line);
	tell_machine(watch);
}

/* Allocated; NULL: no memory. */
static char *make_settings(const struct xl_guest *guest, const struct xl_host *host,
			   const char *probe, const struct server_request *request)
{
	char *parameters = server_parameters(request);
	const struct host_cpus *placed = request->placed ? &request->cpus : &host->cpus;
	char cpus[64] = "";
	char *settings = NULL;

	if (request->placed || host->has_cpus)
		snprintf(cpus, sizeof(cpus), "cpus=[\"%u\", \"%u\"]\n", placed->measured,
			 placed->others);
	if (parameters)
		settings = paths_format("type=\"pvh\"\nkernel=\"%s\"\ncmdline=\"%s\"\nmemory=%d\n"
					"vcpus=2\n%s%s",
					probe, parameters, MEMORY_MIB, cpus, guest->settings);
	free(parameters);
	return settings;
}

static int follow(struct run *run, const struct xl_guest *guest,
		  const struct server_request *request, struct ws_error *error)
{
	struct arguments command = {0};
	struct server_watch watch = *run->watch;
	int result;

	arguments_add(&command, "xl");
	arguments_add(&command, "console");
	if (guest->console) {
		arguments_add(&command, "-t");
		arguments_add(&command, "%s", guest->console);
	}
	arguments_add(&command, "%s", run->domain.name);
	watch.context = run;
	watch.take = take;
	watch.is_done = is_done;
	run->heard = ws_now_ms();
	result = server_follow(&command, -1, request->timeout, &watch, error);
	if (!result && run->over)
		ws_fail(error, EIO, "the domain ended, and did not say why");
	arguments_free(&command);
	return result;
}

static int run_domain(const struct xl_guest *guest, const char *settings,
		      const struct server_request *request, const struct server_watch *watch,
		      struct ws_error *error)
{
	struct run run = {.watch = watch};
	struct ws_error left;
	int result;

	watch->step(watch->context, "creating a domain");
	result = xl_domain_start(&run.domain, settings, watch->interrupted, error);
	if (!result)
		result = follow(&run, guest, request, error);
	if (xl_domain_end(&run.domain, &left))
		watch->warn(watch->context, left.text);
	return result;
}

static int run(const struct xl_guest *guest, const struct xl_host *host,
	       const struct server_request *request, const struct server_watch *watch,
	       struct ws_error *error)
{
	char *settings, *probe;
	int result = paths_part(PATHS_PROBE, guest->architecture, &probe, error);

	if (result)
		return result;
	/* A string of a configuration has no way to say these that all versions know. */
	if (strpbrk(probe, "\"\\\n")) {
		result = ws_fail(error, EINVAL, "xl takes no such name of a file: %s", probe);
	} else {
		settings = make_settings(guest, host, probe, request);
		result = settings ? run_domain(guest, settings, request, watch, error)
				  : ws_fail_errno(error, ENOMEM, "cannot configure a domain");
		free(settings);
	}
	free(probe);
	return result;
}

int server_run_xl(const struct server_request *request, const struct server_watch *watch,
		  struct ws_error *error)
{
	const struct xl_guest *guest = guest_of(server_architecture_here());
	struct xl_host host;
	int result;

	if (!guest)
		return ws_fail(error, ENOTSUP, "this machine's architecture has no probe");
	result = xl_host_ask(&host, watch->interrupted, error);
	if (result)
		return result;
	tell(&host, watch);
	return run(guest, &host, request, watch, error);
}
