// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * PVH's start info and ACPI's tables that are cut short or have a byte changed: the reader may find
 * less, but reads nothing outside of its memory (the sanitizers see it).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/start_info.h"

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
		cmocka_unit_test(backends_that_are_none),
		cmocka_unit_test(endless_arguments),
		cmocka_unit_test(tables_that_are_none),
		cmocka_unit_test(entries_that_are_none),
		cmocka_unit_test(cut_short),
		cmocka_unit_test(wrong_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
