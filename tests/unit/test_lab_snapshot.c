// SPDX-License-Identifier: GPL-2.0-or-later
/* Is a machine saved once and restored after, and made again where what was saved is not to be
 * trusted? */
#include <fcntl.h>
#include <setjmp.h>
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

#include "tests/unit/fake_emulator.h"

#define SAVE_WATCHED "function echo { builtin echo \"${1/GUEST_PANICKED/WATCHDOG}\"; }\n" SAVE_GOOD

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

static void test_none_wanted(void **state)
{
	char *snapshots = plan.snapshots;

	(void)state;
	plan.snapshots = NULL;
	assert_runs("boot ");
	plan.snapshots = snapshots;
}

/* A kernel and its initial file system are named by what is in them. */
static void test_a_key_is_of_dom0s_contents(void **state)
{
	static char kernel[] = "/a/vmlinuz", moved[] = "/b/vmlinuz";
	static char archive[] = "/a/x.cpio", copied[] = "/b/x.cpio", other[] = "/a/y.cpio";
	char first[WS_DIGEST_SIZE], second[WS_DIGEST_SIZE];
	struct lab_plan linux_dom0 = plan;
	struct ws_error error;

	(void)state;
	linux_dom0.request.target = lab_target_find("x86_64/xen");
	linux_dom0.request.dom0 = LAB_DOM0_LINUX;
	linux_dom0.machine.architecture = architectures[LAB_X86_64];
	linux_dom0.machine.hypervisor = LAB_XEN;
	linux_dom0.dom0 = (struct dom0){.image = kernel, .initramfs = archive};
	memcpy(linux_dom0.dom0.kernel.sha256, DIGEST_A, sizeof(DIGEST_A));
	assert_int_equal(snapshot_key(&linux_dom0, first, &error), 0);
	linux_dom0.dom0.image = moved;
	linux_dom0.dom0.initramfs = copied;
	assert_int_equal(snapshot_key(&linux_dom0, second, &error), 0);
	assert_string_equal(first, second);
	linux_dom0.dom0.initramfs = other;
	assert_int_equal(snapshot_key(&linux_dom0, second, &error), 0);
	assert_string_not_equal(first, second);
	linux_dom0.dom0.initramfs = archive;
	memcpy(linux_dom0.dom0.kernel.sha256, DIGEST_B, sizeof(DIGEST_B));
	assert_int_equal(snapshot_key(&linux_dom0, second, &error), 0);
	assert_string_not_equal(first, second);
}

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
		TEST(test_a_key_is_of_dom0s_contents),
		TEST(test_two_at_once),
		TEST(test_none_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
