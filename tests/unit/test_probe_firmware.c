// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tables that nobody leads to, as Firecracker's start info does not: they are where firmware puts
 * them. And the register that switches a machine off, as Cloud Hypervisor's and microvm's say it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define MEMORY (0x100000 - 0x1000)

#include "probe/arch/x86_64/mptable.h"
#include "tests/unit/start_info.h"

/* Further places, from BEGIN on as the others are. */
enum { FADT = 0x1000, DSDT = 0x2000, PCMP = 0x3000 };
enum { FADT_LENGTH = 268, DSDT_LENGTH = 80, S5 = 44 };

static const uint8_t s5_of_cloud_hypervisor[] = {0x08, '_', 'S', '5', '_', 0x12, 0x04, 1, 0x0a, 5};

static const struct physical physical = {.begin = BEGIN, .end = BEGIN + MEMORY, .bytes = memory};

static size_t place(size_t address)
{
	return address - BEGIN;
}

/* The RSDP is moved to an address, and nothing says so. */
static void hide_rsdp(size_t address)
{
	whole(2);
	memcpy(memory + place(address), memory + RSDP, 36);
	memset(memory + RSDP, 0, 36);
	put(INFO + 32, 0, 8);
}

static void rsdp_of_firecracker(void **state)
{
	static const size_t there[] = {0xe0000, 0xe0010, 0xfffd0};
	static const size_t elsewhere[] = {0xdfff0, 0xe0008, 0x9fc00};
	struct x86_64_machine machine;

	(void)state;
	for (size_t at = 0; at < sizeof(there) / sizeof(there[0]); at++) {
		hide_rsdp(there[at]);
		assert_true(discover(MEMORY, &machine));
		assert_int_equal(machine.acpi, there[at]);
		assert_int_equal(machine.cpus, 2);
		assert_int_equal(machine.cpu_ids[1], 0x107);
	}
	for (size_t at = 0; at < sizeof(elsewhere) / sizeof(elsewhere[0]); at++) {
		hide_rsdp(elsewhere[at]);
		assert_true(discover(MEMORY, &machine));
		assert_int_equal(machine.acpi, 0);
		assert_int_equal(machine.cpus, 1);
	}
}

/* Who says how many CPUs there are knows; nothing is looked for. */
static void a_word_is_enough(void **state)
{
	struct x86_64_machine machine;

	(void)state;
	hide_rsdp(0xe0000);
	arguments("worldswitch.cpus=7");
	assert_true(discover(MEMORY, &machine));
	assert_int_equal(machine.cpus, 7);
	assert_int_equal(machine.acpi, 0);
}

static size_t mp_entry(size_t at, uint8_t kind, uint8_t id, uint8_t flags)
{
	memory[at] = kind;
	memory[at + 1] = id;
	memory[at + 3] = flags;
	return at + (kind == 0 ? 20 : 8);
}

/* Two CPUs that are there, one that is not, a bus, an interrupt; the count is 0, as microvm's. */
static void mp_table(size_t pointer)
{
	size_t end = PCMP + 44;

	memset(memory, 0, sizeof(memory));
	start_info();
	put(INFO + 32, 0, 8);
	end = mp_entry(end, 0, 4, 3);
	end = mp_entry(end, 0, 5, 0);
	end = mp_entry(end, 1, 0, 0);
	end = mp_entry(end, 0, 6, 1);
	end = mp_entry(end, 3, 0, 0);
	put(PCMP, 0x504d4350, 4); /* PCMP */
	put(PCMP + 4, end - PCMP, 2);
	sum_up(PCMP, end - PCMP, PCMP + 7);
	put(place(pointer), 0x5f504d5f, 4); /* _MP_ */
	put(place(pointer) + 4, BEGIN + PCMP, 4);
	put(place(pointer) + 8, 1, 1);
	sum_up(place(pointer), 16, place(pointer) + 10);
}

static void cpus_from_before_acpi(void **state)
{
	static const size_t there[] = {0x9fc00, 0x9fff0, 0xf0000, 0xffff0};
	struct x86_64_machine machine;

	(void)state;
	for (size_t at = 0; at < sizeof(there) / sizeof(there[0]); at++) {
		mp_table(there[at]);
		assert_true(discover(MEMORY, &machine));
		assert_int_equal(machine.cpus, 2);
		assert_int_equal(machine.cpu_ids[0], 4);
		assert_int_equal(machine.cpu_ids[1], 6);
	}
}

/* Any byte of the pointer or of the table changed, and each length: nothing outside is read. */
static void mp_tables_that_are_none(void **state)
{
	uint32_t ids[2];

	(void)state;
	mp_table(0x9fc00);
	for (size_t at = 0; at < 16; at++) {
		memory[place(0x9fc00) + at]++;
		assert_int_equal(mptable_cpus(&physical, ids, 2), 0);
		memory[place(0x9fc00) + at]--;
	}
	for (size_t at = 0; at < 44 + 20; at++) {
		memory[PCMP + at]++;
		assert_int_equal(mptable_cpus(&physical, ids, 2), 0);
		memory[PCMP + at]--;
	}
	for (size_t length = 44; length < 200; length++) {
		put(PCMP + 4, length, 2);
		sum_up(PCMP, length, PCMP + 7);
		assert_in_range(mptable_cpus(&physical, ids, 2), 0, 7);
	}
	put(PCMP + 4, 43, 2);
	sum_up(PCMP, 43, PCMP + 7);
	assert_int_equal(mptable_cpus(&physical, ids, 2), 0);
	mp_table(0x9fc00);
	put(place(0x9fc00) + 4, 0xfffff0, 4);
	sum_up(place(0x9fc00), 16, place(0x9fc00) + 10);
	assert_int_equal(mptable_cpus(&physical, ids, 2), 0);
}

