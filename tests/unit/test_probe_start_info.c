// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * PVH's start info and ACPI's tables against some like those of emulators, and against ones that
 * are cut short or have a byte changed: the reader may find less, but reads nothing outside of its
 * memory (the sanitizers see it).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "probe/arch/x86_64/acpi.h"
#include "probe/arch/x86_64/machine.h"

#define BEGIN 0x1000u

/* Where things are, from BEGIN on. */
enum {
	INFO = 0x000,
	COMMAND_LINE = 0x040,
	RSDP = 0x180,
	RSDT = 0x1c0,
	XSDT = 0x200,
	OTHER = 0x240,
	MADT = 0x280,
	SIZE = 0x340,
};

#define MAGIC 0x336ec578u

static uint8_t memory[SIZE];
static size_t madt_length;

static void put(size_t at, uint64_t value, size_t bytes)
{
	for (size_t byte = 0; byte < bytes; byte++)
		memory[at + byte] = (uint8_t)(value >> byte * 8);
}

/* Makes the bytes sum to 0 by the one at `where`. */
static void sum_up(size_t at, size_t length, size_t where)
{
	uint8_t sum = 0;

	memory[where] = 0;
	for (size_t byte = 0; byte < length; byte++)
		sum = (uint8_t)(sum + memory[at + byte]);
	memory[where] = (uint8_t)-sum;
}

static void table(size_t at, const char *signature, size_t length)
{
	memcpy(memory + at, signature, 4);
	put(at + 4, length, 4);
	sum_up(at, length, at + 9);
}

static void arguments(const char *text)
{
	memset(memory + COMMAND_LINE, 0, RSDP - COMMAND_LINE);
	for (size_t at = 0; text[at]; at++)
		memory[COMMAND_LINE + at] = (uint8_t)text[at];
}

static void start_info(void)
{
	put(INFO, MAGIC, 4);
	put(INFO + 4, 1, 4);
	put(INFO + 24, BEGIN + COMMAND_LINE, 8);
	put(INFO + 32, BEGIN + RSDP, 8);
}

static void rsdp(unsigned int revision)
{
	static const char signature[8] = {'R', 'S', 'D', ' ', 'P', 'T', 'R', ' '};

	memcpy(memory + RSDP, signature, sizeof(signature));
	memory[RSDP + 15] = (uint8_t)revision;
	put(RSDP + 16, BEGIN + RSDT, 4);
	put(RSDP + 20, 36, 4);
	put(RSDP + 24, revision >= 2 ? BEGIN + XSDT : 0, 8);
	sum_up(RSDP, 20, RSDP + 8);
	sum_up(RSDP, 36, RSDP + 32);
}

static void madt_begin(void)
{
	madt_length = 44;
}

static void madt_end(void)
{
	table(MADT, "APIC", madt_length);
}

static void local_apic(uint8_t id, uint32_t flags)
{
	size_t at = MADT + madt_length;

	memory[at] = 0;
	memory[at + 1] = 8;
	memory[at + 3] = id;
	put(at + 4, flags, 4);
	madt_length += 8;
}

static void local_x2apic(uint32_t id, uint32_t flags)
{
	size_t at = MADT + madt_length;

	memory[at] = 9;
	memory[at + 1] = 16;
	put(at + 4, id, 4);
	put(at + 8, flags, 4);
	madt_length += 16;
}

/* An entry of a kind that is of no interest. */
static void io_apic(void)
{
	memory[MADT + madt_length] = 1;
	memory[MADT + madt_length + 1] = 12;
	madt_length += 12;
}

static void whole(unsigned int revision)
{
	memset(memory, 0, sizeof(memory));
	start_info();
	arguments("ws.iterations=3");
	rsdp(revision);
	put(RSDT + 36, BEGIN + OTHER, 4);
	put(RSDT + 40, BEGIN + MADT, 4);
	table(RSDT, "RSDT", 44);
	put(XSDT + 36, BEGIN + OTHER, 8);
	put(XSDT + 44, BEGIN + MADT, 8);
	table(XSDT, "XSDT", 52);
	table(OTHER, "FACP", 36);
	madt_begin();
	local_apic(4, 1);
	io_apic();
	local_apic(5, 0); /* not enabled */
	local_x2apic(0x107, 1);
	madt_end();
}

/* Discovers in a copy of exactly `size` bytes, so that a byte too far is seen. */
static bool discover(size_t size, struct x86_64_machine *machine)
{
	uint8_t *copy = malloc(size ? size : 1);
	struct physical physical = {.begin = BEGIN, .end = BEGIN + size, .bytes = copy};
	bool found;

	assert_non_null(copy);
	memcpy(copy, memory, size);
	*machine = (struct x86_64_machine){0};
	found = x86_64_machine_discover(machine, &physical, BEGIN + INFO);
	free(copy);
	return found;
}

