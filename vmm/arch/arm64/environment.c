// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which CPU this is, by MIDR_EL1 (Arm Architecture Reference Manual, D17.2.100), whose implementer
 * and part Linux shows. Only names that the architecture's owner has given to server and board CPUs
 * are here; of others the numbers say it.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "host/read.h"
#include "vmm/arch.h"

static const struct {
	const char *implementer, *part, *name;
	bool lacks_nesting; /* FEAT_NV2 (Armv8.4), by which a guest may have EL2 */
} models[] = {
	{.implementer = "0x41", .part = "0xd03", .name = "Cortex-A53", .lacks_nesting = true},
	{.implementer = "0x41", .part = "0xd07", .name = "Cortex-A57", .lacks_nesting = true},
	{.implementer = "0x41", .part = "0xd08", .name = "Cortex-A72", .lacks_nesting = true},
	{.implementer = "0x41", .part = "0xd0b", .name = "Cortex-A76", .lacks_nesting = true},
	{.implementer = "0x41", .part = "0xd0c", .name = "Neoverse N1", .lacks_nesting = true},
	{.implementer = "0x41", .part = "0xd40", .name = "Neoverse V1"},
	{.implementer = "0x41", .part = "0xd49", .name = "Neoverse N2"},
	{.implementer = "0x41", .part = "0xd4f", .name = "Neoverse V2"},
	{.implementer = "0xc0", .part = "0xac3", .name = "Ampere-1"},
};

#define MODEL_COUNT (sizeof(models) / sizeof(models[0]))

struct identity {
	char implementer[16], part[16];
};

static bool read_identity(const char *info, struct identity *cpu)
{
	return host_field(info, "CPU implementer", cpu->implementer, sizeof(cpu->implementer)) &&
	       host_field(info, "CPU part", cpu->part, sizeof(cpu->part));
}

static size_t find(const struct identity *cpu)
{
	size_t at = 0;

	while (at < MODEL_COUNT && (strcmp(models[at].implementer, cpu->implementer) != 0 ||
				    strcmp(models[at].part, cpu->part) != 0))
		at++;
	return at;
}

bool arch_cpu_model(const char *info, char *model, size_t size)
{
	struct identity cpu;
	size_t at;

	if (!read_identity(info, &cpu))
		return false;
	at = find(&cpu);
	if (at < MODEL_COUNT)
		snprintf(model, size, "%s", models[at].name);
	else
		snprintf(model, size, "implementer %s, part %s", cpu.implementer, cpu.part);
	return true;
}

/* The machine that QEMU and other VMMs make up, by its device tree. */
static bool is_virtual(const char *root)
{
	char path[HOST_PATH_MAX];
	char text[64];

	return host_path(path, root, "/proc/device-tree/compatible") &&
	       host_read(path, text, sizeof(text)) && strcmp(text, "linux,dummy-virt") == 0;
}

static bool has_kvm(const char *root)
{
	char path[HOST_PATH_MAX];

	return host_path(path, root, "/dev/kvm") && access(path, F_OK) == 0;
}

/*
 * QEMU's model `max` has an implementer reserved for software and a part called 'Q'. Its others are
 * as the CPUs that they are named after; but KVM, which gives a guest the CPU that there is, has no
 * EL2 for it on one without FEAT_NV2: a virtual machine of such CPUs with a KVM of its own is
 * emulated.
 */
const char *arch_emulator(const char *root, const char *info)
{
	struct identity cpu;
	size_t at;

	if (!read_identity(info, &cpu))
		return NULL;
	if (strcmp(cpu.implementer, "0x00") == 0 && strcmp(cpu.part, "0x051") == 0)
		return "tcg";
	at = find(&cpu);
	return at < MODEL_COUNT && models[at].lacks_nesting && is_virtual(root) && has_kvm(root)
		       ? "tcg"
		       : NULL;
}
