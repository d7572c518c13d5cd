// SPDX-License-Identifier: GPL-2.0-or-later
/* Symbols of ELF files: those that there are, and every kind of file that has none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/elf_symbols.h"
#include "tests/unit/elf_file.h"
#include "tests/unit/lab_files.h"

#define LOCAL_FUNCTION ELF64_ST_INFO(STB_LOCAL, STT_FUNC)
#define WEAK_FUNCTION  ELF64_ST_INFO(STB_WEAK, STT_FUNC)
#define GLOBAL_OBJECT  ELF64_ST_INFO(STB_GLOBAL, STT_OBJECT)
#define LOCAL_NOTYPE   ELF64_ST_INFO(STB_LOCAL, STT_NOTYPE)

static struct elf_file file;
static struct elf_symbols symbols;
static struct ws_error error;

static int setup(void **state)
{
	(void)state;
	elf_file_make(&file, EM_AARCH64);
	elf_file_function(&file, "main", 0x1000);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	free(symbols.text);
	symbols.text = NULL;
	return 0;
}

static int read_bytes(size_t size)
{
	char *bytes = malloc(size + !size);
	int result;

	assert_non_null(bytes);
	memcpy(bytes, &file, size);
	free(symbols.text);
	result = elf_symbols_of("x", bytes, size, EM_AARCH64, &symbols, &error);
	free(bytes);
	return result;
}

static void test_symbols_as_nm_prints_them(void **state)
{
	char id[BUILD_ID_TEXT_MAX];

	(void)state;
	elf_file_symbol(&file, "helper", LOCAL_FUNCTION, ELF_FILE_TEXT, 0x1040);
	elf_file_symbol(&file, "weak", WEAK_FUNCTION, ELF_FILE_TEXT, 0x1080);
	elf_file_symbol(&file, "label", LOCAL_NOTYPE, ELF_FILE_TEXT, 0x10c0);
	elf_file_symbol(&file, "table", GLOBAL_OBJECT, ELF_FILE_TEXT, 0x1100);
	elf_file_symbol(&file, "datum", GLOBAL_OBJECT, ELF_FILE_DATA, 0x2000);
	elf_file_symbol(&file, "$x", LOCAL_NOTYPE, ELF_FILE_TEXT, 0x1000);
	elf_file_symbol(&file, ".L1", LOCAL_NOTYPE, ELF_FILE_TEXT, 0x1000);
	elf_file_symbol(&file, "absolute", LOCAL_NOTYPE, SHN_ABS, 0x1000);
	elf_file_symbol(&file, "elsewhere", LOCAL_NOTYPE, SHN_UNDEF, 0);
	elf_file_symbol(&file, "not_loaded", LOCAL_NOTYPE, ELF_FILE_STRTAB, 0);
	elf_file_symbol(&file, "main.c", ELF64_ST_INFO(STB_LOCAL, STT_FILE), SHN_ABS, 0);
	elf_file_symbol(&file, "", ELF64_ST_INFO(STB_LOCAL, STT_SECTION), ELF_FILE_TEXT, 0x1000);
	assert_int_equal(read_bytes(sizeof(file)), 0);
	assert_string_equal(symbols.text, "0000000000001000 T main\n"
					  "0000000000001040 t helper\n"
					  "0000000000001080 W weak\n"
					  "00000000000010c0 t label\n"
					  "0000000000001100 D table\n"
					  "0000000000002000 D datum\n");
	assert_int_equal(symbols.size, strlen(symbols.text));
	build_id_print(&symbols.id, id);
	assert_string_equal(id, "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3");
}

static void test_without_build_id(void **state)
{
	(void)state;
	file.note.header.n_type = NT_GNU_ABI_TAG;
	assert_int_equal(read_bytes(sizeof(file)), 0);
	assert_int_equal(symbols.id.size, 0);
}

static void refused(int code, const char *text)
{
	assert_int_equal(read_bytes(sizeof(file)), -code);
	assert_null(symbols.text);
	assert_non_null(strstr(error.text, text));
}

static void test_other_files(void **state)
{
	(void)state;
	assert_int_equal(read_bytes(0), -EINVAL);
	assert_string_equal(error.text, "x is not an ELF file");
	file.header.e_machine = EM_X86_64;
	refused(EINVAL, "x is of x86-64, what runs is of arm64");
	file.header.e_machine = EM_68K;
	refused(EINVAL, "x is of another machine");
	setup(NULL);
	file.header.e_type = ET_REL;
	refused(EINVAL, "not a linked program");
	setup(NULL);
	file.header.e_ident[0] = 'M';
	refused(EINVAL, "x is not an ELF file");
}

static void test_stripped(void **state)
{
	(void)state;
	file.sections[ELF_FILE_SYMTAB].sh_type = SHT_PROGBITS;
	refused(EINVAL, "x is stripped: it has no symbols");
	elf_file_make(&file, EM_AARCH64);
	elf_file_symbol(&file, "datum", GLOBAL_OBJECT, ELF_FILE_DATA, 0x2000);
	refused(EINVAL, "x is stripped: it has no functions");
}

static void test_names_that_are_none(void **state)
{
	static const char *const names[] = {"a b", "a\nffff T b", "a\tb", "\x1b[31m",
					    "caf\xc3\xa9"};
	char longest[520];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		setup(NULL);
		elf_file_function(&file, names[i], 0x2000);
		refused(EBADMSG, "a symbol's name is no name");
	}
	memset(longest, 'a', sizeof(longest));
	longest[512] = '\0';
	setup(NULL);
	elf_file_function(&file, longest, 0x2000);
	refused(EBADMSG, "a symbol's name is no name");
	longest[511] = '\0';
	setup(NULL);
	elf_file_function(&file, longest, 0x2000);
	assert_int_equal(read_bytes(sizeof(file)), 0);
}

static void test_damage(void **state)
{
	(void)state;
	elf_file_function(&file, "far", 0x2000)->st_name = 1U << 30;
	refused(EBADMSG, "a symbol's name is not in it");
	setup(NULL);
	elf_file_function(&file, "many", 0x2000)->st_shndx = SHN_XINDEX;
	refused(EBADMSG, "more sections");
	setup(NULL);
	file.sections[ELF_FILE_SYMTAB].sh_size = UINT64_MAX / 24 * 24;
	refused(EBADMSG, "x is damaged");
	setup(NULL);
	file.sections[ELF_FILE_SYMTAB].sh_link = 77;
	refused(EBADMSG, "x is damaged");
	setup(NULL);
	file.sections[ELF_FILE_SYMTAB].sh_offset = UINT64_MAX - 4;
	refused(EBADMSG, "x is damaged");
}

/* Wherever it is cut or whatever byte is another one, it is read or refused. */
static void test_any_damage(void **state)
{
	const size_t interesting = offsetof(struct elf_file, symbols) + 3 * sizeof(Elf64_Sym);

	(void)state;
	for (size_t size = 0; size < interesting; size++)
		if (read_bytes(size) == 0)
			assert_non_null(symbols.text);
	for (size_t at = 0; at < interesting; at++) {
		unsigned char *byte = (unsigned char *)&file + at;
		unsigned char before = *byte;

		for (unsigned int bit = 0; bit < 8; bit++) {
			*byte = (unsigned char)(before ^ 1U << bit);
			if (read_bytes(sizeof(file)) == 0)
				assert_non_null(symbols.text);
		}
		*byte = before;
	}
}

