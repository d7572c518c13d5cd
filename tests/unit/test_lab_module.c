// SPDX-License-Identifier: GPL-2.0-or-later
/* A kernel's modules: plain ones, compressed ones, damaged ones and other files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <elf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/module.h"
#include "tests/unit/lab_files.h"

static char *folder;
static struct ws_error error;
static unsigned char module[3000];

static int setup(void **state)
{
	const Elf64_Ehdr header = {
		.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB,
			    EV_CURRENT},
		.e_type = ET_REL,
		.e_machine = EM_AARCH64,
	};

	(void)state;
	memset(module, 'm', sizeof(module));
	memcpy(module, &header, sizeof(header));
	folder = make_folder();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	remove_folder(folder);
	return 0;
}

static void expect_module(void)
{
	char *data;
	size_t size;

	assert_int_equal(module_read(in(folder, "x.ko"), &data, &size, &error), 0);
	assert_int_equal(size, sizeof(module));
	assert_memory_equal(data, module, sizeof(module));
	free(data);
}

/* Compresses the module as packages have it. */
static size_t compress(char *packed, size_t room)
{
	struct archive *archive = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	size_t used = 0;

	archive_write_add_filter_xz(archive);
	archive_write_set_format_raw(archive);
	archive_write_set_bytes_in_last_block(archive, 1);
	assert_int_equal(archive_write_open_memory(archive, packed, room, &used), ARCHIVE_OK);
	archive_entry_set_pathname(entry, "x.ko");
	archive_entry_set_filetype(entry, AE_IFREG);
	assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
	assert_int_equal(archive_write_data(archive, module, sizeof(module)), sizeof(module));
	assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
	archive_entry_free(entry);
	archive_write_free(archive);
	return used;
}

static void plain_and_packed_are_the_same(void **state)
{
	char packed[8192];
	size_t size = compress(packed, sizeof(packed));

	(void)state;
	write_file(in(folder, "x.ko"), module, sizeof(module));
	expect_module();
	write_file(in(folder, "x.ko"), packed, size);
	expect_module();
	write_file(in(folder, "x.ko"), packed, size / 2);
	assert_int_equal(module_check(in(folder, "x.ko"), &error), -EINVAL);
}

static void refuse(size_t size)
{
	write_file(in(folder, "x.ko"), module, size);
	assert_int_equal(module_check(in(folder, "x.ko"), &error), -EINVAL);
	assert_non_null(strstr(error.text, "is not a module of an arm64 kernel"));
}

static void other_files_are_refused(void **state)
{
	(void)state;
	refuse(0);
	refuse(sizeof(Elf64_Ehdr) - 1);
	module[offsetof(Elf64_Ehdr, e_machine)] = EM_X86_64;
	refuse(sizeof(module));
	module[offsetof(Elf64_Ehdr, e_machine)] = EM_AARCH64;
	module[offsetof(Elf64_Ehdr, e_type)] = ET_EXEC;
	refuse(sizeof(module));
	assert_int_equal(module_check(in(folder, "none"), &error), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(plain_and_packed_are_the_same, setup, teardown),
		cmocka_unit_test_setup_teardown(other_files_are_refused, setup, teardown),
	};

	return cmocka_run_group_tests_name("lab/module", tests, NULL, NULL);
}
