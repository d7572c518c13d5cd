// SPDX-License-Identifier: GPL-2.0-or-later
/* Where Linux shows and takes each setting. One that a kernel has not is a file that is not there.
 */
#include "host/settings.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "host/read.h"

#define CPU_FOLDER "/sys/devices/system/cpu/"

/* before, a number where there is something behind, and that. */
static const struct {
	const char *key, *before, *behind;
} settings[HOST_SETTING_COUNT] = {
	[HOST_GOVERNOR] = {.key = "governor",
			   .before = CPU_FOLDER "cpu",
			   .behind = "/cpufreq/scaling_governor"},
	[HOST_NO_TURBO] = {.key = "turbo-off", .before = CPU_FOLDER "intel_pstate/no_turbo"},
	[HOST_BOOST] = {.key = "boost", .before = CPU_FOLDER "cpufreq/boost"},
	[HOST_SMT] = {.key = "smt", .before = CPU_FOLDER "smt/control"},
	[HOST_MICROCODE] = {.key = "microcode",
			    .before = CPU_FOLDER "cpu",
			    .behind = "/microcode/version"},
	[HOST_MIDR] = {.key = "midr",
		       .before = CPU_FOLDER "cpu",
		       .behind = "/regs/identification/midr_el1"},
	[HOST_CLOCK_SOURCE] = {.key = "clock-source",
			       .before = "/sys/devices/system/clocksource/clocksource0/"
					 "current_clocksource"},
	[HOST_HALT_POLL] = {.key = "halt-poll-ns",
			    .before = "/sys/module/kvm/parameters/halt_poll_ns"},
	[HOST_IRQ_AFFINITY] = {.key = "interrupt",
			       .before = "/proc/irq/",
			       .behind = "/smp_affinity_list"},
	[HOST_GOVERNORS] = {.key = "governors",
			    .before = CPU_FOLDER "cpu",
			    .behind = "/cpufreq/scaling_available_governors"},
	[HOST_ISOLATED] = {.key = "isolated", .before = CPU_FOLDER "isolated"},
	[HOST_NO_TICK] = {.key = "no-tick", .before = CPU_FOLDER "nohz_full"},
	[HOST_SIBLINGS] = {.key = "siblings",
			   .before = CPU_FOLDER "cpu",
			   .behind = "/topology/thread_siblings_list"},
};

const char *host_setting_key(enum host_setting setting)
{
	return settings[setting].key;
}

enum host_setting host_setting_named(const char *key)
{
	enum host_setting setting = 0;

	while (setting < HOST_SETTING_COUNT && strcmp(settings[setting].key, key) != 0)
		setting++;
	return setting;
}

static bool path_of(char path[HOST_PATH_MAX], const char *root, enum host_setting setting,
		    unsigned int number)
{
	const char *behind = settings[setting].behind;

	return behind ? host_path(path, root, "%s%u%s", settings[setting].before, number, behind)
		      : host_path(path, root, "%s", settings[setting].before);
}

bool host_setting_read(const char *root, enum host_setting setting, unsigned int number, char *text,
		       size_t size)
{
	char path[HOST_PATH_MAX];

	return path_of(path, root, setting, number) && host_read(path, text, size);
}

bool host_setting_is_fixed(const char *root, enum host_setting setting, unsigned int number)
{
	char path[HOST_PATH_MAX];
	struct stat status;

	return path_of(path, root, setting, number) && stat(path, &status) == 0 &&
	       !(status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH));
}

int host_setting_write(const char *root, enum host_setting setting, unsigned int number,
		       const char *text)
{
	char path[HOST_PATH_MAX];

	return path_of(path, root, setting, number) ? host_write(path, text, strlen(text))
						    : -ENAMETOOLONG;
}
