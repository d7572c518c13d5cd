// SPDX-License-Identifier: GPL-2.0-or-later
/* Kernel modules: found in a package by their names, unpacked, and put into an archive in order. */
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
#include "lab/modules.h"
#include "support/file.h"
#include "tests/unit/unpacked_package.h"

#define KERNEL "./usr/lib/modules/6.12/kernel/"

static const char *const names[] = {"base", "kvm", "kvm-amd", NULL};
static const struct deb_wanted wanted = {.modules = names, .dependency_prefix = "linux-image-"};
static const char control[] = "Package: linux-image-test\nVersion: 1\nArchitecture: amd64\n";

static void names_are_whole(void **state)
{
	(void)state;
	assert_int_equal(modules_index(names, "lib/modules/6.1/kernel/arch/x86/kvm/kvm.ko"), 1);
	assert_int_equal(modules_index(names, "usr/lib/modules/6.12/x/kvm-amd.ko.xz"), 2);
	assert_int_equal(modules_index(names, "lib/modules/6.1/x/ptp_kvm.ko"), -1);
	assert_int_equal(modules_index(names, "lib/modules/6.1/x/kvm-intel.ko"), -1);
	assert_int_equal(modules_index(names, "lib/modules/6.1/x/kvm.kobject"), -1);
	assert_int_equal(modules_index(names, "lib/modules/6.1/x/kvm"), -1);
	assert_int_equal(modules_index(names, "etc/kvm.ko"), -1);
	assert_int_equal(modules_index(names, "kvm.ko"), -1);
	assert_int_equal(modules_index(names, ""), -1);
}

/* One file in xz, as Debian has its modules. */
static size_t compress(const char *text, char *packed)
{
	struct archive *archive = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	size_t used = 0;

	archive_write_set_format_raw(archive);
	archive_write_add_filter_xz(archive);
	archive_write_set_bytes_in_last_block(archive, 1);
	assert_int_equal(archive_write_open_memory(archive, packed, 4096, &used), ARCHIVE_OK);
	archive_entry_set_filetype(entry, AE_IFREG);
	assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
	assert_int_equal(archive_write_data(archive, text, strlen(text)), strlen(text));
	archive_entry_free(entry);
	archive_write_free(archive);
	return used;
}

static void expect_modules(const void *data, size_t size)
{
	struct archive *archive = archive_read_new();

	assert_int_equal(archive_read_support_format_cpio(archive), ARCHIVE_OK);
	assert_int_equal(archive_read_open_memory(archive, data, size), ARCHIVE_OK);
	expect_member(archive, "modules", AE_IFDIR, "");
	expect_member(archive, "modules/kvm.ko", AE_IFREG, "the larger part");
	expect_member(archive, "modules/kvm-amd.ko", AE_IFREG, "the smaller part");
	expect_member(archive, "modules/order", AE_IFREG, "kvm.ko\nkvm-amd.ko\n");
	expect_no_member(archive);
	archive_read_free(archive);
}

static void make_kernel_package(void)
{
	char packed[4096];
	const struct packed_file files[] = {
		{.name = "./boot/vmlinuz-6.12", .data = "kernel", .size = 6},
		{.name = KERNEL "kvm-amd.ko", .data = "the smaller part", .size = 16},
		{.name = KERNEL "kvm-intel.ko", .data = "another", .size = 7},
		{.name = KERNEL "kvm.ko.xz",
		 .data = packed,
		 .size = compress("the larger part", packed)},
	};

	make_package(in(folder, PACKAGE_FILE), control, files, 4);
}

/* In the order of their names, whatever the package's, and without one that is not there. */
static void a_package_gives_its_modules(void **state)
{
	struct deb deb;
	char *data;
	size_t size;

	(void)state;
	make_kernel_package();
	assert_int_equal(unpack_package(&wanted, &deb), 0);
	assert_true(deb.has_image);
	assert_string_equal(deb.control.package, "linux-image-test");
	assert_int_equal(ws_file_read(in(folder, UNPACKED_FILE), 1U << 20, &data, &size, &error),
			 0);
	expect_modules(data, size);
	free(data);
}

static void the_initramfs_has_them_behind_it(void **state)
{
	struct deb deb;
	char *alone, *both, *modules;
	size_t alone_size, both_size, size;

	(void)state;
	make_kernel_package();
	assert_int_equal(unpack_package(&wanted, &deb), 0);
	write_text(in(folder, "init"), "#!");
	assert_int_equal(initramfs_make(in(folder, "init"), NULL, &alone, &alone_size, &error), 0);
	assert_int_equal(initramfs_make(in(folder, "init"), in(folder, UNPACKED_FILE), &both,
					&both_size, &error),
			 0);
	assert_int_equal(ws_file_read(in(folder, UNPACKED_FILE), 1U << 20, &modules, &size, &error),
			 0);
	assert_int_equal(alone_size % 4, 0); /* as Linux wants what follows */
	assert_int_equal(both_size, alone_size + size);
	assert_memory_equal(both, alone, alone_size);
	expect_modules(both + alone_size, size);
	free(alone);
	free(both);
	free(modules);
	assert_int_equal(initramfs_make(in(folder, "init"), "/nowhere", &both, &size, &error),
			 -ENOENT);
}

static void a_package_without_modules_has_no_image(void **state)
{
	const struct packed_file file = {.name = "./boot/vmlinuz", .data = "kernel", .size = 6};
	struct deb deb;

	(void)state;
	make_package(in(folder, PACKAGE_FILE), control, &file, 1);
	assert_int_equal(unpack_package(&wanted, &deb), 0);
	assert_false(deb.has_image);
}

static void damage_is_told(void **state)
{
	char packed[4096];
	const size_t size = compress("a module that is cut short somewhere in the middle", packed);
	struct packed_file files[] = {
		{.name = KERNEL "kvm.ko.xz", .data = packed, .size = size / 2},
		{.name = KERNEL "kvm.ko", .data = "again", .size = 5},
	};
	struct deb deb;

	(void)state;
	make_package(in(folder, PACKAGE_FILE), control, files, 1);
	assert_int_equal(unpack_package(&wanted, &deb), -EBADMSG);
	files[0].size = size;
	make_package(in(folder, PACKAGE_FILE), control, files, 2);
	assert_int_equal(unpack_package(&wanted, &deb), -EBADMSG);
}

static void a_module_has_a_limit(void **state)
{
	struct modules modules = {.count = 0};
	char *zeros = calloc(1, MODULE_MAX);

	(void)state;
	assert_non_null(zeros);
	assert_int_equal(modules_take(&modules, 0, zeros, MODULE_MAX, &error), -EFBIG);
	assert_int_equal(modules.count, 0);
	modules_free(&modules);
	free(zeros);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_whole),
		cmocka_unit_test(a_package_gives_its_modules),
		cmocka_unit_test(the_initramfs_has_them_behind_it),
		cmocka_unit_test(a_package_without_modules_has_no_image),
		cmocka_unit_test(damage_is_told),
		cmocka_unit_test(a_module_has_a_limit),
	};

	return cmocka_run_group_tests(tests, make_test_folder, remove_test_folder);
}
