// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * All checks in the order in which they matter: first whether there is anything to be measured, and
 * last what is seen by watching for a while.
 */
#include "host/hazards.h"

#include <stdarg.h>
#include <stdio.h>

#include <worldswitch/result.h>

#include "host/checks.h"
#include "host/watch.h"

static const struct {
	const char *id, *what;
	host_check *check;
} checks[] = {
	{.id = "kvm-device", .what = "/dev/kvm", .check = host_check_device},
	{.id = "software-kvm", .what = "KVM's module", .check = host_check_module},
	{.id = "virtual-machine", .what = "bare metal", .check = host_check_virtual},
	{.id = "clock-source", .what = "clock source", .check = host_check_clock},
	{.id = "governor", .what = "governor", .check = host_check_governor},
	{.id = "turbo", .what = "turbo", .check = host_check_turbo},
	{.id = "smt-siblings", .what = "SMT siblings", .check = host_check_siblings},
	{.id = "c-states", .what = "C-states", .check = host_check_idle},
	{.id = "halt-poll", .what = "halt_poll_ns", .check = host_check_halt_poll},
	{.id = "isolation", .what = "isolated CPUs", .check = host_check_isolation},
	{.id = "mitigations", .what = "mitigations", .check = host_check_mitigations},
};

void host_conclude(struct host_finding *finding, enum host_state state, const char *advice,
		   const char *format, ...)
{
	va_list arguments;

	finding->state = state;
	snprintf(finding->advice, sizeof(finding->advice), "%s", advice ? advice : "");
	va_start(arguments, format);
	vsnprintf(finding->found, sizeof(finding->found), format, arguments);
	va_end(arguments);
}

size_t host_question_cpus(const struct host_question *question, unsigned int cpus[2])
{
	cpus[0] = question->cpus.measured;
	cpus[1] = question->cpus.others;
	return cpus[0] == cpus[1] ? 1 : 2;
}

const char *host_state_word(enum host_state state)
{
	static const char *const words[] = {WS_FINDING_VERDICTS};

	return words[state];
}

size_t host_examine_settings(const struct host_question *question, struct host_finding *findings,
			     size_t limit)
{
	size_t count = 0;

	for (size_t at = 0; at < sizeof(checks) / sizeof(checks[0]) && count < limit; at++) {
		struct host_finding *finding = &findings[count++];

		*finding = (struct host_finding){.id = checks[at].id, .what = checks[at].what};
		checks[at].check(question, finding);
	}
	return count;
}

size_t host_examine(const struct host_question *question, struct host_finding *findings,
		    size_t limit)
{
	size_t count = host_examine_settings(question, findings, limit);

	return count + host_watch(question, findings + count, limit - count);
}
