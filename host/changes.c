// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Why these: a frequency that follows load or heat makes each run another one; KVM's polling before
 * it lets a VCPU sleep adapts to what went before; an interrupt of a device takes its CPU from the
 * guest. (States of sleep are held off by an open file and need no putting back: guard.c.)
 */
#include "host/changes.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/read.h"

struct plan {
	const char *root;
	const struct host_cpus *cpus;
	struct host_changes *changes;
	cpu_set_t kept_free;
};

/* One setting, where there is such a thing and it is not yet so. */
static int want(struct plan *plan, enum host_setting setting, unsigned int number,
		const char *value)
{
	struct host_change change = {.setting = setting, .number = number};

	if (!host_setting_read(plan->root, setting, number, change.before, sizeof(change.before)) ||
	    strlen(change.before) == sizeof(change.before) - 1 || strchr(change.before, '\n') ||
	    strcmp(change.before, value) == 0)
		return 0;
	strncpy(change.after, value, sizeof(change.after) - 1);
	return host_changes_add(plan->changes, &change);
}

static int want_governor(struct plan *plan, unsigned int cpu)
{
	char all[HOST_VALUE_MAX];

	if (!host_setting_read(plan->root, HOST_GOVERNORS, cpu, all, sizeof(all)) ||
	    !strstr(all, "performance"))
		return 0;
	return want(plan, HOST_GOVERNOR, cpu, "performance");
}

/* Intel's own driver has a switch of its own, the other way round. */
static int want_no_turbo(struct plan *plan)
{
	char text[16];

	return host_setting_read(plan->root, HOST_NO_TURBO, 0, text, sizeof(text))
		       ? want(plan, HOST_NO_TURBO, 0, "1")
		       : want(plan, HOST_BOOST, 0, "0");
}

/* Away from our CPUs, where it may be on another one, too. */
static int want_moved(struct plan *plan, unsigned int interrupt)
{
	char before[HOST_CPUS_TEXT_MAX];
	char after[HOST_CPUS_TEXT_MAX];
	cpu_set_t ours;
	cpu_set_t set;

	if (!host_setting_read(plan->root, HOST_IRQ_AFFINITY, interrupt, before, sizeof(before)) ||
	    host_cpus_parse(before, &set))
		return 0;
	CPU_AND(&ours, &set, &plan->kept_free);
	if (CPU_COUNT(&ours) == 0)
		return 0;
	CPU_XOR(&set, &set, &ours);
	if (CPU_COUNT(&set) == 0 || host_cpus_format(&set, after, sizeof(after)))
		return 0;
	return want(plan, HOST_IRQ_AFFINITY, interrupt, after);
}

static int want_all_moved(struct plan *plan)
{
	char path[HOST_PATH_MAX];
	DIR *folder = host_path(path, plan->root, "/proc/irq") ? opendir(path) : NULL;
	struct dirent *entry;
	int result = 0;

	while (folder && !result && (entry = readdir(folder))) {
		char *end;
		unsigned long number = strtoul(entry->d_name, &end, 10);

		if (end != entry->d_name && !*end && number <= 0xffffff)
			result = want_moved(plan, (unsigned int)number);
	}
	if (folder)
		closedir(folder);
	return result;
}

int host_changes_plan(const char *root, const struct host_cpus *cpus, struct host_changes *changes,
		      struct ws_error *error)
{
	struct plan plan = {.root = root, .cpus = cpus, .changes = changes};
	int result;

	*changes = (struct host_changes){.count = 0};
	host_cpus_both(cpus, &plan.kept_free);
	result = want_governor(&plan, cpus->measured);
	if (!result && cpus->others != cpus->measured)
		result = want_governor(&plan, cpus->others);
	if (!result)
		result = want_no_turbo(&plan);
	if (!result)
		result = want(&plan, HOST_HALT_POLL, 0, "0");
	if (!result)
		result = want_all_moved(&plan);
	return result ? ws_fail(error, -result, "too many settings to change, or out of memory")
		      : 0;
}

int host_changes_make(const char *root, struct host_changes *changes, struct ws_error *error)
{
	int result = host_journal_write(root, changes, error);
	int taken = 0;

	for (size_t at = 0; !result && at < changes->count; at++) {
		struct host_change *change = &changes->items[at];

		change->taken = host_setting_write(root, change->setting, change->number,
						   change->after) == 0;
		taken += change->taken;
	}
	return result ? result : taken;
}

/* 1: put back; 0: it is as it was, or gone with its device; -errno. */
static int put_back(const char *root, const struct host_change *change)
{
	char now[HOST_VALUE_MAX];
	int result;

	if (!host_setting_read(root, change->setting, change->number, now, sizeof(now)) ||
	    strcmp(now, change->before) == 0)
		return 0;
	result = host_setting_write(root, change->setting, change->number, change->before);
	return result ? result : 1;
}

int host_changes_undo(const char *root, struct ws_error *error)
{
	struct host_changes changes;
	int result = host_journal_read(root, &changes, error);
	int restored = 0;

	if (result)
		return result;
	for (size_t at = changes.count; at-- > 0;) {
		const struct host_change *change = &changes.items[at];
		int one = put_back(root, change);

		if (one < 0)
			result = ws_fail_errno(error, -one, "cannot put back %s (%u) to '%.64s'",
					       host_setting_key(change->setting), change->number,
					       change->before);
		else
			restored += one;
	}
	host_changes_free(&changes);
	if (!result)
		result = host_journal_remove(root, error);
	return result ? result : restored;
}
