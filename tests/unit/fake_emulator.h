/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An emulator that is a shell script: it writes down as what it was started, and saves and restores
 * well or badly. To be included once, after cmocka.h.
 */
#ifndef WORLDSWITCH_TESTS_FAKE_EMULATOR_H
#define WORLDSWITCH_TESTS_FAKE_EMULATOR_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lab/architecture.h"
#include "lab/command.h"
#include "lab/paths.h"
#include "lab/plan.h"
#include "lab/snapshot.h"
#include "support/file.h"

#define DIGEST_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define DIGEST_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

/* Saving as QEMU does it: an answer to each command, an event when the machine stops itself. */
#define SAVE_HEAD                                                                                  \
	"echo '{\"QMP\": {}}' >&3\n"                                                               \
	"for step in 1 2 3 4; do read -r line <&3; echo '{\"return\": {}}' >&3; done\n"            \
	"echo '{\"event\": \"GUEST_PANICKED\"}' >&3\n"                                             \
	"read -r line <&3; file=${line#*file:}; file=${file%%\\\"*}\n"                             \
	"echo '{\"return\": {}}' >&3\n"
#define SAVE_GOOD                                                                                  \
	SAVE_HEAD "echo \"the machine, saved\" >\"$file\"\n"                                       \
		  "echo '{\"event\": \"MIGRATION\", \"data\": {\"status\": \"completed\"}}' >&3\n" \
		  "exec sleep 20\n"
#define SAVE_FULL                                                                                  \
	SAVE_HEAD "echo \"the mach\" >\"$file\"\n"                                                 \
		  "echo '{\"event\": \"MIGRATION\", \"data\": {\"status\": \"failed\"}}' >&3\n"    \
		  "read -r line <&3\n"                                                             \
		  "echo '{\"return\": {\"error-desc\": \"No space left on device\"}}' >&3\n"       \
		  "exec sleep 20\n"
#define SAVE_HANGS SAVE_HEAD "echo half >\"$file\"; kill -USR1 $PPID; exec sleep 20\n"
#define SAVE_DIES  "exit 3\n"
#define NEVER_STOPS                                                                                \
	"echo '{\"QMP\": {}}' >&3\n"                                                               \
	"for step in 1 2 3 4; do read -r line <&3; echo '{\"return\": {}}' >&3; done\n"
#define HEARD "echo '[    0.000000] Booting Linux on physical CPU'\n"

static char folder[64];
static char *log_path;
static char initramfs[] = "/cache/" DIGEST_A ".cpio";
static char image[] = "/cache/image";
static char probe[] = "/cache/probe.img";
static char tracer[] = "/cache/tracer.so";
static char boot_line[] = "boot line";
static char options[] = "-b null";
static char notices[1024];
static volatile int interrupted;
static struct lab_plan plan;

static inline void on_notice(void *context, const char *label, const char *text)
{
	size_t used = strlen(notices);

	(void)context;
	(void)label;
	snprintf(notices + used, sizeof(notices) - used, "%s\n", text);
}

static inline void write_text(const char *path, const char *text)
{
	struct ws_error error;

	assert_int_equal(ws_file_write(path, text, strlen(text), &error), 0);
}

/* What the emulator does when it is to save, and when it restores. */
static inline void make_emulator(const char *save, const char *restore)
{
	char *script = paths_format("#!/bin/bash\n"
				    "case \"$*\" in\n"
				    "*panic=pause*) echo save >>%s\n%s;;\n"
				    "*-incoming*) echo restore >>%s\n%s;;\n"
				    "*) echo boot >>%s\n%s;;\n"
				    "esac\n",
				    log_path, save, log_path, restore, log_path, HEARD);

	write_text(plan.emulator.path, script);
	assert_int_equal(chmod(plan.emulator.path, 0755), 0);
	free(script);
}

static inline void make_plan(const char *emulator_digest)
{
	struct ws_error error;

	arguments_free(&plan.command);
	snprintf(plan.emulator.sha256, WS_DIGEST_SIZE, "%s", emulator_digest);
	snprintf(plan.image.sha256, WS_DIGEST_SIZE, "%s", DIGEST_B);
	assert_int_equal(command_make(&plan, &error), 0);
	assert_int_equal(snapshot_key(&plan, plan.key, &error), 0);
}

static inline int set_up(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "%s", P_tmpdir "/worldswitch-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	log_path = paths_format("%s/log", folder);
	plan = (struct lab_plan){
		.request = {.target = lab_target_find("arm64/kvm-vhe"),
			    .label = "arm64/kvm-vhe",
			    .benchmarks = 1,
			    .iterations = 1,
			    .controller = 3,
			    .timeout = 10},
		.machine = {.architecture = architectures[LAB_ARM64],
			    .hypervisor = LAB_KVM,
			    .cpu = "max",
			    .controller = 3,
			    .cpus = 2},
		.emulator = {.path = paths_format("%s/emulator", folder)},
		.image = {.path = image},
		.probe = probe,
		.tracer = tracer,
		.initramfs = initramfs,
		.boot_line = boot_line,
		.options = options,
		.snapshots = paths_format("%s/snapshots", folder),
	};
	notices[0] = '\0';
	interrupted = 0;
	/* Trimming looks at the user's folder, which is this one. */
	setenv("XDG_CACHE_HOME", folder, 1);
	make_plan(DIGEST_A);
	make_emulator(SAVE_GOOD, HEARD);
	return 0;
}

static inline int tear_down(void **state)
{
	char *command = paths_format("rm -rf %s", folder);

	(void)state;
	assert_int_equal(system(command), 0);
	free(command);
	arguments_free(&plan.command);
	free(plan.emulator.path);
	free(plan.snapshots);
	free(log_path);
	return 0;
}

/* Runs the plan; as what the emulator was started, one after the other. */
static inline void assert_runs(const char *stages)
{
	static const struct lab_observer observer = {.notice = on_notice};
	struct lab_plan *list[] = {&plan};
	struct ws_error error;
	char *text;
	size_t size;

	unlink(log_path);
	notices[0] = '\0';
	lab_run(list, 1, 1, &interrupted, &observer, &error);
	assert_int_equal(ws_file_read(log_path, 1024, &text, &size, &error), 0);
	for (char *at = text; *at; at++)
		if (*at == '\n')
			*at = ' ';
	assert_string_equal(text, stages);
	free(text);
}

static inline char *path_of(const char *suffix)
{
	return paths_format("%s/%s%s", plan.snapshots, plan.key, suffix);
}

static inline bool exists(const char *suffix)
{
	char *path = path_of(suffix);
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
