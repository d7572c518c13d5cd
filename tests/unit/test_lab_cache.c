// SPDX-License-Identifier: GPL-2.0-or-later
/* Is all in the cache named, what is damaged found, and no more removed than was asked for? */
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
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/artifact.h"
#include "lab/cache.h"
#include "lab/snapshot.h"
#include "lab/store_record.h"
#include "support/file.h"
#include "tests/unit/lab_files.h"

#define KEY   "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define OTHER "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define DAY   86400LL

static char *home;
static char *folder;
static char removed[1024];

static void put_text(const char *name, const char *text)
{
	struct ws_error error;

	assert_int_equal(ws_file_write(in(folder, name), text, strlen(text), &error), 0);
}

static void set_age(const char *name, unsigned int days)
{
	const struct timespec times[2] = {{.tv_sec = time(NULL) - (time_t)(days * DAY)},
					  {.tv_sec = time(NULL) - (time_t)(days * DAY)}};

	assert_int_equal(utimensat(AT_FDCWD, in(folder, name), times, 0), 0);
}

static void add_snapshot(const char *key, const char *target)
{
	struct snapshot_record record = {.kvm_said = ""};
	struct ws_error error;
	char name[128];

	snprintf(name, sizeof(name), "snapshots/%s.snapshot", key);
	put_text(name, target);
	snprintf(record.key, sizeof(record.key), "%s", key);
	snprintf(record.target, sizeof(record.target), "%s", target);
	assert_int_equal(ws_file_digest(in(folder, name), record.sha256, &error), 0);
	snprintf(name, sizeof(name), "snapshots/%s.json", key);
	assert_int_equal(snapshot_record_write(in(folder, name), &record, &error), 0);
}

static char image_name[256];

static void add_image(void)
{
	struct store_record record = {.package = "linux-image-x", .version = "6.1-1"};
	struct ws_error error;

	put_text("images/new", "a kernel");
	assert_int_equal(ws_file_digest(in(folder, "images/new"), record.sha256, &error), 0);
	snprintf(image_name, sizeof(image_name), "images/linux-image-x_6.1-1_%s", record.sha256);
	assert_int_equal(rename(in(folder, "images/new"), in(folder, image_name)), 0);
	assert_int_equal(store_record_write(in(folder, "images/kernel_x.json"),
					    in(folder, "images/record"), &record, &error),
			 0);
}

static int set_up(void **state)
{
	static const char *const folders[] = {"",     "snapshots", "images",
					      "made", "apt",       "apt/trixie"};
	struct ws_error error;
	char *path;

	(void)state;
	home = make_folder();
	assert_true(asprintf(&folder, "%s/worldswitch", home) > 0);
	setenv("XDG_CACHE_HOME", home, 1);
	for (size_t at = 0; at < sizeof(folders) / sizeof(folders[0]); at++)
		assert_int_equal(mkdir(in(folder, folders[at]), 0755), 0);
	add_snapshot(KEY, "arm64/kvm-vhe, max");
	add_image();
	assert_int_equal(artifact_store(in(folder, "made"), ".cpio", "archive", 7, &path, &error),
			 0);
	free(path);
	put_text("apt/trixie/lists", "Packages");
	removed[0] = '\0';
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	remove_folder(home);
	free(folder);
	return 0;
}

static void note(void *context, const struct lab_cached *cached)
{
	(void)context;
	snprintf(removed + strlen(removed), sizeof(removed) - strlen(removed), "%s; ",
		 cached->meaning);
}

static void assert_pruned(const struct lab_prune *chosen, const char *what)
{
	struct ws_error error;

	removed[0] = '\0';
	assert_int_equal(lab_cache_prune(chosen, note, NULL, &error), 0);
	assert_string_equal(removed, what);
}

static void assert_left(size_t count)
{
	struct lab_cache cache;
	struct ws_error error;

	assert_int_equal(lab_cache_read(&cache, &error), 0);
	assert_int_equal(cache.count, count);
	lab_cache_free(&cache);
}

static const struct lab_prune nothing = {.bytes = UINT64_MAX};
static const struct lab_prune everything = {.all = true, .bytes = UINT64_MAX};

static void test_all_is_named(void **state)
{
	static const struct {
		enum lab_cached_kind kind;
		const char *meaning;
		unsigned long long bytes;
	} expected[] = {
		{.kind = LAB_CACHED_SNAPSHOT, .meaning = "arm64/kvm-vhe, max", .bytes = 18},
		{.kind = LAB_CACHED_IMAGE, .meaning = "linux-image-x 6.1-1", .bytes = 8},
		{.kind = LAB_CACHED_MADE, .meaning = "initramfs", .bytes = 7},
		{.kind = LAB_CACHED_LISTS, .meaning = "package lists of trixie", .bytes = 8},
	};
	struct lab_cache cache;
	struct ws_error error;

	(void)state;
	assert_int_equal(lab_cache_read(&cache, &error), 0);
	assert_int_equal(cache.count, 4);
	for (size_t at = 0; at < cache.count; at++) {
		assert_int_equal(cache.list[at].kind, expected[at].kind);
		assert_string_equal(cache.list[at].meaning, expected[at].meaning);
		assert_int_equal(cache.list[at].bytes, expected[at].bytes);
		assert_true(lab_cached_intact(&cache.list[at]));
	}
	lab_cache_free(&cache);
}

