// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which emulator runs. It is asked, not guessed: version and CPU models come from the program that
 * is going to be used. A run of many combinations asks for each of them: what the same file said a
 * moment ago is not asked again.
 */
#include "lab/emulator.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lab/architecture.h"
#include "lab/digest.h"
#include "lab/names.h"
#include "lab/paths.h"
#include "lab/process.h"

#define ASK_SECONDS  10
#define ANSWER_MAX   65536
#define VERSION_HEAD "QEMU emulator version "

static struct answers {
	const struct architecture *architecture; /* NULL: nobody was asked */
	struct stat file;
	char version[sizeof(((struct emulator *)NULL)->version)];
	char sha256[WS_DIGEST_SIZE];
	struct names cpus; /* none: that was not asked */
} answers[LAB_ARCHITECTURE_COUNT];

/* What an architecture's emulator said, or room for it. */
static struct answers *answers_of(const struct architecture *architecture)
{
	size_t at = 0;

	while (at + 1 < LAB_ARCHITECTURE_COUNT && answers[at].architecture &&
	       answers[at].architecture != architecture)
		at++;
	return &answers[at];
}

static bool is_asked(const struct answers *asked, const char *path, struct stat *file)
{
	if (!path || stat(path, file) < 0)
		return false;
	return file->st_ino == asked->file.st_ino && file->st_dev == asked->file.st_dev &&
	       file->st_size == asked->file.st_size &&
	       file->st_ctim.tv_sec == asked->file.st_ctim.tv_sec &&
	       file->st_ctim.tv_nsec == asked->file.st_ctim.tv_nsec;
}

void emulator_advice(const struct architecture *architecture, char advice[EMULATOR_ADVICE_MAX])
{
	snprintf(advice, EMULATOR_ADVICE_MAX,
		 "install QEMU %d.0 or newer (Debian's package %s; on Debian 12 from "
		 "bookworm-backports)",
		 EMULATOR_MAJOR_MIN, architecture->emulator_package);
}

/* The first executable of its name in PATH, allocated. */
static int find_program(const struct architecture *architecture, char **path,
			struct ws_error *error)
{
	const char *folders = getenv("PATH"), *name = architecture->emulator;
	char advice[EMULATOR_ADVICE_MAX];

	for (size_t length; folders && *folders; folders += length + (folders[length] == ':')) {
		length = strcspn(folders, ":");
		*path = length ? paths_format("%.*s/%s", (int)length, folders, name)
			       : paths_format("./%s", name);
		if (!*path)
			return ws_fail_errno(error, ENOMEM, "cannot look for %s", name);
		if (access(*path, X_OK) == 0)
			return 0;
		free(*path);
		*path = NULL;
	}
	emulator_advice(architecture, advice);
	return ws_fail(error, ENOENT, "%s is not in PATH: %s", name, advice);
}

/* What the emulator prints on an option that makes it print and exit; freed by the caller. */
static int ask(const struct emulator *emulator, const char *option, const char *value,
	       struct process_output *output, struct ws_error *error)
{
	const char *const argv[] = {emulator->path, option, value, NULL};
	const struct process_command command = {
		.argv = argv, .output_limit = ANSWER_MAX, .timeout = ASK_SECONDS};

	return process_run(&command, output, error);
}

static int read_version(struct emulator *emulator, const char *said, struct ws_error *error)
{
	const char *at = strstr(said, VERSION_HEAD);
	size_t length = at ? strspn(at + strlen(VERSION_HEAD), "0123456789.") : 0;
	char advice[EMULATOR_ADVICE_MAX];

	emulator_advice(emulator->architecture, advice);
	if (!length || length >= sizeof(emulator->version))
		return ws_fail(error, EINVAL, "%s is not QEMU: it does not say its version; %s",
			       emulator->path, advice);
	memcpy(emulator->version, at + strlen(VERSION_HEAD), length);
	emulator->version[length] = '\0';
	if (strtoul(emulator->version, NULL, 10) < EMULATOR_MAJOR_MIN)
		return ws_fail(error, EINVAL, "%s is version %s, which is too old: %s",
			       emulator->path, emulator->version, advice);
	return 0;
}

static int ask_version(struct emulator *emulator, struct ws_error *error)
{
	struct process_output output = {.out = NULL};
	int result = ask(emulator, "--version", NULL, &output, error);

	if (!result)
		result = read_version(emulator, output.out, error);
	if (!result)
		result = digest_of_file(emulator->path, emulator->sha256, error);
	process_output_free(&output);
	return result;
}

int emulator_find(struct emulator *emulator, const struct architecture *architecture,
		  struct ws_error *error)
{
	struct answers *asked = answers_of(architecture);
	struct stat file = {0};
	int result;

	*emulator = (struct emulator){.architecture = architecture};
	result = find_program(architecture, &emulator->path, error);
	if (result)
		return result;
	if (is_asked(asked, emulator->path, &file)) {
		memcpy(emulator->version, asked->version, sizeof(asked->version));
		memcpy(emulator->sha256, asked->sha256, sizeof(asked->sha256));
		return 0;
	}
	result = ask_version(emulator, error);
	if (result)
		return result;
	*asked = (struct answers){.architecture = architecture, .file = file};
	memcpy(asked->version, emulator->version, sizeof(asked->version));
	memcpy(asked->sha256, emulator->sha256, sizeof(asked->sha256));
	return 0;
}

void emulator_free(struct emulator *emulator)
{
	free(emulator->path);
	emulator->path = NULL;
}

static int ask_cpus(const struct emulator *emulator, struct names *cpus, struct ws_error *error)
{
	struct process_output output = {.out = NULL};
	int result = ask(emulator, "-cpu", "help", &output, error);

	if (!result)
		names_from_lines(cpus, output.out);
	process_output_free(&output);
	return result;
}

int emulator_has_cpu(const struct emulator *emulator, const char *name, struct ws_error *error)
{
	struct answers *asked = answers_of(emulator->architecture);
	struct stat file;
	char near[256];
	int result = 0;

	if (!is_asked(asked, emulator->path, &file))
		asked->cpus.count = 0;
	if (asked->cpus.count == 0)
		result = ask_cpus(emulator, &asked->cpus, error);
	if (result || names_contain(&asked->cpus, name))
		return result;
	names_near(&asked->cpus, name, near, sizeof(near));
	return ws_fail(error, ENOENT,
		       "the emulator has no CPU model '%s'%s%s%s %s -cpu help lists all", name,
		       near[0] ? ", did you mean " : ":", near, near[0] ? "?" : "",
		       emulator->architecture->emulator);
}

void emulator_escape(const char *value, char *escaped, size_t size)
{
	size_t used = 0;

	for (; *value && used + 2 < size; value++) {
		if (*value == ',')
			escaped[used++] = ',';
		escaped[used++] = *value;
	}
	escaped[used] = '\0';
}
