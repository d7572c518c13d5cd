// SPDX-License-Identifier: GPL-2.0-or-later
/* The images in the cache: found, damaged, with records that are not to be trusted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "tests/unit/store_images.h"

static void what_was_added_is_found(void **state)
{
	(void)state;
	assert_int_equal(find(), -ENOENT);
	add_locked("abc");
	assert_int_equal(find(), 0);
	assert_string_equal(image.package, "linux-image-6.1-test");
	assert_string_equal(image.version, "1:6.1-1");
	assert_string_equal(image.sha256,
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_int_equal(access(image.path, R_OK), 0);
	assert_int_equal(store_find(&store, &arm64_xen, &spec, &image), -ENOENT);
	assert_int_equal(store_find(&store, &arm64_kernel,
				    &(struct package_spec){.package = "linux-image-test"}, &image),
			 -ENOENT);
}

/* Not the time of a write nor its size: the checksum decides. */
static void a_damaged_image_is_not_found(void **state)
{
	struct timespec times[2];
	struct stat before;

	(void)state;
	add_locked("abc");
	assert_int_equal(stat(image.path, &before), 0);
	chmod(image.path, 0600);
	write_text(image.path, "abd");
	times[0] = before.st_atim;
	times[1] = before.st_mtim;
	assert_int_equal(utimensat(AT_FDCWD, image.path, times, 0), 0);
	assert_int_equal(find(), -ENOENT);
	add_locked("abc");
	assert_int_equal(find(), 0);
	chmod(image.path, 0600);
	assert_int_equal(truncate(image.path, 2), 0);
	assert_int_equal(find(), -ENOENT);
	add_locked("abc");
	unlink(image.path);
	assert_int_equal(find(), -ENOENT);
	add_locked("abc");
	unlink(image.path);
	assert_int_equal(symlink("/etc/passwd", image.path), 0);
	assert_int_equal(find(), -ENOENT);
	add_locked("abc");
	assert_int_equal(find(), 0);
}

/* As a copied cache is: same bytes, other inode. Found, and noted for the next time. */
static void a_copied_image_is_found_and_noted(void **state)
{
	const char *record;
	char *before;
	char *after;
	size_t size;

	(void)state;
	add_locked("abc");
	record = in(folder, "images/arm64-kernel_linux-image-test_trixie.json");
	assert_int_equal(ws_file_read(record, 4096, &before, &size, &error), 0);
	write_text(in(folder, "copy"), "abc");
	assert_int_equal(rename(in(folder, "copy"), image.path), 0);
	assert_int_equal(find(), 0);
	assert_int_equal(ws_file_read(record, 4096, &after, &size, &error), 0);
	assert_string_not_equal(before, after);
	free(before);
	assert_int_equal(find(), 0);
	assert_int_equal(ws_file_read(record, 4096, &before, &size, &error), 0);
	assert_string_equal(before, after);
	free(before);
	free(after);
}

static void an_image_that_is_there_stays(void **state)
{
	struct stat first, second;

	(void)state;
	add_locked("abc");
	assert_int_equal(stat(image.path, &first), 0);
	add_locked("abc");
	assert_int_equal(stat(image.path, &second), 0);
	assert_int_equal(first.st_ino, second.st_ino);
}

static void bad_records_are_not_trusted(void **state)
{
	static const char good[] = "{\"schema\": \"worldswitch.image/1\", \"package\": \"%s\", "
				   "\"version\": \"%s\", \"sha256\": \"%s\", \"inode\": %s, "
				   "\"size\": 3, \"changed\": 5}";
	static const char sha[] =
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
	static const struct {
		const char *package, *version, *sha256, *inode;
	} cases[] = {
		{"../../etc", "1", sha, "1"},
		{"ab", "../1", sha, "1"},
		{"ab", "1", "../../passwd", "1"},
		{"ab", "1", "", "1"},
		{"ab", "1", sha, "\"1\""},
		{"ab", "1", sha, "1e999"},
		{"", "1", sha, "1"},
		{"ab\\u0000/", "1", sha, "1"},
	};
	const char *record;

	(void)state;
	add_locked("abc");
	record = in(folder, "images/arm64-kernel_linux-image-test_trixie.json");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[512];

		snprintf(text, sizeof(text), good, cases[i].package, cases[i].version,
			 cases[i].sha256, cases[i].inode);
		write_text(record, text);
		assert_int_equal(find(), -ENOENT);
	}
	write_text(record, "{\"schema\":");
	assert_int_equal(find(), -ENOENT);
	write_text(record, "");
	assert_int_equal(find(), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_was_added_is_found, setup, teardown),
		cmocka_unit_test_setup_teardown(a_damaged_image_is_not_found, setup, teardown),
		cmocka_unit_test_setup_teardown(a_copied_image_is_found_and_noted, setup, teardown),
		cmocka_unit_test_setup_teardown(an_image_that_is_there_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(bad_records_are_not_trusted, setup, teardown),
	};

	return cmocka_run_group_tests_name("lab/store", tests, NULL, NULL);
}