static void test_an_empty_cache(void **state)
{
	(void)state;
	setenv("XDG_CACHE_HOME", in(home, "nothing"), 1);
	assert_left(0);
	assert_pruned(&everything, "");
	assert_int_equal(access(in(home, "nothing"), F_OK), -1);
}

static void test_what_is_damaged_is_found_and_goes(void **state)
{
	struct lab_cache cache;
	struct ws_error error;
	size_t damaged = 0;

	(void)state;
	assert_pruned(&nothing, "");
	put_text("snapshots/" KEY ".snapshot", "arm64/kvm-vhe, mAx");
	chmod(in(folder, image_name), 0644);
	put_text(image_name, "a kerne");
	assert_int_equal(lab_cache_read(&cache, &error), 0);
	for (size_t at = 0; at < cache.count; at++)
		damaged += !lab_cached_intact(&cache.list[at]);
	assert_int_equal(damaged, 2);
	lab_cache_free(&cache);
	assert_int_equal(lab_cache_prune(&nothing, note, NULL, &error), 0);
	assert_left(2);
	assert_int_equal(access(in(folder, "snapshots/" KEY ".json"), F_OK), -1);
	assert_int_equal(access(in(folder, "images/kernel_x.json"), F_OK), -1);
}

/* A right snapshot under a wrong name is a wrong one. */
static void test_a_foreign_snapshot(void **state)
{
	(void)state;
	for (int at = 0; at < 2; at++) {
		const char *suffix = at ? "json" : "snapshot";
		char from[128], to[128];

		snprintf(from, sizeof(from), "snapshots/" KEY ".%s", suffix);
		snprintf(to, sizeof(to), "snapshots/" OTHER ".%s", suffix);
		assert_int_equal(rename(in(folder, from), in(folder, to)), 0);
	}
	assert_pruned(&nothing, "arm64/kvm-vhe, max; ");
}

static void test_what_was_not_used_for_long(void **state)
{
	const struct lab_prune old = {.before = time(NULL) - 10 * DAY, .bytes = UINT64_MAX};

	(void)state;
	add_snapshot(OTHER, "arm64/kvm-nvhe, max");
	set_age("snapshots/" KEY ".snapshot", 30);
	set_age("snapshots/" OTHER ".snapshot", 30);
	set_age("snapshots/" KEY ".json", 11);
	set_age("snapshots/" OTHER ".json", 9); /* was restored then */
	set_age(image_name, 30);                /* its record is new */
	assert_pruned(&old, "arm64/kvm-vhe, max; ");
	assert_left(4);
}

static void test_down_to_a_size(void **state)
{
	const struct lab_prune small = {.bytes = 25};

	(void)state;
	set_age("apt/trixie", 1);
	set_age("snapshots/" KEY ".snapshot", 3);
	set_age("snapshots/" KEY ".json", 3);
	assert_pruned(&small, "arm64/kvm-vhe, max; ");
	assert_left(3);
}

static void test_all_of_it(void **state)
{
	struct ws_error error;

	(void)state;
	assert_int_equal(lab_cache_prune(&everything, note, NULL, &error), 0);
	assert_left(0);
	assert_int_equal(access(in(folder, "apt/trixie"), F_OK), -1);
	assert_int_equal(access(in(folder, "images/kernel_x.json"), F_OK), -1);
}

static void test_what_others_are_making_stays(void **state)
{
	int other;

	(void)state;
	put_text("snapshots/" OTHER ".unfinished", "half a machine");
	put_text("made/machine.abcdef", "half a tree");
	other = open(in(folder, "snapshots/" OTHER ".unfinished"), O_RDWR | O_CLOEXEC);
	assert_int_equal(flock(other, LOCK_EX), 0);
	assert_pruned(&nothing, "");
	close(other);
	set_age("made/machine.abcdef", 1);
	assert_pruned(&nothing, "a snapshot whose making was interrupted; "
				"a file whose making was interrupted; ");
	assert_left(4);
}

/* More than there may be, of which all was used just now but one. */
static void test_trimming(void **state)
{
	static char big[12U << 20];
	struct ws_error error;
	char oldest[256] = "";

	(void)state;
	for (int first = 'a'; first < 'e'; first++) {
		char *path = NULL;

		memset(big, first, sizeof(big));
		assert_int_equal(
			artifact_store(in(folder, "made"), ".dtb", big, sizeof(big), &path, &error),
			0);
		if (first == 'a')
			snprintf(oldest, sizeof(oldest), "made%s", strrchr(path, '/'));
		free(path);
	}
	cache_trim(LAB_CACHED_MADE);
	assert_left(8);
	set_age(oldest, 1);
	cache_trim(LAB_CACHED_MADE);
	assert_left(7);
	assert_int_equal(access(in(folder, oldest), F_OK), -1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_all_is_named),
		TEST(test_an_empty_cache),
		TEST(test_what_is_damaged_is_found_and_goes),
		TEST(test_a_foreign_snapshot),
		TEST(test_what_was_not_used_for_long),
		TEST(test_down_to_a_size),
		TEST(test_all_of_it),
		TEST(test_what_others_are_making_stays),
		TEST(test_trimming),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
