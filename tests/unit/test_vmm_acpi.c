// SPDX-License-Identifier: GPL-2.0-or-later
/* The tables of ACPI that the VMM's guest gets, read back as the probe reads them, and byte by
 * byte. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "vmm/arch/x86_64/acpi.h"

#define ADDRESS 0xe0000ULL

static uint8_t tables[4096];
static struct ws_error error;

static uint64_t load(const uint8_t *bytes, unsigned int size)
{
	uint64_t value = 0;

	while (size--)
		value = value << 8 | bytes[size];
	return value;
}

static void check_sum(const uint8_t *bytes, size_t size)
{
	uint8_t sum = 0;

	while (size--)
		sum = (uint8_t)(sum + *bytes++);
	assert_int_equal(sum, 0);
}

static const uint8_t *table_at(uint64_t address, const char *signature)
{
	const uint8_t *table = tables + (address - ADDRESS);

	assert_in_range(address, ADDRESS, ADDRESS + sizeof(tables) - 36);
	assert_memory_equal(table, signature, 4);
	assert_in_range(load(table + 4, 4), 36, sizeof(tables) - (address - ADDRESS));
	check_sum(table, load(table + 4, 4));
	return table;
}

static const uint8_t *write_and_find_madt(unsigned int cpus)
{
	const uint8_t *xsdt;

	memset(tables, 0xaa, sizeof(tables));
	assert_int_equal(vmm_acpi_write(ADDRESS, cpus, tables, sizeof(tables), &error), 0);
	assert_memory_equal(tables, "RSD PTR ", 8);
	assert_int_equal(tables[15], 2);
	check_sum(tables, 20);
	check_sum(tables, 36);
	xsdt = table_at(load(tables + 24, 8), "XSDT");
	assert_int_equal(load(xsdt + 4, 4), 36 + 8); /* one table, and no more */
	return table_at(load(xsdt + 36, 8), "APIC");
}

static void test_lists_the_cpus(void **state)
{
	(void)state;
	for (unsigned int cpus = 1; cpus <= 255; cpus++) {
		const uint8_t *madt = write_and_find_madt(cpus);
		const uint8_t *end = madt + load(madt + 4, 4);
		unsigned int seen = 0;

		assert_int_equal(load(madt + 36, 4), 0xfee00000);
		for (const uint8_t *at = madt + 44; at < end; at += at[1]) {
			assert_true(at[1] >= 2 && at[1] <= end - at);
			if (at[0] != 0)
				continue;
			assert_int_equal(at[3], seen); /* identifiers of APICs from 0 on */
			assert_int_equal(load(at + 4, 4), 1);
			seen++;
		}
		assert_int_equal(seen, cpus);
	}
}

static void test_has_an_io_apic(void **state)
{
	const uint8_t *madt = write_and_find_madt(1);

	(void)state;
	assert_int_equal(madt[44], 1);
	assert_int_equal(load(madt + 44 + 4, 4), 0xfec00000);
	assert_int_equal(load(madt + 44 + 8, 4), 0);
}

static void test_refuses_a_buffer_too_small(void **state)
{
	size_t size = 0;

	(void)state;
	memset(tables, 0xaa, sizeof(tables));
	while (vmm_acpi_write(ADDRESS, 2, tables, size, &error) == -ENOSPC && size < 1024) {
		assert_int_equal(tables[0], 0xaa); /* and writes nothing */
		size++;
	}
	assert_in_range(size, 36 + 44 + 44 + 2 * 8, 200);
	assert_int_equal(tables[size], 0xaa);
	assert_int_equal(vmm_acpi_write(ADDRESS, 256, tables, sizeof(tables), &error), -ENOSPC);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists_the_cpus),
		cmocka_unit_test(test_has_an_io_apic),
		cmocka_unit_test(test_refuses_a_buffer_too_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
