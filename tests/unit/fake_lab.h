/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A lab without an emulator: what `worldswitch run` does with each kind of answer can be tested in
 * milliseconds. To be included once; it takes the place of all of lab/lab.h.
 */
#ifndef WORLDSWITCH_TESTS_FAKE_LAB_H
#define WORLDSWITCH_TESTS_FAKE_LAB_H

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/lab.h"
#include "lab/repeat.h"
#include "server/server.h"

/* How each target behaves; the tests set it. */
static struct {
	int refuse[2]; /* errno of lab_prepare for arm64/one and arm64/two */
	bool null_last;
	bool null_fails;
	bool stop_after_first_cell; /* a signal comes then */
	int signal_number;
	const char *break_folder; /* moved away after the first cell */
	bool half;                /* the second target's lab forgets a cell */
	bool same;                /* both targets need the same packages */
	int (*serve)(const struct server_request *request, const struct server_watch *watch,
		     struct ws_error *error); /* in place of a machine, or NULL: there is none */
} fake;

const struct lab_target lab_targets[] = {
	{.id = "arm64/one", .meaning = "the first", .hypervisor = LAB_KVM},
	{.id = "arm64/two", .meaning = "the second", .hypervisor = LAB_XEN},
};
const size_t lab_target_count = 2;

bool lab_has_dom0(const struct lab_target *target, enum lab_dom0 dom0)
{
	return dom0 == LAB_DOM0_PROBE || target->hypervisor == LAB_XEN;
}

bool lab_runs_linux(const struct lab_request *request)
{
	return request->target->hypervisor == LAB_KVM;
}

bool lab_runs_xen(const struct lab_request *request)
{
	return request->target->hypervisor == LAB_XEN;
}

const struct lab_controller *lab_controller_of(enum lab_architecture architecture)
{
	static const struct lab_controller controllers[] = {
		{.architecture = "arm64",
		 .option = "gic",
		 .version_names = "2|3",
		 .first = 2,
		 .preferred = 3},
		{.architecture = "x86_64",
		 .option = "apic",
		 .version_names = "xapic|x2apic",
		 .first = 1,
		 .preferred = 2},
	};

	return &controllers[architecture];
}

struct lab_plan {
	struct lab_request request;
};

static size_t number_of(const struct lab_target *target)
{
	return (size_t)(target - lab_targets);
}

bool lab_needs_same(const struct lab_target *a, const struct lab_target *b)
{
	return fake.same || a == b;
}

const struct lab_target *lab_target_find(const char *id)
{
	for (size_t at = 0; at < lab_target_count; at++)
		if (strcmp(lab_targets[at].id, id) == 0)
			return &lab_targets[at];
	return NULL;
}

int lab_prepare(const struct lab_request *request, const struct lab_observer *observer,
		struct lab_plan **plan, struct ws_error *error)
{
	int code = fake.refuse[number_of(request->target)];

	observer->progress(observer->context, request->label, "preparing");
	if (code)
		return ws_fail_errno(error, code, "cannot prepare it");
	*plan = calloc(1, sizeof(**plan));
	if (!*plan)
		return ws_fail_errno(error, ENOMEM, "cannot prepare it");
	(*plan)->request = *request;
	return 0;
}

struct ws_property *lab_request_properties(const struct lab_request *request, size_t *count)
{
	struct ws_property *properties = calloc(1, sizeof(*properties));

	if (!properties)
		return NULL;
	properties[0].name = strdup("cpu");
	properties[0].value = strdup(request->cpu ? request->cpu : "neoverse-n1");
	*count = 1;
	return properties;
}

void lab_plan_free(struct lab_plan *plan)
{
	free(plan);
}

/* Nobody here explains anything. */
int lab_symbols(const struct lab_plan *plan, struct lab_symbol_files *files,
		const struct lab_observer *observer, struct lab_symbols *symbols,
		struct ws_error *error)
{
	(void)plan;
	(void)files;
	(void)observer;
	(void)symbols;
	return ws_fail(error, EINVAL, "no symbols");
}

int lab_symbol_files_check(const struct lab_symbol_files *files, struct ws_error *error)
{
	(void)files;
	(void)error;
	return 0;
}

void lab_symbols_free(struct lab_symbols *symbols)
{
	(void)symbols;
}

const struct lab_symbol_text *lab_symbols_of(const struct lab_symbols *symbols, enum ws_world world)
{
	(void)world;
	return &symbols->parts[0];
}

const struct lab_request *lab_plan_request(const struct lab_plan *plan)
{
	return &plan->request;
}

char *lab_plan_command(const struct lab_plan *plan)
{
	char *command = NULL;

	return asprintf(&command, "emulate %s", plan->request.label) < 0 ? NULL : command;
}

const struct ws_property *lab_plan_properties(const struct lab_plan *plan, size_t *count)
{
	static char name[] = "cpu", value[] = "neoverse-n1";
	static const struct ws_property properties[] = {{.name = name, .value = value}};

	(void)plan;
	*count = 1;
	return properties;
}

const struct ws_component *lab_plan_components(const struct lab_plan *plan, size_t *count)
{
	static char role[] = "emulator", name[] = "QEMU", version[] = "10.0.2";
	static const struct ws_component components[] = {
		{.role = role, .name = name, .version = version}};

	(void)plan;
	*count = 1;
	return components;
}

