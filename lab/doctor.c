// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is needed, whether it is right, and what to do where it is not. Each check is a function
 * that asks the thing itself, as a run would.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "lab/architecture.h"
#include "lab/doctor_trial.h"
#include "lab/fetch.h"
#include "lab/lab.h"
#include "lab/paths.h"
#include "lab/process.h"

#define FREE_MIB_MIN  500 /* packages while they are unpacked, and their images */
#define ASK_SECONDS   10
#define ANSWER_MAX    (256U << 10)
#define DOCTOR_ADVICE "run scripts/setup, or "

static void set_found(struct lab_check *check, const char *text)
{
	snprintf(check->found, sizeof(check->found), "%s", text);
}

static void set_advice(struct lab_check *check, const char *text)
{
	snprintf(check->advice, sizeof(check->advice), "%s", text);
}

static void check_emulator(struct lab_check *check, const struct architecture *architecture)
{
	char advice[EMULATOR_ADVICE_MAX];
	struct emulator emulator;
	struct ws_error error;
	int result = emulator_find(&emulator, architecture, &error);

	check->ok = result == 0;
	if (emulator.version[0])
		snprintf(check->found, sizeof(check->found), "%.80s, %s", emulator.path,
			 emulator.version);
	else
		set_found(check, emulator.path ? "not QEMU" : "not in PATH");
	emulator_advice(architecture, advice);
	if (result)
		snprintf(check->advice, sizeof(check->advice), DOCTOR_ADVICE "%s", advice);
	emulator_free(&emulator);
}

/* A QEMU built without plugins does not know the option. */
static void check_plugins(struct lab_check *check, const struct architecture *architecture)
{
	const char *const argv[] = {architecture->emulator, "-help", NULL};
	const struct process_command command = {
		.argv = argv, .output_limit = ANSWER_MAX, .timeout = ASK_SECONDS};
	struct process_output output = {.out = NULL};
	struct ws_error error;

	check->ok = process_run(&command, &output, &error) == 0 && strstr(output.out, "-plugin ");
	set_found(check, check->ok ? "takes plugins" : "takes no plugins");
	if (!check->ok)
		set_advice(check, "install a QEMU that was built with TCG plugins, as Debian's is");
	process_output_free(&output);
}

static void check_apt(struct lab_check *check)
{
	const char *const argv[] = {"apt-get", "--version", NULL};
	const struct process_command command = {
		.argv = argv, .output_limit = ANSWER_MAX, .timeout = ASK_SECONDS};
	struct process_output output = {.out = NULL};
	struct ws_error error;
	char *end;

	check->ok = process_run(&command, &output, &error) == 0;
	/* "apt 2.6.1 (amd64)" */
	if (check->ok && (end = strpbrk(output.out, "(\n")))
		*(end > output.out && end[-1] == ' ' ? end - 1 : end) = '\0';
	set_found(check, check->ok ? output.out : "not in PATH");
	if (!check->ok)
		set_advice(check, "without apt only files can be given, by --kernel and --xen");
	process_output_free(&output);
}

static bool is_writable(const char *folder)
{
	char *file = paths_format("%s/doctor.XXXXXX", folder);
	int fd = file ? mkstemp(file) : -1;

	if (fd >= 0) {
		close(fd);
		unlink(file);
	}
	free(file);
	return fd >= 0;
}

static void check_cache(struct lab_check *check)
{
	struct ws_error error;
	struct statvfs room;
	unsigned long long free_mib;
	char *cache = NULL;

	if (paths_cache(&cache, &error) || ws_directory_create(cache, &error)) {
		snprintf(check->found, sizeof(check->found), "%.120s", error.text);
		set_advice(check, "set HOME or XDG_CACHE_HOME to a folder that can be written to");
	} else if (!is_writable(cache) || statvfs(cache, &room) < 0) {
		snprintf(check->found, sizeof(check->found), "%.80s: cannot be written to", cache);
		set_advice(check, "set XDG_CACHE_HOME to a folder that can be written to");
	} else {
		free_mib = (unsigned long long)room.f_bavail * room.f_frsize >> 20;
		check->ok = free_mib >= FREE_MIB_MIN;
		snprintf(check->found, sizeof(check->found), "%.80s, %llu MiB free", cache,
			 free_mib);
		if (!check->ok)
			set_advice(check, "free 500 MiB there, or set XDG_CACHE_HOME");
	}
	free(cache);
}

