// SPDX-License-Identifier: GPL-2.0-or-later
/* Xen starts all domains at once and wherever it likes: Dom0 has the first word. */
#include "probe/bench/domains.h"

#include "probe/arch/receiver.h"
#include "probe/arch/wait.h"
#include "probe/hypervisor/xen_events.h"

/* So often Dom0, which may be starting, is asked before it has to have answered. */
#define QUESTIONS_MAX 1000

static enum { ALONE, REFUSED, SILENT, MET } state;
static bool open;
static bool watched;

static bool ask(void)
{
	for (unsigned int question = 0; question < QUESTIONS_MAX; question++) {
		if (!events_send(WS_XEN_HELLO))
			return false;
		events_yield();
		arch_wait_settle();
		if (events_take(WS_XEN_HELLO))
			return true;
	}
	return false;
}

/* A Dom0 that is Linux makes its channels itself, when it has started. */
static bool join(void)
{
	for (unsigned int question = 0; question < QUESTIONS_MAX; question++) {
		if (events_connected(WS_XEN_HELLO))
			return true;
		events_yield();
		arch_wait_settle();
	}
	return false;
}

void domains_meet(void)
{
	if (!events_connected(WS_XEN_OTHER))
		state = ALONE;
	else if (!join())
		state = SILENT;
	else if (!events_open())
		state = REFUSED;
	else
		state = ask() ? MET : SILENT;
}

/* Events of before: the interrupt of one may be pending all the same. */
static void drain(uint32_t port)
{
	events_rearm();
	while (arch_receiver_poll())
		;
	events_take(port);
}

struct outcome domains_open(uint32_t port)
{
	open = false;
	if (state == SILENT)
		return outcome_bad(WS_VERDICT_FAILED, 0, "Dom0 never answered");
	if (state == ALONE || !events_connected(port))
		return outcome_bad(WS_VERDICT_SKIPPED, 0, "no event channel to another domain");
	if (state == REFUSED)
		return outcome_bad(WS_VERDICT_FAILED, 0, "Xen gave no page for events");
	open = arch_receiver_open();
	if (!open)
		return outcome_bad(WS_VERDICT_FAILED, 0, "no answer of interrupt controller");
	drain(port);
	if (!events_unmask(port))
		return outcome_bad(WS_VERDICT_FAILED, 0, "Xen refused to unmask events");
	return outcome_measured(0);
}

/* Dom0 begins to watch, or ends it. */
static bool switch_watch(void)
{
	bool done = events_send(WS_XEN_WATCH) && events_wait(WS_XEN_HELLO);

	arch_wait_settle();
	return done;
}

struct outcome domains_open_watched(uint32_t port)
{
	struct outcome outcome = domains_open(port);

	if (outcome.verdict != WS_VERDICT_MEASURED)
		return outcome;
	events_take(WS_XEN_WATCH);
	watched = true;
	if (!events_unmask(WS_XEN_WATCH) || !switch_watch())
		return outcome_bad(WS_VERDICT_FAILED, 0, "Dom0 never answered");
	return outcome;
}

void domains_close(void)
{
	if (watched)
		switch_watch();
	if (open)
		arch_receiver_close();
	watched = false;
	open = false;
}
