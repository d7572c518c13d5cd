// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The machine in the kernel's own words (Linux,
 * Documentation/ABI/testing/sysfs-devices-system-cpu). What cannot be read is left out: a kernel
 * without cpufreq has no governor, and a user may be kept from anything.
 */
#include "vmm/environment.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/read.h"
#include "host/settings.h"
#include "probe/core/record.h"
#include "vmm/arch.h"

#define VULNERABILITIES "/sys/devices/system/cpu/vulnerabilities"
#define CPU_INFO        "/proc/cpuinfo"
#define CPU_INFO_MAX    65536 /* the first CPU is in there */

static void read_model(vmm_environment_take take, void *context)
{
	char *info = host_read_long(CPU_INFO, CPU_INFO_MAX);
	char model[VMM_ENVIRONMENT_TEXT_MAX];

	if (info && arch_cpu_model(info, model, sizeof(model)))
		take(context, "cpu-model", model);
	if (info && arch_emulator("", info))
		take(context, "emulator", arch_emulator("", info));
	free(info);
}

/* "meltdown: Mitigation: PTI; " of each that concerns this CPU. */
static void add_vulnerability(const char *name, char *text, size_t size)
{
	char path[512];
	char state[VMM_ENVIRONMENT_TEXT_MAX];
	size_t used = strlen(text);

	snprintf(path, sizeof(path), VULNERABILITIES "/%s", name);
	if (name[0] == '.' || !host_read(path, state, sizeof(state)) ||
	    strcmp(state, "Not affected") == 0)
		return;
	snprintf(text + used, size - used, "%s%s: %s", used ? "; " : "", name, state);
}

static void read_mitigations(vmm_environment_take take, void *context)
{
	char text[VMM_ENVIRONMENT_TEXT_MAX * 2] = "";
	struct dirent **entries;
	int count = scandir(VULNERABILITIES, &entries, NULL, alphasort);

	if (count < 0)
		return;
	for (int at = 0; at < count; at++) {
		add_vulnerability(entries[at]->d_name, text, sizeof(text));
		free(entries[at]);
	}
	free(entries);
	take(context, "mitigations", *text ? text : "none are needed");
}

void vmm_environment_read(unsigned int cpu, vmm_environment_take take, void *context)
{
	read_model(take, context);
	for (enum host_setting at = 0; at < HOST_ENVIRONMENT_COUNT; at++) {
		char text[VMM_ENVIRONMENT_TEXT_MAX];

		if (host_setting_read("", at, cpu, text, sizeof(text)))
			take(context, host_setting_key(at), text);
	}
	read_mitigations(take, context);
}

/* So much of a text fits into a record beside its key. */
static size_t part_size(const char *key)
{
	return WS_RECORD_PAYLOAD_MAX - strlen("environment key= text=") - strlen(key);
}

void vmm_environment_record(const char *key, const char *text, vmm_environment_line line,
			    void *context)
{
	size_t room = part_size(key);

	while (*text) {
		char part[WS_RECORD_PAYLOAD_MAX];
		struct ws_record record;

		snprintf(part, room + 1, "%s", text);
		ws_record_begin(&record, "environment");
		ws_record_word(&record, "key", key);
		ws_record_text(&record, "text", part);
		ws_record_end(&record);
		line(context, record.text, record.length);
		text += strlen(part);
	}
}
