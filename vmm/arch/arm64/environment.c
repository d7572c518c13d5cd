// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which CPU this is, by MIDR_EL1 (Arm Architecture Reference Manual, D17.2.100), whose implementer
 * and part Linux shows. Only names that the architecture's owner has given to server and board CPUs
 * are here; of others the numbers say it.
 */
#include <stdio.h>
#include <string.h>

#include "host/read.h"
#include "vmm/arch.h"

static const struct {
	const char *implementer, *part, *name;
} models[] = {
	{.implementer = "0x41", .part = "0xd03", .name = "Cortex-A53"},
	{.implementer = "0x41", .part = "0xd07", .name = "Cortex-A57"},
	{.implementer = "0x41", .part = "0xd08", .name = "Cortex-A72"},
	{.implementer = "0x41", .part = "0xd0b", .name = "Cortex-A76"},
	{.implementer = "0x41", .part = "0xd0c", .name = "Neoverse N1"},
	{.implementer = "0x41", .part = "0xd40", .name = "Neoverse V1"},
	{.implementer = "0x41", .part = "0xd49", .name = "Neoverse N2"},
	{.implementer = "0x41", .part = "0xd4f", .name = "Neoverse V2"},
	{.implementer = "0xc0", .part = "0xac3", .name = "Ampere-1"},
};

static const char *name_of(const char *implementer, const char *part)
{
	for (size_t at = 0; at < sizeof(models) / sizeof(models[0]); at++)
		if (strcmp(models[at].implementer, implementer) == 0 &&
		    strcmp(models[at].part, part) == 0)
			return models[at].name;
	return NULL;
}

bool arch_cpu_model(const char *info, char *model, size_t size)
{
	char implementer[16];
	char part[16];
	const char *name;

	if (!host_field(info, "CPU implementer", implementer, sizeof(implementer)) ||
	    !host_field(info, "CPU part", part, sizeof(part)))
		return false;
	name = name_of(implementer, part);
	if (name)
		snprintf(model, size, "%s", name);
	else
		snprintf(model, size, "implementer %s, part %s", implementer, part);
	return true;
}
