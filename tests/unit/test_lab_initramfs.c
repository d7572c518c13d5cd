// SPDX-License-Identifier: GPL-2.0-or-later
/* Is the initramfs what Linux needs, the same every time, and kept whole in the cache? */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>
#include <cmocka.h>

#include "lab/artifact.h"
#include "lab/initramfs.h"
#include "support/file.h"
#include "tests/unit/lab_files.h"

static char *folder;
static const char content[] = "an ELF file, or so it says\n";

static int set_up(void **state)
{
	(void)state;
	folder = make_folder();
	write_file(in(folder, "program"), content, sizeof(content));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	remove_folder(folder);
	return 0;
}

static void check_init(struct archive *archive, struct archive_entry *entry)
{
	char data[sizeof(content)];

	assert_int_equal(archive_entry_mode(entry), S_IFREG | 0755);
	assert_int_equal(archive_entry_size(entry), sizeof(content));
	assert_int_equal(archive_read_data(archive, data, sizeof(data)), sizeof(data));
	assert_memory_equal(data, content, sizeof(content));
}

static void test_entries(void **state)
{
	static const char *const paths[] = {"dev", "dev/console", "dev/kvm", "init"};
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	struct ws_error error;
	char *data;
	size_t size;

	(void)state;
	assert_int_equal(initramfs_make(in(folder, "program"), NULL, 0, &data, &size, &error), 0);
	assert_memory_equal(data, "070701", 6); /* newc */
	assert_int_equal(archive_read_support_format_cpio(archive), ARCHIVE_OK);
	assert_int_equal(archive_read_open_memory(archive, data, size), ARCHIVE_OK);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(archive_read_next_header(archive, &entry), ARCHIVE_OK);
		assert_string_equal(archive_entry_pathname(entry), paths[i]);
		assert_int_equal(archive_entry_mtime(entry), 0);
		assert_int_equal(archive_entry_uid(entry), 0);
		if (i == 1)
			assert_true(archive_entry_filetype(entry) == AE_IFCHR &&
				    archive_entry_rdev(entry) == makedev(5, 1));
		if (i == 2)
			assert_true(archive_entry_filetype(entry) == AE_IFCHR &&
				    archive_entry_rdev(entry) == makedev(10, 232));
		if (i == 3)
			check_init(archive, entry);
	}
	assert_int_equal(archive_read_next_header(archive, &entry), ARCHIVE_EOF);
	archive_read_free(archive);
	free(data);
}

static void test_same_bytes(void **state)
{
	struct ws_error error;
	char *one, *two;
	size_t one_size, two_size;

	(void)state;
	assert_int_equal(initramfs_make(in(folder, "program"), NULL, 0, &one, &one_size, &error),
			 0);
	assert_int_equal(utimensat(AT_FDCWD, in(folder, "program"), NULL, 0), 0);
	assert_int_equal(initramfs_make(in(folder, "program"), NULL, 0, &two, &two_size, &error),
			 0);
	assert_int_equal(one_size, two_size);
	assert_memory_equal(one, two, one_size);
	free(one);
	free(two);
}

static void test_files(void **state)
{
	static const struct initramfs_file files[] = {
		{.name = "one.ko", .data = "first", .size = 5},
		{.name = "two.ko", .data = content, .size = sizeof(content)},
	};
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	struct ws_error error;
	char *data, read[sizeof(content)];
	size_t size;

	(void)state;
	assert_int_equal(initramfs_make(in(folder, "program"), files, 2, &data, &size, &error), 0);
	assert_int_equal(archive_read_support_format_cpio(archive), ARCHIVE_OK);
	assert_int_equal(archive_read_open_memory(archive, data, size), ARCHIVE_OK);
	do
		assert_int_equal(archive_read_next_header(archive, &entry), ARCHIVE_OK);
	while (strcmp(archive_entry_pathname(entry), "init") != 0);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(archive_read_next_header(archive, &entry), ARCHIVE_OK);
		assert_string_equal(archive_entry_pathname(entry), files[i].name);
		assert_int_equal(archive_entry_mode(entry), S_IFREG | 0644);
		assert_int_equal(archive_read_data(archive, read, sizeof(read)), files[i].size);
		assert_memory_equal(read, files[i].data, files[i].size);
	}
	assert_int_equal(archive_read_next_header(archive, &entry), ARCHIVE_EOF);
	archive_read_free(archive);
	free(data);
}

static void test_missing_program(void **state)
{
	struct ws_error error;
	char *data;
	size_t size;

	(void)state;
	assert_int_equal(initramfs_make("/nowhere/init", NULL, 0, &data, &size, &error), -ENOENT);
	assert_non_null(strstr(error.text, "/nowhere/init"));
}

static void test_artifact(void **state)
{
	const char *below = in(folder, "made");
	struct ws_error error;
	char *path, *again, *data;
	size_t size;

	(void)state;
	assert_int_equal(artifact_store(below, ".cpio", "abc", 3, &path, &error), 0);
	assert_non_null(strstr(path,
			       "/made/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61"
			       "f20015ad.cpio"));
	/* Damaged, it is made again; whole, it is left alone. */
	assert_int_equal(truncate(path, 1), 0);
	assert_int_equal(artifact_store(below, ".cpio", "abc", 3, &again, &error), 0);
	assert_string_equal(path, again);
	assert_int_equal(ws_file_read(path, 100, &data, &size, &error), 0);
	assert_int_equal(size, 3);
	assert_string_equal(data, "abc");
	free(data);
	free(again);
	free(path);
}

static void test_artifact_without_a_place(void **state)
{
	struct ws_error error;
	char *path;

	(void)state;
	assert_true(artifact_store(in(folder, "program/below-a-file"), ".cpio", "abc", 3, &path,
				   &error) < 0);
	assert_null(path);
	assert_non_null(strstr(error.text, "below-a-file"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_entries),  cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_files),    cmocka_unit_test(test_missing_program),
		cmocka_unit_test(test_artifact), cmocka_unit_test(test_artifact_without_a_place),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
