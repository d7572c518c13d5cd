// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the probe's records and the kernel's lines mean to a session. A record that is well formed
 * and out of place (a benchmark before `hello`, a list in another order) says that probe and
 * program do not belong together, and then no number of that probe is worth anything.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <worldswitch/version.h>

#include "lab/architecture.h"
#include "lab/session_state.h"

static const char *const hypervisor_names[] = {
	[LAB_NATIVE] = "native",
	[LAB_KVM] = "kvm",
	[LAB_XEN] = "xen",
};

/*
 * The VMM has it from the kernel's log ("Hyp hVHE mode initialized successfully"), which the
 * console may not show. A mode other than the target's would put right numbers under a wrong name.
 */
static void take_host(struct session *session, const struct record *record)
{
	const struct lab_target *target = session->setup.target;
	bool known = strcmp(record->mode, "unknown") != 0;

	session->host = true;
	if (!target->mode || strcmp(record->mode, target->mode) == 0)
		return;
	session_fail(session, known ? WS_VERDICT_SKIPPED : WS_VERDICT_INVALID,
		     "Linux %.40s runs KVM in another mode than %s (it says: %.60s)%s%s",
		     record->release, target->id,
		     session->kvm_said[0] ? session->kvm_said : record->mode,
		     known && target->advice ? "; " : "",
		     known && target->advice ? target->advice : "");
}

static void take_hello(struct session *session, const struct record *record)
{
	const char *expected = hypervisor_names[session->setup.target->hypervisor];
	const char *architecture = architecture_of(session->setup.target)->name;
	uint32_t list = record_list_checksum();

	if (session->hello)
		session_fail(session, WS_VERDICT_CRASHED, "the probe started a second time");
	else if (strcmp(record->version, WS_VERSION) != 0 || record->list != list)
		session_fail(session, WS_VERDICT_INVALID,
			     "the probe image is stale: it is version %s with list %08x, this "
			     "program is %s with %08x; rebuild with make",
			     record->version, record->list, WS_VERSION, list);
	else if (strcmp(record->architecture, architecture) != 0 ||
		 strcmp(record->hypervisor, expected) != 0)
		session_fail(session, WS_VERDICT_INVALID,
			     "the probe finds itself under %s on %s, where %s on %s was wanted",
			     record->hypervisor, record->architecture, expected, architecture);
	else if (session->setup.target->mode && !session->host)
		session_fail(session, WS_VERDICT_INVALID,
			     "the VMM did not say in which mode KVM runs: rebuild with make");
	session->hello = true;
	session_set_step(session, "starting the probe");
}

static void take_machine(struct session *session, const struct record *record)
{
	const struct lab_controller *controller =
		lab_controller_of(session->setup.target->architecture);

	if (strcmp(record->controller, controller->option) != 0 ||
	    record->controller_version != session->setup.controller)
		session_fail(session, WS_VERDICT_INVALID,
			     "the probe finds an interrupt controller %s %u, where %s %u was "
			     "wanted",
			     record->controller, record->controller_version, controller->option,
			     session->setup.controller);
}

static void take_benchmark(struct session *session, const struct record *record)
{
	struct session_cell *cell = &session->cells[record->benchmark];

	if (record->benchmark != session->announced++) {
		session_fail(session, WS_VERDICT_INVALID,
			     "the probe's table of benchmarks is out of order");
		return;
	}
	if (record->present)
		return;
	cell->answered = true;
	cell->verdict = WS_VERDICT_ABSENT;
	snprintf(cell->reason, sizeof(cell->reason), "%s", record->reason);
}

static void take_selftest(struct session *session, const struct record *record)
{
	session->selftest.seen = true;
	session->selftest.windows = record->windows;
	session->selftest.expected = record->expected;
}

static void take_cell(struct session *session, const struct record *record)
{
	struct session_cell *cell = &session->cells[record->benchmark];

	if (session->announced < WS_BENCHMARK_COUNT) {
		session_fail(session, WS_VERDICT_INVALID,
			     "the probe ended a cell before its table of benchmarks");
		return;
	}
	if (cell->answered && record->verdict <= cell->verdict)
		return;
	cell->answered = true;
	cell->verdict = record->verdict;
	cell->windows = record->windows;
	snprintf(cell->reason, sizeof(cell->reason), "%s", record->reason);
	if (cell->verdict == WS_VERDICT_FAILED && session->dom0_said[0])
		snprintf(cell->reason, sizeof(cell->reason), "%.60s; of Dom0: %.150s",
			 record->reason, session->dom0_said);
}

