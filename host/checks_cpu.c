// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How fast a CPU is and stays, and with whom it shares itself (Linux, admin-guide/pm/cpufreq.rst,
 * cpuidle.rst, intel_pstate.rst; admin-guide/hw-vuln/). On a kernel without one of these drivers
 * its files are not there, and firmware or a hypervisor decides.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/checks.h"
#include "host/read.h"
#include "host/settings.h"

#define IDLE_STATES_MAX 16
#define VULNERABILITIES "/sys/devices/system/cpu/vulnerabilities"

void host_check_governor(const struct host_question *question, struct host_finding *finding)
{
	unsigned int cpus[2];
	size_t count = host_question_cpus(question, cpus);
	char text[64];

	for (size_t at = 0; at < count; at++) {
		if (!host_setting_read(question->root, HOST_GOVERNOR, cpus[at], text,
				       sizeof(text))) {
			host_conclude(
				finding, HOST_NOTE,
				"look there how the frequency is set, where there is a say",
				"the kernel sets no frequency: firmware or a hypervisor does");
			return;
		}
		if (strcmp(text, "performance") != 0) {
			host_conclude(finding, HOST_HAZARD,
				      "set it to performance: `cpupower frequency-set -g "
				      "performance`" HOST_TUNE_HINT,
				      "%s on CPU %u: its frequency follows the load", text,
				      cpus[at]);
			return;
		}
	}
	host_conclude(finding, HOST_FINE, NULL, "performance");
}

void host_check_turbo(const struct host_question *question, struct host_finding *finding)
{
	char text[16];
	bool boosts;

	if (host_setting_read(question->root, HOST_NO_TURBO, 0, text, sizeof(text))) {
		boosts = strcmp(text, "0") == 0;
	} else if (host_setting_read(question->root, HOST_BOOST, 0, text, sizeof(text))) {
		boosts = strcmp(text, "0") != 0;
	} else {
		host_conclude(finding, HOST_NOTE, "see the firmware's settings",
			      "the kernel has no switch for it");
		return;
	}
	if (boosts)
		host_conclude(finding, HOST_HAZARD,
			      "write 1 to intel_pstate/no_turbo or 0 to cpufreq/boost, below "
			      "/sys/devices/system/cpu" HOST_TUNE_HINT,
			      "on: the frequency depends on heat and on other CPUs' work");
	else
		host_conclude(finding, HOST_FINE, NULL, "off");
}

void host_check_siblings(const struct host_question *question, struct host_finding *finding)
{
	unsigned int cpus[2];
	size_t count = host_question_cpus(question, cpus);
	char text[HOST_CPUS_TEXT_MAX];
	cpu_set_t siblings;

	for (size_t at = 0; at < count; at++) {
		if (!host_setting_read(question->root, HOST_SIBLINGS, cpus[at], text,
				       sizeof(text)) ||
		    host_cpus_parse(text, &siblings)) {
			host_conclude(finding, HOST_NOTE, "see --cpus for which CPUs are used",
				      "the kernel does not tell of CPU %u", cpus[at]);
			return;
		}
		if (CPU_COUNT(&siblings) > 1) {
			bool together = count > 1 && CPU_ISSET(cpus[!at], &siblings);

			host_conclude(finding, HOST_HAZARD,
				      together ? "choose CPUs of two cores with --cpus"
					       : "keep the sibling idle, or write off to "
						 "/sys/devices/system/cpu/smt/control",
				      "CPU %u shares its core: %.100s%s", cpus[at], text,
				      together ? ", both are used" : "");
			return;
		}
	}
	host_conclude(finding, HOST_FINE, NULL, "none");
}

/* A number in a file of one state of sleep; -1: there is none. */
static long idle_number(const struct host_question *question, unsigned int cpu, unsigned int state,
			const char *name)
{
	char path[HOST_PATH_MAX];
	char text[24];

	if (!host_path(path, question->root, "/sys/devices/system/cpu/cpu%u/cpuidle/state%u/%s",
		       cpu, state, name) ||
	    !host_read(path, text, sizeof(text)))
		return -1;
	return strtol(text, NULL, 10);
}

/* How long it takes to wake from the deepest state that may be entered; -1: none is known. */
static long deepest(const struct host_question *question, unsigned int cpu)
{
	long most = -1;

	for (unsigned int state = 0; state < IDLE_STATES_MAX; state++) {
		long latency = idle_number(question, cpu, state, "latency");

		if (latency < 0)
			break;
		if (idle_number(question, cpu, state, "disable") <= 0 && latency > most)
			most = latency;
	}
	return most;
}