/* A machine with nothing but ACPI, whose sleep register is a port. */
static void reduced_machine(const uint8_t *s5, size_t size)
{
	whole(2);
	put(XSDT + 36, BEGIN + FADT, 8);
	table(XSDT, "XSDT", 52);
	put(FADT + 112, 1u << 20, 4);
	put(FADT + 140, BEGIN + DSDT, 8);
	put(FADT + 244, 1, 1);
	put(FADT + 248, 0x600, 8);
	table(FADT, "FACP", FADT_LENGTH);
	memset(memory + DSDT + 36, 0xa3, DSDT_LENGTH - 36);
	memcpy(memory + DSDT + S5, s5, size);
	table(DSDT, "DSDT", DSDT_LENGTH);
}

static bool can_be_off(struct acpi_off *off)
{
	return acpi_find_off(off, &physical, BEGIN + RSDP);
}

static void off_by_a_port(void **state)
{
	struct acpi_off off;

	(void)state;
	reduced_machine(s5_of_cloud_hypervisor, sizeof(s5_of_cloud_hypervisor));
	assert_true(can_be_off(&off));
	assert_true(off.port);
	assert_int_equal(off.address, 0x600);
	assert_int_equal(off.value, 0x34);
	table(DSDT, "DSDT", S5 + sizeof(s5_of_cloud_hypervisor)); /* the last byte is the number */
	assert_true(can_be_off(&off));
	table(DSDT, "DSDT", S5 + sizeof(s5_of_cloud_hypervisor) - 1);
	assert_false(can_be_off(&off));
}

/* A number without a prefix, a package whose length takes two bytes, the older field, memory. */
static void off_by_memory(void **state)
{
	static const uint8_t s5[] = {0x08, '_', 'S', '5', '_', 0x12, 0x46, 0x00, 4, 0x01, 0, 0, 0};
	struct acpi_off off;

	(void)state;
	reduced_machine(s5, sizeof(s5));
	put(FADT + 40, BEGIN + DSDT, 4);
	put(FADT + 140, 0, 8);
	put(FADT + 244, 0, 1);
	put(FADT + 248, 0xf0000, 8);
	table(FADT, "FACP", FADT_LENGTH);
	assert_true(can_be_off(&off));
	assert_false(off.port);
	assert_int_equal(off.address, 0xf0000);
	assert_int_equal(off.value, 0x24);
}

static void no_way_off(void **state)
{
	static const struct {
		size_t at;
		uint64_t value;
		size_t bytes;
	} changes[] = {
		{.at = FADT + 112, .value = 0, .bytes = 4},       /* a PC */
		{.at = FADT + 140, .value = 0, .bytes = 8},       /* no DSDT */
		{.at = FADT + 244, .value = 2, .bytes = 1},       /* PCI's configuration */
		{.at = FADT + 248, .value = 0, .bytes = 8},       /* Firecracker's */
		{.at = FADT + 248, .value = 0x10000, .bytes = 8}, /* no port */
		{.at = FADT + 4, .value = 255, .bytes = 4},       /* of older ACPI */
		{.at = DSDT + S5 + 9, .value = 8, .bytes = 1},    /* no type */
		{.at = DSDT + S5 + 5, .value = 0x13, .bytes = 1}, /* no package */
		{.at = DSDT + S5 + 3, .value = '4', .bytes = 1},
	};
	struct acpi_off off;

	(void)state;
	assert_false(acpi_find_off(&off, &physical, 0));
	for (size_t at = 0; at < sizeof(changes) / sizeof(changes[0]); at++) {
		reduced_machine(s5_of_cloud_hypervisor, sizeof(s5_of_cloud_hypervisor));
		assert_true(can_be_off(&off));
		put(changes[at].at, changes[at].value, changes[at].bytes);
		sum_up(FADT, changes[at].at == FADT + 4 ? 255 : FADT_LENGTH, FADT + 9);
		sum_up(DSDT, DSDT_LENGTH, DSDT + 9);
		assert_false(can_be_off(&off));
	}
	reduced_machine(s5_of_cloud_hypervisor, sizeof(s5_of_cloud_hypervisor));
	put(FADT + 244, 0, 1);
	put(FADT + 248, BEGIN + MEMORY, 8); /* beyond what is mapped */
	table(FADT, "FACP", FADT_LENGTH);
	assert_false(can_be_off(&off));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rsdp_of_firecracker),
		cmocka_unit_test(a_word_is_enough),
		cmocka_unit_test(cpus_from_before_acpi),
		cmocka_unit_test(mp_tables_that_are_none),
		cmocka_unit_test(off_by_a_port),
		cmocka_unit_test(off_by_memory),
		cmocka_unit_test(no_way_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
