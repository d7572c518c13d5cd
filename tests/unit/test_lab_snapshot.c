// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Is a machine saved once and restored after, and booted wherever that cannot be? The emulator is a
 * shell script that writes down as what it was started.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

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
#define SAVE_WATCHED "function echo { builtin echo \"${1/GUEST_PANICKED/WATCHDOG}\"; }\n" SAVE_GOOD
#define SAVE_HANGS   SAVE_HEAD "echo half >\"$file\"; kill -USR1 $PPID; exec sleep 20\n"
#define SAVE_DIES    "exit 3\n"
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

static void on_notice(void *context, const char *label, const char *text)
{
	size_t used = strlen(notices);

	(void)context;
	(void)label;
	snprintf(notices + used, sizeof(notices) - used, "%s\n", text);
}

static void write_text(const char *path, const char *text)
{
	struct ws_error error;

	assert_int_equal(ws_file_write(path, text, strlen(text), &error), 0);
}

/* What the emulator does when it is to save, and when it restores. */
static void make_emulator(const char *save, const char *restore)
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

static void make_plan(const char *emulator_digest)
{
	struct ws_error error;

	arguments_free(&plan.command);
	snprintf(plan.emulator.sha256, WS_DIGEST_SIZE, "%s", emulator_digest);
	snprintf(plan.image.sha256, WS_DIGEST_SIZE, "%s", DIGEST_B);
	assert_int_equal(command_make(&plan, &error), 0);
	assert_int_equal(snapshot_key(&plan, plan.key, &error), 0);
}

static int set_up(void **state)
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

static int tear_down(void **state)
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
static void assert_runs(const char *stages)
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

static char *path_of(const char *suffix)
{
	return paths_format("%s/%s%s", plan.snapshots, plan.key, suffix);
}

static bool exists(const char *suffix)
{
	char *path = path_of(suffix);
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

static void overwrite(const char *suffix, const char *text)
{
	char *path = path_of(suffix);

	chmod(path, 0600);
	write_text(path, text);
	free(path);
}

static void test_saved_once_and_restored_after(void **state)
{
	(void)state;
	assert_runs("save restore ");
	assert_true(exists(SNAPSHOT_FILE) && exists(SNAPSHOT_RECORD));
	assert_false(exists(SNAPSHOT_DRAFT));
	assert_runs("restore ");
	assert_string_equal(notices, "");
}

static void test_what_is_asked_of_the_probe_changes_nothing(void **state)
{
	char others[] = "-b hypercall -n 3";

	(void)state;
	assert_runs("save restore ");
	plan.options = others;
	make_plan(DIGEST_A);
	assert_runs("restore ");
}

static void test_a_damaged_one_is_made_again(void **state)
{
	(void)state;
	assert_runs("save restore ");
	overwrite(SNAPSHOT_FILE, "the machine, savEd\n");
	assert_runs("save restore ");
	assert_string_equal(notices, "its snapshot is damaged: it is made again\n");
	assert_runs("restore ");
	assert_string_equal(notices, "");
}

static void test_one_that_was_cut_short_is_made_again(void **state)
{
	(void)state;
	assert_runs("save restore ");
	overwrite(SNAPSHOT_FILE, "the mach");
	assert_runs("save restore ");
	assert_string_equal(notices, "its snapshot is damaged: it is made again\n");
}

static void test_a_copied_one_is_as_good(void **state)
{
	(void)state;
	assert_runs("save restore ");
	overwrite(SNAPSHOT_FILE, "the machine, saved\n");
	assert_runs("restore ");
}

static void test_a_foreign_one_is_made_again(void **state)
{
	char *from[2], *to[2];

	(void)state;
	assert_runs("save restore ");
	from[0] = path_of(SNAPSHOT_FILE);
	from[1] = path_of(SNAPSHOT_RECORD);
	make_plan(DIGEST_B);
	to[0] = path_of(SNAPSHOT_FILE);
	to[1] = path_of(SNAPSHOT_RECORD);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(rename(from[i], to[i]), 0);
		free(from[i]);
		free(to[i]);
	}
	assert_runs("save restore ");
	assert_string_equal(notices, "its snapshot is one of something else: it is made again\n");
}

static void test_a_bad_record(void **state)
{
	(void)state;
	assert_runs("save restore ");
	overwrite(SNAPSHOT_RECORD, "{\"schema\": \"worldswitch.snapshot/1\"}");
	assert_runs("save restore ");
	assert_non_null(strstr(notices, "cannot be read: it is made again"));
}

static void test_an_outdated_one_is_not_found(void **state)
{
	(void)state;
	assert_runs("save restore ");
	make_plan(DIGEST_B);
	assert_runs("save restore ");
	assert_string_equal(notices, "");
}

static void test_a_machine_that_a_watchdog_stops(void **state)
{
	(void)state;
	make_emulator(SAVE_WATCHED, HEARD);
	assert_runs("save restore ");
	assert_string_equal(notices, "");
}

