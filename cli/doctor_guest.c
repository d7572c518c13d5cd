// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A KVM may create VMs that it cannot run, or whose guests hang where they call it: nested ones and
 * those made by software have been seen to do both. Their device looks like any other, so a guest
 * is run, and makes the plainest of calls. What takes long gives itself away as well: hardware
 * answers a hypercall in 1,000 to 7,000 cycles (Dall et al., ISCA 2016, and every server since).
 */
#include "cli/doctor_guest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "records/log.h"
#include "report/names.h"
#include "report/table.h"
#include "server/server.h"

/* A machine may be busy, and all of it has to end within 5 s. */
#define TIMEOUT_S  4
#define PATIENCE_S 3
#define SAMPLES    64

/* In cycles, or nanoseconds, which are fewer: far from all that hardware takes by itself. */
#define READING_MOST   1000
#define HYPERCALL_MOST 10000

static const char elsewhere[] =
	"this KVM is nested or made by software: measure on a machine whose KVM uses the CPU's "
	"virtualization";

static void take(void *context, const char *data, size_t size)
{
	log_feed(context, data, size);
}

static bool is_done(void *context)
{
	const struct log *log = context;

	return log->end || log->refused;
}

static void ignore_step(void *context, const char *step)
{
	(void)context;
	(void)step;
}

static void ignore_component(void *context, const char *role, const char *name, const char *version,
			     const char *sha256)
{
	(void)context;
	(void)role;
	(void)name;
	(void)version;
	(void)sha256;
}

static void ignore_property(void *context, const char *name, const char *value)
{
	(void)context;
	(void)name;
	(void)value;
}

static const struct ws_cell *cell_of(const struct log *log, enum ws_benchmark benchmark)
{
	for (size_t at = 0; at < log->result.cell_count; at++)
		if (log->result.cells[at].benchmark == benchmark)
			return &log->result.cells[at];
	return NULL;
}

static void conclude_failure(const struct ws_cell *cell, enum host_state state,
			     struct host_finding *finding)
{
	if (cell)
		host_conclude(finding, state, elsewhere, "%s: %.120s", ws_verdict_id(cell->verdict),
			      cell->reason);
	else
		host_conclude(finding, state, elsewhere, "it was not reached");
}

static void conclude_guest(const struct ws_cell *null, struct host_finding *finding)
{
	char count[WS_COUNT_TEXT_MAX];

	if (!null || null->verdict != WS_VERDICT_MEASURED) {
		conclude_failure(null, HOST_WRONG, finding);
	} else if (null->value <= READING_MOST) {
		host_conclude(finding, HOST_FINE, NULL, "runs");
	} else {
		ws_value_text(null, count);
		host_conclude(finding, HOST_HAZARD, elsewhere,
			      "runs, and pays %s%s %s to read its clock, which is no longer the "
			      "CPU's own",
			      count, ws_unsettled_mark(null), ws_unit_id(null->unit));
	}
}

static void conclude_hypercall(const struct ws_cell *hypercall, struct host_finding *finding)
{
	char count[WS_COUNT_TEXT_MAX];

	if (!hypercall || hypercall->verdict != WS_VERDICT_MEASURED) {
		conclude_failure(hypercall, HOST_HAZARD, finding);
		return;
	}
	ws_value_text(hypercall, count);
	host_conclude(finding, hypercall->value > HYPERCALL_MOST ? HOST_HAZARD : HOST_FINE,
		      hypercall->value > HYPERCALL_MOST ? elsewhere : NULL, "takes %s%s %s", count,
		      ws_unsettled_mark(hypercall), ws_unit_id(hypercall->unit));
}

static void conclude(struct log *log, int result, const struct ws_error *error,
		     struct host_finding *findings)
{
	struct host_finding *guest = &findings[DOCTOR_GUEST];
	struct ws_error why;

	host_conclude(&findings[DOCTOR_HYPERCALL], HOST_NOTE, "see above", "it was not tried");
	if (result == -ETIMEDOUT)
		log_break(log, WS_VERDICT_TIMED_OUT, error->text);
	if (log_end(log, &why)) {
		bool silent = result || !log_has_said_why(log);

		if (result == -ENOENT || result == -ENOTSUP)
			host_conclude(guest, HOST_NOTE, "see where its parts are installed",
				      "it was not tried: %.120s", error->text);
		else
			host_conclude(guest, HOST_WRONG, elsewhere, "%.150s",
				      silent ? error->text : why.text);
		return;
	}
	conclude_guest(cell_of(log, WS_BENCHMARK_NULL), guest);
	if (guest->state != HOST_WRONG)
		conclude_hypercall(cell_of(log, WS_BENCHMARK_HYPERCALL),
				   &findings[DOCTOR_HYPERCALL]);
}

void doctor_guest(const struct host_cpus *cpus, struct host_finding findings[DOCTOR_GUEST_FINDINGS])
{
	const struct server_request request = {
		.where = SERVER_HERE,
		.benchmarks = 1U << WS_BENCHMARK_NULL | 1U << WS_BENCHMARK_HYPERCALL,
		.timeout = TIMEOUT_S,
		.patience = PATIENCE_S,
		.iterations = SAMPLES,
		.placed = true,
		.cpus = *cpus,
	};
	struct log *log = calloc(1, sizeof(*log));
	const struct server_watch watch = {
		.step = ignore_step,
		.take = take,
		.is_done = is_done,
		.ran = ignore_component,
		.property = ignore_property,
		.context = log,
	};
	struct ws_error error = {.text = "out of memory"};

	findings[DOCTOR_GUEST] = (struct host_finding){.what = "a guest"};
	findings[DOCTOR_HYPERCALL] = (struct host_finding){.what = "its hypercall"};
	if (!log || log_begin(log, &error)) {
		host_conclude(&findings[DOCTOR_GUEST], HOST_NOTE, NULL, "it was not tried: %s",
			      error.text);
		host_conclude(&findings[DOCTOR_HYPERCALL], HOST_NOTE, NULL, "it was not tried");
	} else {
		log->wanted = request.benchmarks;
		conclude(log, server_run(&request, &watch, &error), &error, findings);
		log_free(log);
	}
	free(log);
}