static void take_panic(struct session *session, const struct record *record)
{
	session_fail(session, WS_VERDICT_CRASHED,
		     "the probe panicked in %s while %s: esr=0x%llx elr=0x%llx far=0x%llx%s%s",
		     record->where, session->step, (unsigned long long)record->esr,
		     (unsigned long long)record->elr, (unsigned long long)record->far,
		     record->reason[0] ? ": " : "", record->reason);
}

/* What a step's failure says of the system under test: some of them say only what it lacks. */
static enum ws_verdict verdict_of(const struct record *record)
{
	if (record->error == ETIMEDOUT)
		return WS_VERDICT_TIMED_OUT;
	if (record->error == ENODEV && strcmp(record->where, "create-irqchip") == 0)
		return WS_VERDICT_SKIPPED;
	return WS_VERDICT_FAILED;
}

/*
 * Dom0 is not the whole machine: what needs none is measured, and the rest names the cause. Where
 * it makes the domains, and there is no measured one yet, there will be none.
 */
static void take_dom0(struct session *session, const struct record *record)
{
	snprintf(session->dom0_said, sizeof(session->dom0_said), "it failed at %s: %s",
		 record->where, record->reason[0] ? record->reason : strerror(record->error));
	if (!session->hello && architecture_of(session->setup.target)->tool_count)
		session_fail(session, WS_VERDICT_FAILED, "no domain runs; of Dom0: %s",
			     session->dom0_said);
}

/* No /dev/kvm has many causes, and the kernel's own last word on it names the right one. */
static void take_vmm(struct session *session, const struct record *record)
{
	bool missing = record->error == ENOENT || record->error == ENODEV || record->error == ENXIO;

	if (missing && strstr(record->reason, "/dev/kvm"))
		session_fail(session, WS_VERDICT_FAILED, "the kernel has no /dev/kvm: %s",
			     session->kvm_said[0]
				     ? session->kvm_said
				     : "it says nothing about KVM, which is not built in");
	else
		session_fail(session, verdict_of(record), "the VMM failed at %s: %s", record->where,
			     record->reason[0] ? record->reason : strerror(record->error));
}

static void take_record(struct session *session, const struct record *record)
{
	if (!session->hello && record->kind != RECORD_HELLO && record->kind != RECORD_HOST &&
	    record->kind != RECORD_VMM && record->kind != RECORD_PANIC) {
		session_fail(session, WS_VERDICT_INVALID,
			     "the probe's first record is not its `hello`");
		return;
	}
	switch (record->kind) {
	case RECORD_HOST:
		take_host(session, record);
		break;
	case RECORD_HELLO:
		take_hello(session, record);
		break;
	case RECORD_FINDING:
	case RECORD_ENVIRONMENT: /* of real machines, and of clocks there */
	case RECORD_CLOCK:
	case RECORD_TIMING:
	case RECORD_SAMPLES:
	case RECORD_NULLS:
		break;
	case RECORD_MACHINE:
		take_machine(session, record);
		break;
	case RECORD_BENCHMARK:
		take_benchmark(session, record);
		break;
	case RECORD_SELFTEST:
		take_selftest(session, record);
		break;
	case RECORD_START:
		session_set_step(session, "measuring %s", record_benchmark_id(record->benchmark));
		break;
	case RECORD_CELL:
		take_cell(session, record);
		break;
	case RECORD_PANIC:
		take_panic(session, record);
		break;
	case RECORD_VMM:
		if (session->setup.target->hypervisor == LAB_XEN)
			take_dom0(session, record);
		else
			take_vmm(session, record);
		break;
	case RECORD_END:
		session->ended = true;
		session_set_step(session, "ending");
		break;
	}
}

void session_take_event(struct session *session, const struct console_event *event)
{
	switch (event->kind) {
	case CONSOLE_RECORD:
		take_record(session, &event->record);
		break;
	case CONSOLE_BAD_RECORD:
		session->bad_records++;
		break;
	case CONSOLE_PANIC:
		session_fail(session, WS_VERDICT_CRASHED, "the kernel%s panicked while %s: %.150s",
			     session->setup.target->hypervisor == LAB_XEN ? " of Dom0" : "",
			     session->step, event->text);
		break;
	case CONSOLE_XEN_PANIC:
		session_fail(session, WS_VERDICT_CRASHED,
			     "the hypervisor panicked while %s: %.150s", session->step,
			     event->text);
		break;
	case CONSOLE_KVM:
		snprintf(session->kvm_said, sizeof(session->kvm_said), "%s", event->text);
		break;
	case CONSOLE_BOOTING:
		session_set_step(session, "booting");
		break;
	case CONSOLE_INIT:
		session_set_step(session, "starting the guest");
		break;
	}
}
