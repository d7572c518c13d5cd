// SPDX-License-Identifier: GPL-2.0-or-later
/* PVH's start info as the VMM's guest gets it (Xen, public/arch-x86/hvm/start_info.h). */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "vmm/arch/x86_64/pvh.h"

#define ADDRESS     0xa0000ULL
#define ARGUMENTS   "worldswitch.backend=0xd0000000,0x41 ws.iterations=7"
#define INFO_SIZE   56
#define MEMORY_SIZE (3 * 24)

static uint8_t page[4096];
static struct ws_error error;

static const struct vmm_machine machine = {
	.memory_end = 32 << 20,
	.rsdp = 0xe0000,
	.arguments = ARGUMENTS,
};

static uint64_t load(size_t at, unsigned int size)
{
	uint64_t value = 0;

	while (size--)
		value = value << 8 | page[at + size];
	return value;
}

static void write_page(void)
{
	memset(page, 0xaa, sizeof(page));
	assert_int_equal(vmm_pvh_write(&machine, ADDRESS, page, sizeof(page), &error), 0);
}

static void test_start_info(void **state)
{
	(void)state;
	write_page();
	assert_int_equal(load(0, 4), 0x336ec578);
	assert_int_equal(load(4, 4), 1);
	assert_int_equal(load(12, 4), 0); /* no module */
	assert_int_equal(load(32, 8), 0xe0000);
	assert_string_equal((char *)page + (load(24, 8) - ADDRESS), ARGUMENTS);
}

static void test_memory(void **state)
{
	size_t at;
	uint64_t end = 0;

	(void)state;
	write_page();
	at = load(40, 8) - ADDRESS;
	assert_int_equal(load(48, 4), 3);
	for (size_t entry = 0; entry < 3; entry++, at += 24) {
		assert_int_equal(load(at, 8), end); /* without gaps */
		end += load(at + 8, 8);
		assert_int_equal(load(at + 16, 4), entry == 1 ? 2 : 1);
	}
	assert_int_equal(load(at - 24, 8), 0x100000);
	assert_int_equal(end, 32 << 20);
}

static void test_refuses_a_buffer_too_small(void **state)
{
	size_t needed = INFO_SIZE + MEMORY_SIZE + sizeof(ARGUMENTS);

	(void)state;
	memset(page, 0xaa, sizeof(page));
	for (size_t size = 0; size < needed; size++)
		assert_int_equal(vmm_pvh_write(&machine, ADDRESS, page, size, &error), -ENOSPC);
	assert_int_equal(page[0], 0xaa);
	assert_int_equal(vmm_pvh_write(&machine, ADDRESS, page, needed, &error), 0);
	assert_int_equal(page[needed], 0xaa);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_start_info),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_refuses_a_buffer_too_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
