/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What comes out of a package that a test made: its folder, unpacking, and the members of an
 * archive. To be included once, after cmocka.h.
 */
#ifndef WORLDSWITCH_TESTS_UNPACKED_PACKAGE_H
#define WORLDSWITCH_TESTS_UNPACKED_PACKAGE_H

#include "lab/deb.h"
#include "support/error.h"
#include "tests/unit/lab_files.h"

#define PACKAGE_FILE  "package.deb"
#define UNPACKED_FILE "unpacked"

static char *folder; /* of the test that runs */
static struct ws_error error;

static inline int make_test_folder(void **state)
{
	(void)state;
	folder = make_folder();
	return 0;
}

static inline int remove_test_folder(void **state)
{
	(void)state;
	remove_folder(folder);
	return 0;
}

#define test_with_folder(test)                                                                     \
	cmocka_unit_test_setup_teardown(test, make_test_folder, remove_test_folder)

/* PACKAGE_FILE of the folder; what it gives is in UNPACKED_FILE. */
static inline int unpack_package(const struct deb_wanted *wanted, struct deb *deb)
{
	int fd = open(in(folder, UNPACKED_FILE), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	int result;

	assert_true(fd >= 0);
	result = deb_unpack(in(folder, PACKAGE_FILE), wanted, fd, NULL, deb, &error);
	close(fd);
	return result;
}

/* The next member; content: a file's, or where a link leads to. */
static inline void expect_member(struct archive *archive, const char *path, mode_t type,
				 const char *content)
{
	struct archive_entry *entry;
	char data[256] = "";

	assert_int_equal(archive_read_next_header(archive, &entry), ARCHIVE_OK);
	assert_string_equal(archive_entry_pathname(entry), path);
	assert_int_equal(archive_entry_filetype(entry), type);
	if (type == AE_IFLNK) {
		assert_string_equal(archive_entry_symlink(entry), content);
		return;
	}
	assert_int_equal(archive_read_data(archive, data, sizeof(data) - 1), strlen(content));
	assert_string_equal(data, content);
}

static inline void expect_no_member(struct archive *archive)
{
	struct archive_entry *entry;

	assert_int_equal(archive_read_next_header(archive, &entry), ARCHIVE_EOF);
}

#endif