static void test_files(void **state)
{
	char *folder = make_folder();
	const char *path = in(folder, "vmlinux");

	(void)state;
	assert_int_equal(elf_symbols_read(path, EM_AARCH64, &symbols, &error), -ENOENT);
	assert_null(symbols.text);
	assert_int_equal(elf_symbols_read(folder, EM_AARCH64, &symbols, &error), -EINVAL);
	write_text(path, "");
	assert_int_equal(elf_symbols_read(path, EM_AARCH64, &symbols, &error), -EINVAL);
	write_text(path, "MZ and whatever an Image is");
	assert_int_equal(elf_symbols_read(path, EM_AARCH64, &symbols, &error), -EINVAL);
	write_file(path, &file, sizeof(file));
	assert_int_equal(elf_symbols_read(path, EM_AARCH64, &symbols, &error), 0);
	assert_string_equal(symbols.text, "0000000000001000 T main\n");
	remove_folder(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_symbols_as_nm_prints_them, setup, teardown),
		cmocka_unit_test_setup_teardown(test_without_build_id, setup, teardown),
		cmocka_unit_test_setup_teardown(test_other_files, setup, teardown),
		cmocka_unit_test_setup_teardown(test_stripped, setup, teardown),
		cmocka_unit_test_setup_teardown(test_names_that_are_none, setup, teardown),
		cmocka_unit_test_setup_teardown(test_damage, setup, teardown),
		cmocka_unit_test_setup_teardown(test_any_damage, setup, teardown),
		cmocka_unit_test_setup_teardown(test_files, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
