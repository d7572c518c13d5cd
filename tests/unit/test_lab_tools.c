// SPDX-License-Identifier: GPL-2.0-or-later
/* Programs and libraries: found in a package by their names, and put into an archive with their
 * links. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <archive.h>
#include <archive_entry.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/deb.h"
#include "lab/initramfs.h"
#include "lab/tools.h"
#include "tests/unit/unpacked_package.h"

static const char *const names[] = {"xl", "libxenlight.so.", NULL};
static const struct deb_wanted wanted = {.tools = names, .dependency_prefix = "xen-utils-"};
static const char control[] = "Package: xen-utils-4.20\nVersion: 1\nArchitecture: amd64\n";

static void names_are_whole_or_a_librarys_beginning(void **state)
{
	(void)state;
	assert_true(tools_want(names, "usr/lib/xen-4.20/bin/xl"));
	assert_true(tools_want(names, "usr/lib/x86_64-linux-gnu/libxenlight.so.4.20"));
	assert_true(tools_want(names, "lib/libxenlight.so.4.20.0"));
	assert_false(tools_want(names, "usr/lib/xen-4.20/bin/xl2"));
	assert_false(tools_want(names, "usr/share/bash-completion/completions/xl"));
	assert_false(tools_want(names, "usr/lib/libxenlight.so"));
	assert_false(tools_want(names, "usr/lib/libxenlight.so.4/x"));
	assert_false(tools_want(names, ""));
}

static void files_and_links_are_found(void **state)
{
	static const struct packed_file files[] = {
		{.name = "./usr/lib/xen-4.20/bin/xl", .data = "program", .size = 7},
		{.name = "./usr/share/doc/xl", .data = "not this", .size = 8},
		{.name = "./usr/lib/x/libxenlight.so.4.20.0", .data = "library", .size = 7},
		{.name = "./usr/lib/x/libxenlight.so.4.20",
		 .type = AE_IFLNK,
		 .link = "libxenlight.so.4.20.0"},
		{.name = "./usr/lib/x/libxenlight.so.4", .type = AE_IFLNK, .link = "../elsewhere"},
	};
	struct archive *archive = archive_read_new();
	struct deb deb;

	(void)state;
	make_package(in(folder, PACKAGE_FILE), control, files, sizeof(files) / sizeof(files[0]));
	assert_int_equal(unpack_package(&wanted, &deb), 0);
	assert_true(deb.has_image);
	archive_read_support_format_cpio(archive);
	assert_int_equal(archive_read_open_filename(archive, in(folder, UNPACKED_FILE), 4096),
			 ARCHIVE_OK);
	expect_member(archive, "toolstack", AE_IFDIR, "");
	expect_member(archive, "toolstack/xl", AE_IFREG, "program");
	expect_member(archive, "toolstack/libxenlight.so.4.20.0", AE_IFREG, "library");
	expect_member(archive, "toolstack/libxenlight.so.4.20", AE_IFLNK, "libxenlight.so.4.20.0");
	expect_no_member(archive);
	archive_read_free(archive);
}

static void a_package_without_them_has_no_image(void **state)
{
	static const struct packed_file file = {.name = "./usr/bin/xl", .data = "x", .size = 1};
	struct deb deb;

	(void)state;
	make_package(in(folder, PACKAGE_FILE), control, &file, 1);
	assert_int_equal(unpack_package(&wanted, &deb), 0);
	assert_false(deb.has_image);
}

static void too_many_are_refused(void **state)
{
	struct packed_file files[TOOLS_MAX + 1];
	char paths[TOOLS_MAX + 1][64];
	struct deb deb;

	(void)state;
	for (size_t at = 0; at <= TOOLS_MAX; at++) {
		snprintf(paths[at], sizeof(paths[at]), "./usr/lib/libxenlight.so.%zu", at);
		files[at] = (struct packed_file){.name = paths[at], .data = "x", .size = 1};
	}
	make_package(in(folder, PACKAGE_FILE), control, files, TOOLS_MAX);
	assert_int_equal(unpack_package(&wanted, &deb), 0);
	make_package(in(folder, PACKAGE_FILE), control, files, TOOLS_MAX + 1);
	assert_int_equal(unpack_package(&wanted, &deb), -EFBIG);
}

static void an_initramfs_gets_a_program_and_archives(void **state)
{
	struct archive *archive = archive_read_new();
	char *data = NULL;
	size_t size = 0, first;

	(void)state;
	write_text(in(folder, "program"), "#!");
	assert_int_equal(
		initramfs_append_program(in(folder, "program"), "probe", &data, &size, &error), 0);
	first = size;
	assert_int_equal(first % 4, 0); /* as Linux wants what follows */
	write_file(in(folder, "archive"), data, size);
	assert_int_equal(initramfs_append(in(folder, "archive"), &data, &size, &error), 0);
	assert_int_equal(size, 2 * first);
	assert_memory_equal(data, data + first, first);
	assert_int_equal(archive_read_support_format_cpio(archive), ARCHIVE_OK);
	assert_int_equal(archive_read_open_memory(archive, data, size), ARCHIVE_OK);
	expect_member(archive, "probe", AE_IFREG, "#!");
	archive_read_free(archive);
	assert_int_equal(initramfs_append("/nowhere", &data, &size, &error), -ENOENT);
	assert_int_equal(initramfs_append_program("/nowhere", "x", &data, &size, &error), -ENOENT);
	assert_int_equal(size, 2 * first);
	free(data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_whole_or_a_librarys_beginning),
		test_with_folder(files_and_links_are_found),
		test_with_folder(a_package_without_them_has_no_image),
		test_with_folder(too_many_are_refused),
		test_with_folder(an_initramfs_gets_a_program_and_archives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