static void check_part(struct lab_check *check, const struct architecture *architecture,
		       enum paths_part part)
{
	struct ws_error error;
	char *path = NULL;

	check->ok = paths_part(part, architecture->name, &path, &error) == 0;
	set_found(check, check->ok ? path : "missing");
	if (!check->ok)
		set_advice(check, "run make");
	free(path);
}

static void check_probe(struct lab_check *check, const struct architecture *architecture)
{
	check_part(check, architecture, PATHS_PROBE);
}

static void check_vmm(struct lab_check *check, const struct architecture *architecture)
{
	check_part(check, architecture, PATHS_VMM);
}

static void check_dom0(struct lab_check *check, const struct architecture *architecture)
{
	check_part(check, architecture, PATHS_DOM0);
}

static void check_tracer(struct lab_check *check, const struct architecture *architecture)
{
	check_part(check, architecture, PATHS_TRACER);
}

/* Not having it yet is no fault. */
static void check_image(struct lab_check *check, const struct image_kind *kind)
{
	struct lab_image image = {.path = NULL};
	struct package_spec spec;
	struct store store;
	struct ws_error error;
	char *cache = NULL;

	check->ok = true;
	snprintf(check->found, sizeof(check->found), "%.80s, which a run will fetch", kind->spec);
	if (paths_cache(&cache, &error) == 0 &&
	    package_spec_parse(kind->spec, &spec, &error) == 0 &&
	    store_open(&store, cache, &error) == 0) {
		if (store_find(&store, kind, &spec, &image) == 0)
			snprintf(check->found, sizeof(check->found), "%.50s %.50s, in the cache",
				 image.package, image.version ? image.version : "");
		store_close(&store);
	}
	lab_image_free(&image);
	free(cache);
}

static void check_kernel(struct lab_check *check, const struct architecture *architecture)
{
	check_image(check, architecture->images[LAB_KVM]);
}

static void check_xen(struct lab_check *check, const struct architecture *architecture)
{
	check_image(check, architecture->images[LAB_XEN]);
}

static void try_it(struct lab_check *check, const struct architecture *architecture)
{
	doctor_trial(check, architecture);
}

static const struct doctor_check {
	const char *what;
	void (*check)(struct lab_check *check);
} checks_once[] = {
	{.what = "apt", .check = check_apt},
	{.what = "cache folder", .check = check_cache},
};

/* In this order for one architecture after the other; the last one needs all above it. */
static const struct architecture_check {
	const char *what;
	void (*check)(struct lab_check *check, const struct architecture *architecture);
} checks_each[] = {
	{.what = "emulator", .check = check_emulator}, {.what = "plugins", .check = check_plugins},
	{.what = "probe", .check = check_probe},       {.what = "vmm", .check = check_vmm},
	{.what = "dom0", .check = check_dom0},         {.what = "tracer", .check = check_tracer},
	{.what = "Linux", .check = check_kernel},      {.what = "Xen", .check = check_xen},
	{.what = "trial run", .check = try_it},
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

size_t lab_doctor(struct lab_check *checks, size_t limit)
{
	size_t count = 0;

	for (size_t i = 0; i < COUNT_OF(checks_once) && count < limit; i++) {
		struct lab_check *check = &checks[count++];

		*check = (struct lab_check){.ok = false};
		snprintf(check->what, sizeof(check->what), "%s", checks_once[i].what);
		checks_once[i].check(check);
	}
	for (int of = 0; of < LAB_ARCHITECTURE_COUNT; of++)
		for (size_t i = 0; i < COUNT_OF(checks_each) && count < limit; i++) {
			struct lab_check *check = &checks[count++];

			*check = (struct lab_check){.ok = false};
			snprintf(check->what, sizeof(check->what), "%s, %s", checks_each[i].what,
				 architectures[of]->name);
			checks_each[i].check(check, architectures[of]);
		}
	return count;
}