static void end_cell(const struct lab_plan *plan, const struct lab_observer *observer,
		     enum ws_benchmark benchmark)
{
	uint64_t cost = benchmark == WS_BENCHMARK_NULL ? 0 : 100U * (uint64_t)benchmark;
	size_t count = plan->request.iterations;
	struct lab_cell cell = {
		.benchmark = benchmark,
		.windows = calloc(count, sizeof(struct ws_window)),
		.window_count = count,
	};

	for (size_t at = 0; at < count; at++) {
		struct ws_window *window = &cell.windows[at];

		window->clean = true;
		window->stage_count = 1;
		window->stages[0].instructions[WS_WORLD_GUEST] = 1;
		window->stages[0].instructions[WS_WORLD_HYPERVISOR] = cost;
	}
	if (benchmark == WS_BENCHMARK_NULL && fake.null_fails) {
		cell.verdict = WS_VERDICT_CRASHED;
		snprintf(cell.reason, sizeof(cell.reason), "it fell over");
	}
	observer->progress(observer->context, plan->request.label, "measuring");
	observer->cell_ended(observer->context, plan, &cell);
	free(cell.windows); /* as a session does: nobody may keep them */
}

static void stop_cell(const struct lab_plan *plan, const struct lab_observer *observer,
		      enum ws_benchmark benchmark)
{
	struct lab_cell cell = {.benchmark = benchmark, .verdict = WS_VERDICT_INVALID};

	snprintf(cell.reason, sizeof(cell.reason), "interrupted");
	observer->cell_ended(observer->context, plan, &cell);
}

static void run_plan(const struct lab_plan *plan, const volatile int *interrupted,
		     const struct lab_observer *observer)
{
	for (int step = 0; step < WS_BENCHMARK_COUNT; step++) {
		int at = fake.null_last ? (step + 1) % WS_BENCHMARK_COUNT : step;

		if (!(plan->request.benchmarks & 1U << at))
			continue;
		if (fake.half && number_of(plan->request.target) == 1 && at == 1)
			continue;
		if (*interrupted)
			stop_cell(plan, observer, (enum ws_benchmark)at);
		else
			end_cell(plan, observer, (enum ws_benchmark)at);
		if (fake.signal_number && !*interrupted)
			raise(fake.signal_number);
		if (fake.break_folder)
			rename(fake.break_folder, "moved");
		fake.break_folder = NULL;
	}
}

int lab_run(struct lab_plan *const *plans, size_t count, unsigned int jobs,
	    const volatile int *interrupted, const struct lab_observer *observer,
	    struct ws_error *error)
{
	if (jobs == 0)
		return ws_fail(error, EINVAL, "no jobs");
	for (size_t at = 0; at < count; at++)
		run_plan(plans[at], interrupted, observer);
	return *interrupted ? -EINTR : 0;
}

unsigned int lab_jobs(void)
{
	return 1;
}

int lab_fetch(const struct lab_target *target, const char *suite,
	      const struct lab_observer *observer, struct ws_error *error)
{
	int code = fake.refuse[number_of(target)];

	observer->progress(observer->context, target->id, "fetching");
	if (suite)
		fprintf(stderr, "%s of %s\n", target->id, suite);
	return code ? ws_fail_errno(error, code, "cannot fetch it") : 0;
}

size_t lab_doctor(struct lab_check *checks, size_t limit)
{
	if (limit < 1)
		return 0;
	checks[0] = (struct lab_check){.what = "emulator", .ok = fake.refuse[0] == 0};
	snprintf(checks[0].found, sizeof(checks[0].found), "%s", fake.refuse[0] ? "7.2" : "10.0.2");
	snprintf(checks[0].advice, sizeof(checks[0].advice), "install qemu-system-arm 10");
	return 1;
}

/* No document is measured again by a test of the command line. */
int lab_repeat_of(const struct ws_result *result, const char *name,
		  const struct lab_repeat_images *images, struct lab_repeat *repeat,
		  struct ws_error *error)
{
	(void)result;
	(void)images;
	(void)repeat;
	return ws_fail(error, ENOTSUP, "%s is not to be repeated", name);
}

bool lab_repeat_adds_nothing(const struct ws_result *result)
{
	(void)result;
	return true;
}

void lab_repeat_free(struct lab_repeat *repeat)
{
	(void)repeat;
}

int lab_repeat_check(const struct lab_plan *plan, const struct ws_result *result, const char *name,
		     struct ws_error *error)
{
	(void)plan;
	(void)result;
	return ws_fail(error, ENOTSUP, "%s was not repeated", name);
}

void lab_repeat_differences(const struct lab_plan *plan, const struct ws_result *result, char *text,
			    size_t size)
{
	(void)plan;
	(void)result;
	snprintf(text, size, "%s", "");
}

/* No real machine is measured by a test of the command line. */
int server_run(const struct server_request *request, const struct server_watch *watch,
	       struct ws_error *error)
{
	if (fake.serve)
		return fake.serve(request, watch, error);
	return ws_fail(error, ENOTSUP, "%s is no machine of this test", request->where);
}

#endif
