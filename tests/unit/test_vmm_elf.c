// SPDX-License-Identifier: GPL-2.0-or-later
/* A guest's image for x86-64: what is none, or lies about itself, is refused. */
#include <elf.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "vmm/arch/x86_64/elf.h"

static struct ws_error error;
static struct vmm_elf elf;

/* The smallest image: a segment with the note in it, and 4 KiB of zeroes behind. */
static struct image {
	Elf64_Ehdr header;
	Elf64_Phdr load;
	Elf64_Phdr notes;
	struct note {
		Elf64_Nhdr header;
		char name[4];
		uint32_t value[2];
	} other, entry;
} image;

static void make(void)
{
	image = (struct image){
		.header =
			{
				.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64,
					    ELFDATA2LSB},
				.e_machine = EM_X86_64,
				.e_phoff = offsetof(struct image, load),
				.e_phentsize = sizeof(Elf64_Phdr),
				.e_phnum = 2,
				.e_entry = 0x1111,
			},
		.load =
			{
				.p_type = PT_LOAD,
				.p_offset = offsetof(struct image, other),
				.p_paddr = 0x200000,
				.p_vaddr = 0xffffffff80200000,
				.p_filesz = 2 * sizeof(struct note),
				.p_memsz = 0x1000,
			},
		.notes =
			{
				.p_type = PT_NOTE,
				.p_offset = offsetof(struct image, other),
				.p_filesz = 2 * sizeof(struct note),
			},
		.other = {.header = {4, 8, 6}, .name = "Xen", .value = {0x2222}},
		.entry = {.header = {4, 8, 18}, .name = "Xen", .value = {0x200040}},
	};
}

static int read_image(void)
{
	return vmm_elf_read((const uint8_t *)&image, sizeof(image), &elf, &error);
}

static void test_reads_an_image(void **state)
{
	(void)state;
	make();
	assert_int_equal(read_image(), 0);
	assert_int_equal(elf.entry, 0x200040);
	assert_int_equal(elf.count, 1);
	assert_int_equal(elf.segments[0].address, 0x200000);
	assert_int_equal(elf.segments[0].size, 0x1000);
	assert_int_equal(elf.segments[0].data_size, 2 * sizeof(struct note));
	assert_ptr_equal(elf.segments[0].data, &image.other);
}

static void test_a_note_of_4_bytes(void **state)
{
	(void)state;
	make();
	image.entry.header.n_descsz = 4;
	assert_int_equal(read_image(), 0);
	assert_int_equal(elf.entry, 0x200040);
	image.entry.header.n_descsz = 3;
	assert_int_equal(read_image(), -ENOEXEC);
}

static void test_refuses_what_is_no_image(void **state)
{
	(void)state;
	make();
	for (size_t size = 0; size < sizeof(image); size++)
		assert_int_equal(vmm_elf_read((const uint8_t *)&image, size, &elf, &error),
				 -ENOEXEC);
	image.header.e_machine = EM_AARCH64;
	assert_int_equal(read_image(), -ENOEXEC);
	assert_non_null(strstr(error.text, "x86-64"));
	make();
	image.header.e_ident[EI_CLASS] = ELFCLASS32;
	assert_int_equal(read_image(), -ENOEXEC);
	make();
	image.header.e_ident[EI_DATA] = ELFDATA2MSB;
	assert_int_equal(read_image(), -ENOEXEC);
	image.header.e_ident[EI_MAG0] = 'M';
	assert_int_equal(read_image(), -ENOEXEC);
	assert_non_null(strstr(error.text, "no ELF"));
}

static void test_refuses_what_is_without_entry(void **state)
{
	(void)state;
	make();
	image.entry.header.n_type = 17;
	assert_int_equal(read_image(), -ENOEXEC);
	assert_non_null(strstr(error.text, "PVH"));
	make();
	image.entry.name[0] = 'Y';
	assert_int_equal(read_image(), -ENOEXEC);
	make();
	image.notes.p_type = PT_NULL;
	assert_int_equal(read_image(), -ENOEXEC);
	make();
	image.load.p_memsz = image.load.p_filesz = 0;
	assert_int_equal(read_image(), -ENOEXEC);
	assert_non_null(strstr(error.text, "nothing to load"));
}

static void test_refuses_notes_that_lie(void **state)
{
	static const uint32_t sizes[] = {5, 0x1000, 0x7fffffff, 0xfffffff0, 0xffffffff};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		make();
		image.other.header.n_namesz = sizes[i];
		assert_int_equal(read_image(), -ENOEXEC);
		make();
		image.other.header.n_descsz = i ? sizes[i] : 0;
		assert_int_equal(read_image(), -ENOEXEC);
		make();
		image.entry.header.n_descsz = i ? sizes[i] : 9;
		assert_int_equal(read_image(), -ENOEXEC);
	}
	make();
	image.notes.p_offset = UINT64_MAX - 8;
	assert_int_equal(read_image(), -ENOEXEC);
}

static void test_refuses_segments_that_lie(void **state)
{
	static const struct {
		uint64_t offset, file_size, memory_size, address;
	} bad[] = {
		{sizeof(image), 1, 0x1000, 0x200000},
		{UINT64_MAX, 1, 0x1000, 0x200000},
		{0, sizeof(image) + 1, 0x1000, 0x200000},
		{8, UINT64_MAX, UINT64_MAX, 0},
		{0, 16, 15, 0x200000},
		{0, 16, 0x1000, UINT64_MAX - 0xffe},
		{0, 16, UINT64_MAX, 0x200000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		make();
		image.load.p_offset = bad[i].offset;
		image.load.p_filesz = bad[i].file_size;
		image.load.p_memsz = bad[i].memory_size;
		image.load.p_paddr = bad[i].address;
		assert_int_equal(read_image(), -ENOEXEC);
		assert_non_null(strstr(error.text, "segment 0"));
	}
}

static void test_refuses_program_headers_that_lie(void **state)
{
	(void)state;
	make();
	image.header.e_phoff = UINT64_MAX - 8;
	assert_int_equal(read_image(), -ENOEXEC);
	make();
	image.header.e_phnum = 0xffff;
	assert_int_equal(read_image(), -ENOEXEC);
	make();
	image.header.e_phentsize = sizeof(Elf64_Phdr) - 1;
	assert_int_equal(read_image(), -ENOEXEC);
	make();
	image.header.e_phnum = 0;
	assert_int_equal(read_image(), -ENOEXEC);
}

static void test_refuses_too_many_segments(void **state)
{
	static struct {
		Elf64_Ehdr header;
		Elf64_Phdr loads[VMM_SEGMENTS_MAX + 1];
	} many;

	(void)state;
	make();
	many.header = image.header;
	many.header.e_phnum = VMM_SEGMENTS_MAX + 1;
	for (size_t i = 0; i <= VMM_SEGMENTS_MAX; i++)
		many.loads[i] = (Elf64_Phdr){.p_type = PT_LOAD, .p_memsz = 1};
	assert_int_equal(vmm_elf_read((const uint8_t *)&many, sizeof(many), &elf, &error),
			 -ENOEXEC);
	assert_non_null(strstr(error.text, "more than 16"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads_an_image),
		cmocka_unit_test(test_a_note_of_4_bytes),
		cmocka_unit_test(test_refuses_what_is_no_image),
		cmocka_unit_test(test_refuses_what_is_without_entry),
		cmocka_unit_test(test_refuses_notes_that_lie),
		cmocka_unit_test(test_refuses_segments_that_lie),
		cmocka_unit_test(test_refuses_program_headers_that_lie),
		cmocka_unit_test(test_refuses_too_many_segments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
