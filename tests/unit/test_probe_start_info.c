// SPDX-License-Identifier: GPL-2.0-or-later
/* PVH's start info and ACPI's tables like those of emulators and of the VMM. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/start_info.h"

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

static void whether_it_is_timed(void **state)
{
	static const struct {
		const char *arguments;
		bool timed;
	} cases[] = {
		{.arguments = "", .timed = false},
		{.arguments = "ws.clock=1", .timed = true},
		{.arguments = "ws.benchmarks=null ws.clock=1 x", .timed = true},
		{.arguments = "ws.clock=0", .timed = false},
		{.arguments = "ws.clock=1x", .timed = false},
		{.arguments = "ws.clock=", .timed = false},
	};
	struct x86_64_machine machine;

	(void)state;
	for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
		whole(2);
		arguments(cases[at].arguments);
		assert_true(discover(SIZE, &machine));
		assert_int_equal(machine.timed, cases[at].timed);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(emulators_machine),
		cmocka_unit_test(more_cpus_than_are_noted),
		cmocka_unit_test(nobody_started_us),
		cmocka_unit_test(words_of_the_vmm),
		cmocka_unit_test(words_where_there_are_no_tables),
		cmocka_unit_test(versions_of_apics),
		cmocka_unit_test(whether_it_is_timed),
		cmocka_unit_test(modules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
