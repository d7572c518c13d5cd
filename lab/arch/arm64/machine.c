// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The emulated Arm server. What a CPU model lacks is known from a short table where the emulator's
 * name says nothing: FEAT_VHE is optional from Armv8.0 on and mandatory from Armv8.1 on (Arm ARM
 * DDI 0487, A2.3), so that only cores of Armv8.0 are without it. A model that is not in the table
 * is believed, and the booted kernel's own report has the last word.
 */
#include "lab/arch/arm64/arm64.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/process.h"
#include "support/file.h"

#define TREE_MAX     (4U << 20)
#define TREE_SECONDS 20

static const struct model {
	const char *name;
	bool aarch32; /* has no 64-bit state */
} models_without_vhe[] = {
	{.name = "cortex-a7", .aarch32 = true},
	{.name = "cortex-a15", .aarch32 = true},
	{.name = "cortex-a35"},
	{.name = "cortex-a53"},
	{.name = "cortex-a57"},
	{.name = "cortex-a72"},
};

void arm64_add_machine(struct arguments *arguments, const struct machine *machine,
		       const char *extra)
{
	arguments_add(arguments, "-M");
	arguments_add(arguments, "virt,virtualization=on,gic-version=%u%s", machine->controller,
		      extra);
	arguments_add(arguments, "-cpu");
	arguments_add(arguments, "%s", machine->cpu);
}

static const struct model *find_model(const char *name)
{
	for (size_t i = 0; i < sizeof(models_without_vhe) / sizeof(models_without_vhe[0]); i++)
		if (strcmp(models_without_vhe[i].name, name) == 0)
			return &models_without_vhe[i];
	return NULL;
}

int arm64_check_cpu(const struct machine *machine, const char *name, bool needs_vhe,
		    struct ws_error *error)
{
	const char *better = machine->architecture->cpu;
	const struct model *model = find_model(name);

	if (strstr(machine->cpu + strlen(name), ",has_el2=off"))
		return ws_fail(error, EINVAL,
			       "%s is without EL2, where every hypervisor runs: leave out "
			       "has_el2=off",
			       machine->cpu);
	if (model && model->aarch32)
		return ws_fail(error, EINVAL,
			       "%s is a 32-bit CPU model: take a 64-bit one, such as %s", name,
			       better);
	if (model && needs_vhe)
		return ws_fail(error, EINVAL,
			       "%s has no VHE (it came with Armv8.1): take another "
			       "CPU model, such as %s, or arm64/kvm-nvhe",
			       name, better);
	return 0;
}

static int dump_tree(const struct machine *machine, const struct emulator *emulator,
		     const char *file, struct ws_error *error)
{
	/* Without the seeds that the emulator makes up: equal machines, equal trees. */
	char extra[2 * PATH_MAX + 40] = ",dtb-randomness=off,dumpdtb=";
	const struct machine_use use = {.extra = extra, .timeout = TREE_SECONDS};

	emulator_escape(file, extra + strlen(extra), sizeof(extra) - strlen(extra));
	return machine_run(machine, emulator, &use, error);
}

/* The last machine's tree: the next plan's machine is the same more often than not. */
static struct {
	char *words; /* that made the machine, and the emulator's digest; NULL: there is none */
	char *tree;
	size_t size;
} last;

static char *words_of(const struct machine *machine, const struct emulator *emulator)
{
	struct arguments arguments = {.words = NULL};
	char *words;

	machine_arguments(&arguments, machine, "");
	arguments_add(&arguments, "%s", emulator->sha256);
	words = arguments.failed ? NULL : arguments_quote(&arguments);
	arguments_free(&arguments);
	return words;
}

static bool take_last(const char *words, char **tree, size_t *size)
{
	if (!words || !last.words || !last.tree || strcmp(words, last.words) != 0)
		return false;
	*tree = malloc(last.size);
	if (!*tree)
		return false;
	memcpy(*tree, last.tree, last.size);
	*size = last.size;
	return true;
}

/* Without memory it is made again. The words are taken over. */
static void keep_last(char *words, const char *tree, size_t size)
{
	free(last.words);
	free(last.tree);
	last.words = words;
	last.size = size;
	last.tree = words && tree ? malloc(size) : NULL;
	if (last.tree) {
		memcpy(last.tree, tree, size);
	} else {
		free(last.words);
		last.words = NULL;
	}
}

static int make_tree(const struct machine *machine, const struct emulator *emulator,
		     const char *folder, char **tree, size_t *size, struct ws_error *error)
{
	char file[PATH_MAX];
	int result;
	int fd;

	if (snprintf(file, sizeof(file), "%s/machine.XXXXXX", folder) >= (int)sizeof(file))
		return ws_fail_errno(error, ENAMETOOLONG, "cannot write to %s", folder);
	fd = mkostemp(file, O_CLOEXEC);
	if (fd < 0)
		return ws_fail_errno(error, errno, "cannot write to %s", folder);
	close(fd);
	result = dump_tree(machine, emulator, file, error);
	if (!result)
		result = ws_file_read(file, TREE_MAX, tree, size, error);
	unlink(file);
	return result;
}

int arm64_machine_tree(const struct machine *machine, const struct emulator *emulator,
		       const char *folder, char **tree, size_t *size, struct ws_error *error)
{
	char *words = words_of(machine, emulator);
	int result;

	if (take_last(words, tree, size)) {
		free(words);
		return 0;
	}
	result = make_tree(machine, emulator, folder, tree, size, error);
	if (result)
		free(words);
	else
		keep_last(words, *tree, *size);
	return result;
}