static void emulators_machine(void **state)
{
	struct x86_64_machine machine;

	(void)state;
	for (unsigned int revision = 0; revision <= 2; revision += 2) {
		whole(revision);
		assert_true(discover(SIZE, &machine));
		assert_string_equal(machine.arguments, "ws.iterations=3");
		assert_int_equal(machine.cpus, 2);
		assert_int_equal(machine.cpu_ids[0], 4);
		assert_int_equal(machine.cpu_ids[1], 0x107);
		assert_int_equal(machine.backend.registers, 0);
		assert_int_equal(machine.receiver, 0);
	}
}

static void more_cpus_than_are_noted(void **state)
{
	struct x86_64_machine machine;

	(void)state;
	whole(2);
	madt_begin();
	for (uint8_t id = 0; id < 5; id++)
		local_apic(id, 1);
	madt_end();
	assert_true(discover(SIZE, &machine));
	assert_int_equal(machine.cpus, 5);
	assert_int_equal(machine.cpu_ids[1], 1);
}

static void nobody_started_us(void **state)
{
	struct x86_64_machine machine;

	(void)state;
	whole(2);
	put(INFO, MAGIC + 1, 4);
	assert_false(discover(SIZE, &machine));
}

static void words_of_the_vmm(void **state)
{
	struct x86_64_machine machine;

	(void)state;
	whole(2);
	arguments("a=b worldswitch.backend=0xd0000000,0x41 worldswitch.cpus=7");
	assert_true(discover(SIZE, &machine));
	assert_int_equal(machine.backend.registers, 0xd0000000);
	assert_int_equal(machine.receiver, 0x41);
	assert_int_equal(machine.cpus, 2); /* the tables know better */
}

static void words_where_there_are_no_tables(void **state)
{
	static const struct {
		const char *arguments;
		unsigned int cpus;
	} cases[] = {
		{.arguments = "worldswitch.cpus=2", .cpus = 2},
		{.arguments = "worldswitch.cpus=255\tx", .cpus = 255},
		{.arguments = "worldswitch.cpus=0", .cpus = 1},
		{.arguments = "worldswitch.cpus=256", .cpus = 1},
		{.arguments = "worldswitch.cpus=18446744073709551618", .cpus = 1},
		{.arguments = "worldswitch.cpus=2x", .cpus = 1},
		{.arguments = "worldswitch.cpus=", .cpus = 1},
		{.arguments = "xworldswitch.cpus=2", .cpus = 1},
		{.arguments = "", .cpus = 1},
	};
	struct x86_64_machine machine;

	(void)state;
	whole(2);
	put(INFO + 32, 0, 8);
	for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
		arguments(cases[at].arguments);
		assert_true(discover(SIZE, &machine));
		assert_int_equal(machine.cpus, cases[at].cpus);
	}
}

static void versions_of_apics(void **state)
{
	static const struct {
		const char *arguments;
		unsigned int newest;
	} cases[] = {
		{.arguments = "", .newest = 2},
		{.arguments = "worldswitch.apic=1", .newest = 1},
		{.arguments = "a worldswitch.apic=2 b", .newest = 2},
		{.arguments = "worldswitch.apic=0", .newest = 2},
		{.arguments = "worldswitch.apic=1x", .newest = 2},
		{.arguments = "worldswitch.apic=3", .newest = 2},
	};
	struct x86_64_machine machine;

	(void)state;
	for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
		whole(2);
		arguments(cases[at].arguments);
		assert_true(discover(SIZE, &machine));
		assert_int_equal(machine.newest_apic, cases[at].newest);
	}
}

static void backends_that_are_none(void **state)
{
	static const char *const wrong[] = {
		"worldswitch.backend=",
		"worldswitch.backend=0xd0000000",
		"worldswitch.backend=0xd0000000,",
		"worldswitch.backend=0xd0000000,0x41,1",
		"worldswitch.backend=0xd0000000,0x41x",
		"worldswitch.backend=0x,0x41",
		"worldswitch.backend=0xd0000800,0x41",  /* not a page */
		"worldswitch.backend=0x10000000,0x41",  /* memory */
		"worldswitch.backend=0x100000000,0x41", /* beyond what is mapped */
		"worldswitch.backend=0x1d00000000000000000,0x41",
		"worldswitch.backend=0xd0000000,0x0e", /* an exception */
		"worldswitch.backend=0xd0000000,0x30", /* the probe's own */
		"worldswitch.backend=0xd0000000,0xff",
		"worldswitch.backend=0xd0000000,0x141",
	};
	struct x86_64_machine machine;

	(void)state;
	whole(2);
	for (size_t at = 0; at < sizeof(wrong) / sizeof(wrong[0]); at++) {
		arguments(wrong[at]);
		assert_true(discover(SIZE, &machine));
		assert_int_equal(machine.backend.registers, 0);
		assert_int_equal(machine.receiver, 0);
	}
}

