// SPDX-License-Identifier: GPL-2.0-or-later
/* Guest memory is reached within its bounds or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "vmm/memory.h"

#define BASE 0x40000000ULL
#define SIZE 0x200000ULL

static void test_bounds(void **state)
{
	struct vmm_memory memory;
	struct ws_error error;

	(void)state;
	assert_int_equal(vmm_memory_create(&memory, BASE, SIZE, &error), 0);
	assert_ptr_equal(vmm_memory_at(&memory, BASE, SIZE), memory.host);
	assert_ptr_equal(vmm_memory_at(&memory, BASE + 5, 1), memory.host + 5);
	memset(vmm_memory_at(&memory, BASE + SIZE - 8, 8), 0xff, 8);
	assert_non_null(vmm_memory_at(&memory, BASE + SIZE, 0));
	assert_null(vmm_memory_at(&memory, BASE + SIZE, 1));
	assert_null(vmm_memory_at(&memory, BASE + SIZE - 8, 9));
	assert_null(vmm_memory_at(&memory, BASE - 1, 1));
	assert_null(vmm_memory_at(&memory, BASE, SIZE + 1));
	assert_null(vmm_memory_at(&memory, BASE + 1, UINT64_MAX));
	assert_null(vmm_memory_at(&memory, 0, UINT64_MAX));
	assert_null(vmm_memory_at(&memory, UINT64_MAX, 1));
	vmm_memory_destroy(&memory);
	vmm_memory_destroy(&memory); /* once more is no harm */
}

static void test_too_much_is_refused(void **state)
{
	struct vmm_memory memory = {0};
	struct ws_error error;

	(void)state;
	assert_true(vmm_memory_create(&memory, BASE, 1ULL << 62, &error) < 0);
	assert_non_null(strstr(error.text, "MiB"));
	assert_null(memory.host);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_too_much_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
