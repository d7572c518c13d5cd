// SPDX-License-Identifier: GPL-2.0-or-later
/* Is a domain's reserved command line found and replaced, and nothing believed that is not there?
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "dom0/arch/x86_64/line.h"
#include "dom0/arch/x86_64/memory.h"
#include "probe/arch/x86_64/start_info.h"

#define DOMAIN 1
#define PAGES  4
#define SIZE   32
#define INFO   (2UL * MEMORY_PAGE)

static uint8_t ram[PAGES * MEMORY_PAGE];
static bool missing[PAGES];
static unsigned int mapped;
static struct ws_error reason;

int memory_map(uint16_t domain, uint64_t first, size_t pages, struct memory *memory,
	       struct ws_error *error)
{
	assert_int_equal(domain, DOMAIN);
	if (first + pages > PAGES)
		return ws_fail(error, ENOMEM, "the fake has %d pages", PAGES);
	memory->bytes = ram + first * MEMORY_PAGE;
	memory->pages = pages;
	for (size_t at = 0; at < pages; at++)
		memory->there[at] = !missing[first + at];
	mapped++;
	return 0;
}

void memory_unmap(const struct memory *memory)
{
	(void)memory;
	mapped--;
}

static void set_line(uint64_t address)
{
	memcpy(ram + INFO + offsetof(struct start_info, cmdline_paddr), &address, sizeof(address));
	if (address <= sizeof(ram) - SIZE)
		line_reserve((char *)ram + address, SIZE);
}

static int reset(void **state)
{
	const uint32_t magic = X86_64_START_INFO_MAGIC;

	(void)state;
	memset(ram, 0, sizeof(ram));
	memset(missing, 0, sizeof(missing));
	memcpy(ram + INFO, &magic, sizeof(magic));
	return 0;
}

static int check(void **state)
{
	(void)state;
	return mapped != 0;
}

static int find(uint64_t *address)
{
	return line_find(DOMAIN, PAGES, SIZE, address, &reason);
}

static void test_found_and_replaced(void **state)
{
	const uint64_t places[] = {INFO + 64, 3UL * MEMORY_PAGE - 10, sizeof(ram) - SIZE};
	uint64_t address;

	for (size_t at = 0; at < sizeof(places) / sizeof(places[0]); at++) {
		reset(state);
		set_line(places[at]);
		assert_int_equal(find(&address), 0);
		assert_int_equal(address, places[at]);
		assert_int_equal(line_write(DOMAIN, address, "some words", &reason), 0);
		assert_string_equal((char *)ram + address, "some words");
		assert_int_equal(find(&address), -ENOENT);
	}
}

static void test_a_line_that_leads_nowhere(void **state)
{
	const uint64_t places[] = {sizeof(ram), sizeof(ram) - SIZE + 1, UINT64_MAX,
				   UINT64_MAX - SIZE + 2};
	uint64_t address;

	(void)state;
	for (size_t at = 0; at < sizeof(places) / sizeof(places[0]); at++) {
		set_line(places[at]);
		assert_int_equal(find(&address), -ENOENT);
	}
}

static void test_another_line(void **state)
{
	uint64_t address;

	(void)state;
	set_line(INFO + 64);
	ram[INFO + 64 + SIZE - 2] = 'x';
	assert_int_equal(find(&address), -ENOENT);
	set_line(INFO + 64);
	ram[INFO + 64 + SIZE - 1] = '.'; /* a longer one */
	assert_int_equal(find(&address), -ENOENT);
	set_line(INFO + 64);
	ram[INFO + 1] ^= 1;
	assert_int_equal(find(&address), -ENOENT);
}

static void test_memory_that_is_not_there(void **state)
{
	uint64_t address;

	(void)state;
	set_line(3UL * MEMORY_PAGE - 10);
	missing[3] = true;
	assert_int_equal(find(&address), -ENOENT);
	assert_int_equal(line_write(DOMAIN, 3UL * MEMORY_PAGE - 4, "words", &reason), -EFAULT);
	assert_int_equal(line_write(DOMAIN, 3UL * MEMORY_PAGE - 6, "words", &reason), 0);
	missing[2] = true;
	assert_int_equal(find(&address), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_found_and_replaced, reset, check),
		cmocka_unit_test_setup_teardown(test_a_line_that_leads_nowhere, reset, check),
		cmocka_unit_test_setup_teardown(test_another_line, reset, check),
		cmocka_unit_test_setup_teardown(test_memory_that_is_not_there, reset, check),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