/* What somebody holds all CPUs to; -1: it cannot be read. */
static long held_to(const struct host_question *question)
{
	char path[HOST_PATH_MAX];
	int held = 0;

	if (!host_path(path, question->root, "/dev/cpu_dma_latency"))
		return -1;
	return host_read_bytes(path, &held, sizeof(held)) ? held : -1;
}

void host_check_idle(const struct host_question *question, struct host_finding *finding)
{
	unsigned int cpus[2];
	size_t count = host_question_cpus(question, cpus);
	long held = held_to(question);
	long most = -1;

	for (size_t at = 0; at < count; at++) {
		long latency = deepest(question, cpus[at]);

		most = latency > most ? latency : most;
	}
	if (most < 0)
		host_conclude(finding, HOST_NOTE, "see the firmware's or the hypervisor's settings",
			      "the kernel knows none");
	else if (most <= HOST_LATENCY_US || (held >= 0 && held <= HOST_LATENCY_US))
		host_conclude(finding, HOST_FINE, NULL, "at most %ld us to wake",
			      most <= HOST_LATENCY_US ? most : held);
	else
		host_conclude(finding, HOST_HAZARD,
			      "hold /dev/cpu_dma_latency open with 3 in it, disable them by "
			      "`cpupower idle-set -D 3`" HOST_TUNE_HINT,
			      "up to %ld us to wake: who waits pays for it", most);
}

/* The clock that the CPU has itself: any other costs an access to a device, or is made up. */
void host_check_clock(const struct host_question *question, struct host_finding *finding)
{
	char text[64];

	if (!host_setting_read(question->root, HOST_CLOCK_SOURCE, 0, text, sizeof(text)))
		host_conclude(finding, HOST_NOTE, "see the kernel's log",
			      "the kernel does not say");
	else if (strcmp(text, "tsc") == 0 || strcmp(text, "arch_sys_counter") == 0)
		host_conclude(finding, HOST_FINE, NULL, "%s", text);
	else
		host_conclude(finding, HOST_HAZARD,
			      "look for clocksource in the kernel's log: where it gave up the TSC, "
			      "its reading is not to be trusted here either",
			      "%s, not the CPU's own counter", text);
}

static bool is_in(const char *text, const struct host_question *question)
{
	cpu_set_t set;

	return !host_cpus_parse(text, &set) && CPU_ISSET(question->cpus.measured, &set) &&
	       CPU_ISSET(question->cpus.others, &set);
}

void host_check_isolation(const struct host_question *question, struct host_finding *finding)
{
	char isolated[HOST_CPUS_TEXT_MAX] = "";
	char no_tick[HOST_CPUS_TEXT_MAX] = "";

	(void)host_setting_read(question->root, HOST_ISOLATED, 0, isolated, sizeof(isolated));
	(void)host_setting_read(question->root, HOST_NO_TICK, 0, no_tick, sizeof(no_tick));
	if (is_in(isolated, question) && is_in(no_tick, question))
		host_conclude(finding, HOST_FINE, NULL, "isolcpus and nohz_full have them");
	else if (is_in(isolated, question))
		host_conclude(finding, HOST_NOTE, "boot with nohz_full= of them, too",
			      "isolcpus has them; the kernel's tick stays");
	else
		host_conclude(finding, HOST_NOTE,
			      "boot with isolcpus= and nohz_full= of them for a quiet p99 and "
			      "maximum",
			      "CPUs %u and %u run other tasks, too", question->cpus.measured,
			      question->cpus.others);
}

/*
 * Counts files that say so, be it behind other words: "Mitigation: Retpolines; ...; BHI:
 * Vulnerable" is both, "Mitigation: Clear CPU buffers; SMT vulnerable" is, too.
 */
static unsigned int count_states(const char *folder, const char *word)
{
	DIR *entries = opendir(folder);
	unsigned int count = 0;
	struct dirent *entry;

	while (entries && (entry = readdir(entries))) {
		char path[HOST_PATH_MAX];
		char text[512];

		if (entry->d_name[0] != '.' && host_path(path, folder, "/%s", entry->d_name) &&
		    host_read(path, text, sizeof(text)) && strcasestr(text, word))
			count++;
	}
	if (entries)
		closedir(entries);
	return count;
}

void host_check_mitigations(const struct host_question *question, struct host_finding *finding)
{
	char folder[HOST_PATH_MAX];
	unsigned int taken;
	unsigned int open;

	if (!host_path(folder, question->root, VULNERABILITIES))
		return;
	taken = count_states(folder, "Mitigation");
	open = count_states(folder, "Vulnerable");
	if (taken || open)
		host_conclude(
			finding, HOST_NOTE,
			"they are part of what an exit costs: the result has their names, and "
			"only machines with the same ones compare",
			"%u taken, %u vulnerabilities open", taken, open);
	else
		host_conclude(finding, HOST_FINE, NULL, "none are needed, or none are known");
}
