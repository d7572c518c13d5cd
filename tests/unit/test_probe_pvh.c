// SPDX-License-Identifier: GPL-2.0-or-later
/* What a domain on x86-64 is made of: its program, its start info, its first VCPU's state. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "probe/arch/x86_64/program.h"
#include "probe/arch/x86_64/start_info.h"
#include "probe/arch/x86_64/xen_context.h"

#define BEGIN 0x10000u
#define END   0x100000u

#define HEADERS 64u
#define HEADER  56u
#define BYTES   (HEADERS + 3 * HEADER)

static uint8_t file[BYTES + 96];

static void put(size_t at, uint64_t value, size_t bytes)
{
	for (size_t byte = 0; byte < bytes; byte++)
		file[at + byte] = (uint8_t)(value >> byte * 8);
}

static void header(unsigned int number, uint32_t type, uint64_t offset, uint64_t address,
		   uint64_t in_file, uint64_t in_memory)
{
	size_t at = HEADERS + number * HEADER;

	put(at, type, 4);
	put(at + 8, offset, 8);
	put(at + 24, address, 8);
	put(at + 32, in_file, 8);
	put(at + 40, in_memory, 8);
}

/* A note, code, and data that is longer in memory. */
static int make(void **state)
{
	(void)state;
	memset(file, 0, sizeof(file));
	put(0, 0x2464c457f, 5);
	put(24, BEGIN + 8, 8);
	put(32, HEADERS, 8);
	put(54, HEADER, 2);
	put(56, 3, 2);
	header(0, 4, BYTES, BEGIN, 16, 16);
	header(1, 1, BYTES, BEGIN, 64, 64);
	header(2, 1, BYTES + 64, BEGIN + 0x1000, 32, 0x2000);
	return 0;
}

static bool opens(void)
{
	struct program program;

	return program_open(&program, file, sizeof(file), BEGIN, END);
}

static void segments(void **state)
{
	struct program_segment segment;
	struct program program;

	(void)state;
	assert_true(program_open(&program, file, sizeof(file), BEGIN, END));
	assert_int_equal(program.entry, BEGIN + 8);
	assert_int_equal(program.count, 3);
	assert_false(program_segment(&program, 0, &segment));
	assert_true(program_segment(&program, 1, &segment));
	assert_int_equal(segment.address, BEGIN);
	assert_ptr_equal(segment.bytes, file + BYTES);
	assert_int_equal(segment.size, 64);
	assert_true(program_segment(&program, 2, &segment));
	assert_int_equal(segment.size, 32);
}

static void bad_files(void **state)
{
	static const struct {
		size_t at;
		size_t bytes;
		uint64_t value;
	} changes[] = {
		{.at = 0, .bytes = 1, .value = 0},           /* no ELF */
		{.at = 4, .bytes = 1, .value = 1},           /* of 32 bits */
		{.at = 24, .bytes = 8, .value = BEGIN - 1},  /* begins outside */
		{.at = 24, .bytes = 8, .value = END},        /* the same */
		{.at = 32, .bytes = 8, .value = BYTES},      /* headers behind the end */
		{.at = 32, .bytes = 8, .value = UINT64_MAX}, /* the same */
		{.at = 54, .bytes = 2, .value = 32},         /* other headers */
		{.at = 56, .bytes = 2, .value = UINT16_MAX}, /* too many */
		{.at = HEADERS + HEADER + 8, .bytes = 8, .value = BYTES + 33}, /* cut short */
		{.at = HEADERS + HEADER + 8, .bytes = 8, .value = UINT64_MAX},
		{.at = HEADERS + HEADER + 24, .bytes = 8, .value = BEGIN - 1},
		{.at = HEADERS + HEADER + 24, .bytes = 8, .value = END - 63},
		{.at = HEADERS + HEADER + 32, .bytes = 8, .value = 65}, /* more than in memory */
		{.at = HEADERS + 2 * HEADER + 40, .bytes = 8, .value = END},
		{.at = HEADERS + 2 * HEADER + 40, .bytes = 8, .value = UINT64_MAX},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(changes) / sizeof(changes[0]); at++) {
		make(NULL);
		assert_true(opens());
		put(changes[at].at, changes[at].value, changes[at].bytes);
		assert_false(opens());
	}
	make(NULL);
	for (size_t size = 0; size < sizeof(file); size++) {
		struct program program;

		assert_false(program_open(&program, file, size, BEGIN, END));
	}
}

static void start_infos(void **state)
{
	static char arguments[2 * X86_64_ARGUMENTS_MAX];
	static struct start_info info;

	(void)state;
	start_info_make(&info, 0x5000, 2, "ws.iterations=3");
	assert_int_equal(info.magic, 0x336ec578);
	assert_int_equal(info.cmdline_paddr, 0x5000 + 40);
	assert_int_equal(info.rsdp_paddr, 0);
	assert_string_equal(info.cmdline, "worldswitch.cpus=2 ws.iterations=3");
	memset(arguments, 'a', sizeof(arguments) - 1);
	start_info_make(&info, 0x5000, 1, arguments);
	assert_int_equal(strlen(info.cmdline), X86_64_ARGUMENTS_MAX - 1);
}

static void contexts(void **state)
{
	struct xen_context context;

	(void)state;
	assert_int_equal(sizeof(struct hvm_save_header), 24);
	assert_int_equal(offsetof(struct hvm_hw_cpu, rip), 640);
	assert_int_equal(offsetof(struct hvm_hw_cpu, cr0), 656);
	assert_int_equal(offsetof(struct hvm_hw_cpu, dr6), 720);
	assert_int_equal(offsetof(struct hvm_hw_cpu, limit), 768);
	assert_int_equal(offsetof(struct hvm_hw_cpu, base), 808);
	assert_int_equal(offsetof(struct hvm_hw_cpu, arbytes), 888);
	assert_int_equal(offsetof(struct hvm_hw_cpu, msr_efer), 992);
	assert_int_equal(sizeof(struct hvm_hw_cpu), 1032);
	assert_int_equal(sizeof(struct xen_context), 8 + 24 + 8 + 1032 + 8);
	xen_context_make(&context, 0x663, 0x200010, 0x10000);
	assert_int_equal(context.header_descriptor.typecode, 1);
	assert_int_equal(context.header_descriptor.length, 24);
	assert_int_equal(context.header.cpuid, 0x663);
	assert_int_equal(context.cpu_descriptor.typecode, 2);
	assert_int_equal(context.cpu_descriptor.length, 1032);
	assert_int_equal(context.end_descriptor.typecode, 0);
	assert_int_equal(context.cpu.rip, 0x200010);
	assert_int_equal(context.cpu.rbx, 0x10000);
	assert_int_equal(context.cpu.cr0 & 0x80000001, 1);
	assert_int_equal(context.cpu.arbytes[HVM_CS], 0xc9b);
	assert_int_equal(context.cpu.arbytes[HVM_FS], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(segments, make),
		cmocka_unit_test(bad_files),
		cmocka_unit_test(start_infos),
		cmocka_unit_test(contexts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
