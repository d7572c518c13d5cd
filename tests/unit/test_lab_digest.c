// SPDX-License-Identifier: GPL-2.0-or-later
/* Is a digest kept as long as the file is the one that it is of, and never longer? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <dirent.h>
#include <jansson.h>
#include <sha256.h>
#include <time.h>

#include "lab/digest.h"
#include "tests/unit/lab_files.h"

/* Nobody has written to it for as long as a digest needs. */
#define SETTLED "/bin/sh"

static const char wrong[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

static char *home;
static char record[512]; /* the last one that count_records saw */

/* Files change when the machine's clock says so; how long ago that was, and how long it takes to
 * read them, is said here.
 */
static const char *changed; /* this one, since_s ago; NULL: the machine's clock */
static time_t since_s;
static time_t reading_s;

time_t time(time_t *timer)
{
	struct timespec now;
	struct stat status;

	clock_gettime(CLOCK_REALTIME, &now);
	if (changed && stat(changed, &status) == 0)
		now.tv_sec = status.st_ctim.tv_sec + since_s;
	if (timer)
		*timer = now.tv_sec;
	return now.tv_sec;
}

char *SHA256File(const char *path, char *digest)
{
	struct ws_error error;
	size_t size;
	char *data;

	if (ws_file_read(path, 64 << 20, &data, &size, &error) < 0)
		return NULL;
	SHA256Data((const uint8_t *)data, size, digest);
	free(data);
	since_s += reading_s;
	return digest;
}

static int set_up(void **state)
{
	(void)state;
	changed = NULL;
	since_s = reading_s = 0;
	home = make_folder();
	setenv("XDG_CACHE_HOME", home, 1);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	remove_folder(home);
	return 0;
}

static size_t count_records(void)
{
	const char *path = in(home, "worldswitch/digests");
	DIR *folder = opendir(path);
	const struct dirent *entry;
	size_t count = 0;

	while (folder && (entry = readdir(folder))) {
		if (entry->d_name[0] == '.')
			continue;
		count++;
		snprintf(record, sizeof(record), "%s/%s", path, entry->d_name);
	}
	if (folder)
		closedir(folder);
	return count;
}

static void assert_digest_of(const char *path, const char *expected)
{
	char digest[WS_DIGEST_SIZE];
	struct ws_error error;

	assert_int_equal(digest_of_file(path, digest, &error), 0);
	assert_string_equal(digest, expected);
}

static const char *true_digest(const char *path)
{
	static char digest[WS_DIGEST_SIZE];
	struct ws_error error;

	assert_int_equal(ws_file_digest(path, digest, &error), 0);
	return digest;
}

static void change_record(const char *member, json_t *value)
{
	json_t *root = json_load_file(record, 0, NULL);

	assert_non_null(json_object_get(root, member));
	assert_int_equal(json_object_set_new(root, member, value), 0);
	assert_int_equal(json_dump_file(root, record, 0), 0);
	json_decref(root);
}

static void test_what_is_kept_is_used(void **state)
{
	(void)state;
	assert_digest_of(SETTLED, true_digest(SETTLED));
	assert_int_equal(count_records(), 1);
	assert_true(digest_record_holds(record));
	change_record("sha256", json_string(wrong));
	assert_digest_of(SETTLED, wrong);
	assert_false(digest_record_holds(record));
}

static void test_another_file_has_another_digest(void **state)
{
	static const char *const numbers[] = {"inode", "size", "changed", "device"};

	(void)state;
	assert_digest_of(SETTLED, true_digest(SETTLED));
	assert_int_equal(count_records(), 1);
	for (size_t at = 0; at < sizeof(numbers) / sizeof(numbers[0]); at++) {
		change_record("sha256", json_string(wrong));
		change_record(numbers[at], json_integer(1));
		assert_true(digest_record_holds(record));
		assert_digest_of(SETTLED, true_digest(SETTLED));
	}
	change_record("sha256", json_string(wrong));
	change_record("path", json_string("/bin/true"));
	assert_digest_of(SETTLED, true_digest(SETTLED));
	change_record("sha256", json_string("none"));
	assert_digest_of(SETTLED, true_digest(SETTLED));
	assert_int_equal(count_records(), 1);
}

static void test_a_link_is_what_it_leads_to(void **state)
{
	const char *link = in(home, "link");
	char *path;

	(void)state;
	assert_int_equal(symlink(SETTLED, link), 0);
	assert_digest_of(link, true_digest(SETTLED));
	assert_digest_of(SETTLED, true_digest(SETTLED));
	assert_int_equal(count_records(), 1);
	path = digest_record_path(record);
	assert_non_null(path);
	assert_int_equal(access(path, F_OK), 0);
	free(path);
}

/* A second write may come within the same tick: also while the file is read, however long that
 * takes.
 */
static void test_nothing_is_kept_of_a_file_just_written(void **state)
{
	static const struct {
		time_t since_s, reading_s;
		size_t kept;
	} cases[] = {{0, 0, 0}, {2, 0, 0}, {0, 10, 0}, {10, 0, 1}};
	const char *path = in(home, "file");
	struct ws_error error;

	(void)state;
	assert_int_equal(ws_file_write(path, "one", 3, &error), 0);
	changed = path;
	for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
		const char *expected = true_digest(path);

		since_s = cases[at].since_s;
		reading_s = cases[at].reading_s;
		assert_digest_of(path, expected);
		assert_int_equal(count_records(), cases[at].kept);
	}
}

static void test_without_a_file_there_is_none(void **state)
{
	char digest[WS_DIGEST_SIZE];
	struct ws_error error;

	(void)state;
	assert_true(digest_of_file(in(home, "nothing"), digest, &error) < 0);
	assert_non_null(strstr(error.text, "nothing"));
	assert_int_equal(count_records(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_what_is_kept_is_used, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_another_file_has_another_digest, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_a_link_is_what_it_leads_to, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nothing_is_kept_of_a_file_just_written, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_without_a_file_there_is_none, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