/* A command line without an end is cut where the memory ends, or what is kept of it. */
static void endless_arguments(void **state)
{
	static uint8_t large[0x4000];
	struct physical physical = {.begin = BEGIN, .end = BEGIN + sizeof(large), .bytes = large};
	struct x86_64_machine machine = {0};

	(void)state;
	whole(2);
	memset(large, 'a', sizeof(large));
	memcpy(large, memory, COMMAND_LINE);
	assert_true(x86_64_machine_discover(&machine, &physical, BEGIN));
	assert_int_equal(strlen(machine.arguments), X86_64_ARGUMENTS_MAX - 1);
	physical.end = BEGIN + COMMAND_LINE + 5;
	machine = (struct x86_64_machine){0};
	assert_true(x86_64_machine_discover(&machine, &physical, BEGIN));
	assert_string_equal(machine.arguments, "aaaaa");
}

static void tables_that_are_none(void **state)
{
	static const size_t marks[] = {RSDP, RSDP + 33, XSDT, MADT};
	static const uint32_t lengths[] = {0, 35, 43, SIZE - MADT + 1, 0x10001, UINT32_MAX};
	struct x86_64_machine machine;

	(void)state;
	for (size_t at = 0; at < sizeof(marks) / sizeof(marks[0]); at++) {
		whole(2);
		table(RSDT, "XXXX", 44); /* nothing to fall back on */
		memory[marks[at]] ^= 1;
		assert_true(discover(SIZE, &machine));
		assert_int_equal(machine.cpus, 1);
	}
	for (size_t at = 0; at < sizeof(lengths) / sizeof(lengths[0]); at++) {
		whole(2);
		put(MADT + 4, lengths[at], 4);
		if (lengths[at] && lengths[at] <= SIZE - MADT)
			sum_up(MADT, lengths[at], MADT + 9);
		assert_true(discover(SIZE, &machine));
		assert_int_equal(machine.cpus, 1);
	}
}

/* An entry that is longer than the rest, or has no length, ends the list. */
static void entries_that_are_none(void **state)
{
	static const uint8_t lengths[] = {0, 1, 7, 9, 0xff};
	struct x86_64_machine machine;

	(void)state;
	for (size_t at = 0; at < sizeof(lengths); at++) {
		whole(2);
		madt_begin();
		local_apic(1, 1);
		local_apic(2, 1);
		memory[MADT + madt_length - 7] = lengths[at];
		madt_end();
		assert_true(discover(SIZE, &machine));
		assert_int_equal(machine.cpus, 1);
		assert_int_equal(machine.cpu_ids[0], 1);
	}
}

static void modules(void **state)
{
	static const struct {
		uint64_t list;
		uint64_t address;
		uint64_t size;
		bool there;
	} cases[] = {
		{.list = OTHER, .address = RSDP, .size = 16, .there = true},
		{.list = OTHER, .address = MADT, .size = SIZE - MADT, .there = true},
		{.list = OTHER, .address = MADT, .size = SIZE - MADT + 1},
		{.list = OTHER, .address = MADT, .size = UINT64_MAX},
		{.list = OTHER, .address = UINT64_C(1) << 40, .size = 1},
		{.list = SIZE - 31, .address = RSDP, .size = 16},
	};
	struct x86_64_machine machine;

	(void)state;
	for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
		whole(2);
		put(INFO + 12, 1, 4);
		put(INFO + 16, BEGIN + cases[at].list, 8);
		put(OTHER, BEGIN + cases[at].address, 8);
		put(OTHER + 8, cases[at].size, 8);
		assert_true(discover(SIZE, &machine));
		assert_true((machine.module.bytes != NULL) == cases[at].there);
		if (cases[at].there)
			assert_int_equal(machine.module.size, cases[at].size);
		put(INFO + 12, 0, 4);
		assert_true(discover(SIZE, &machine));
		assert_null(machine.module.bytes);
	}
}

static void cut_short(void **state)
{
	struct x86_64_machine machine;

	(void)state;
	for (unsigned int revision = 0; revision <= 2; revision += 2) {
		whole(revision);
		for (size_t size = 0; size < SIZE; size++)
			assert_true(discover(size, &machine) == (size >= 40));
	}
}

static void wrong_bytes(void **state)
{
	static const uint8_t wrong[] = {0x00, 0x01, 0x02, 0x09, 0x7f, 0x80, 0xff};
	struct x86_64_machine machine;

	(void)state;
	whole(2);
	for (size_t at = 0; at < SIZE; at++) {
		uint8_t right = memory[at];

		for (size_t which = 0; which < sizeof(wrong); which++) {
			memory[at] = wrong[which];
			discover(SIZE, &machine);
			if (at >= MADT && at < MADT + madt_length)
				sum_up(MADT, madt_length, MADT + 9);
			discover(SIZE, &machine);
		}
		memory[at] = right;
		madt_end();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(emulators_machine),
		cmocka_unit_test(more_cpus_than_are_noted),
		cmocka_unit_test(nobody_started_us),
		cmocka_unit_test(words_of_the_vmm),
		cmocka_unit_test(words_where_there_are_no_tables),
		cmocka_unit_test(versions_of_apics),
		cmocka_unit_test(backends_that_are_none),
		cmocka_unit_test(endless_arguments),
		cmocka_unit_test(tables_that_are_none),
		cmocka_unit_test(entries_that_are_none),
		cmocka_unit_test(modules),
		cmocka_unit_test(cut_short),
		cmocka_unit_test(wrong_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