/* Modules of Xen's stand together in one word, with their command lines. */
static void test_a_key_is_of_contents(void **state)
{
	static struct ws_component components[1];
	static char role[] = "probe", one[] = DIGEST_A, other[] = DIGEST_B, elsewhere[] = "/b,c/p";
	char first[WS_DIGEST_SIZE], second[WS_DIGEST_SIZE];
	struct lab_plan xen = plan;
	struct ws_error error;

	(void)state;
	xen.request.target = lab_target_find("x86_64/xen");
	xen.machine.architecture = architectures[LAB_X86_64];
	xen.machine.hypervisor = LAB_XEN;
	xen.initramfs = NULL;
	components[0] = (struct ws_component){.role = role, .sha256 = one};
	memcpy(xen.components, components, sizeof(components));
	xen.component_count = 1;
	assert_int_equal(snapshot_key(&xen, first, &error), 0);
	xen.probe = elsewhere;
	xen.options = options;
	assert_int_equal(snapshot_key(&xen, second, &error), 0);
	assert_string_equal(first, second);
	xen.components[0].sha256 = other;
	assert_int_equal(snapshot_key(&xen, second, &error), 0);
	assert_string_not_equal(first, second);
}

static void test_a_full_disk(void **state)
{
	(void)state;
	make_emulator(SAVE_FULL, HEARD);
	assert_runs("save boot ");
	assert_string_equal(notices, "the booted machine could not be saved: No space left on "
				     "device: it is booted, and no snapshot of it kept\n");
	assert_false(exists(SNAPSHOT_FILE) || exists(SNAPSHOT_DRAFT) || exists(SNAPSHOT_RECORD));
}

static void test_an_emulator_that_cannot_save(void **state)
{
	(void)state;
	make_emulator(SAVE_DIES, HEARD);
	assert_runs("save boot ");
	assert_non_null(strstr(notices, "exit status 3"));
	assert_false(exists(SNAPSHOT_DRAFT));
}

static void test_a_machine_that_does_not_stop(void **state)
{
	(void)state;
	make_emulator(NEVER_STOPS, HEARD);
	assert_runs("save boot ");
	assert_non_null(strstr(notices, "the booted machine did not stop to be saved: "));
	assert_false(exists(SNAPSHOT_DRAFT));
}

static void test_a_folder_that_cannot_be_written_to(void **state)
{
	(void)state;
	write_text(plan.snapshots, "no folder\n");
	assert_runs("boot ");
	assert_non_null(strstr(notices, "it is booted, and no snapshot of it kept"));
}

static void test_two_at_once(void **state)
{
	char *path = path_of(SNAPSHOT_DRAFT);
	int other;

	(void)state;
	assert_int_equal(mkdir(plan.snapshots, 0755), 0);
	other = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	assert_int_equal(flock(other, LOCK_EX), 0);
	assert_runs("boot ");
	assert_string_equal(notices, "");
	assert_true(exists(SNAPSHOT_DRAFT));
	close(other);
	assert_runs("save restore "); /* whose maker was killed */
	free(path);
}

static void test_one_that_does_not_come_to_life(void **state)
{
	(void)state;
	make_emulator(SAVE_GOOD, "exit 1\n");
	assert_runs("save restore boot ");
	assert_non_null(strstr(notices, "its snapshot does not come to life: exit status 1"));
	assert_false(exists(SNAPSHOT_FILE) || exists(SNAPSHOT_RECORD));
}

static void on_signal(int number)
{
	(void)number;
	interrupted = 1;
}

static void test_an_interrupt_leaves_nothing_unfinished(void **state)
{
	(void)state;
	signal(SIGUSR1, on_signal);
	make_emulator(SAVE_HANGS, HEARD);
	assert_runs("save ");
	assert_false(exists(SNAPSHOT_FILE) || exists(SNAPSHOT_DRAFT) || exists(SNAPSHOT_RECORD));
}

static void test_none_wanted(void **state)
{
	char *snapshots = plan.snapshots;

	(void)state;
	plan.snapshots = NULL;
	assert_runs("boot ");
	plan.snapshots = snapshots;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_saved_once_and_restored_after),
		TEST(test_what_is_asked_of_the_probe_changes_nothing),
		TEST(test_a_damaged_one_is_made_again),
		TEST(test_one_that_was_cut_short_is_made_again),
		TEST(test_a_copied_one_is_as_good),
		TEST(test_a_foreign_one_is_made_again),
		TEST(test_a_bad_record),
		TEST(test_an_outdated_one_is_not_found),
		TEST(test_a_machine_that_a_watchdog_stops),
		TEST(test_a_key_is_of_contents),
		TEST(test_a_full_disk),
		TEST(test_an_emulator_that_cannot_save),
		TEST(test_a_machine_that_does_not_stop),
		TEST(test_a_folder_that_cannot_be_written_to),
		TEST(test_two_at_once),
		TEST(test_one_that_does_not_come_to_life),
		TEST(test_an_interrupt_leaves_nothing_unfinished),
		TEST(test_none_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
