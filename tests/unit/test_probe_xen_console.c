// SPDX-License-Identifier: GPL-2.0-or-later
/* The console that Xen's tools give a domain, read at once, late, never, and by somebody broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "probe/arch/fake/fake.h"
#include "probe/arch/fake/xen.h"
#include "probe/hypervisor/xen_console.h"
#include "probe/hypervisor/xen_interface.h"

#define PORT 2

static struct xencons_interface page;
static char got[8192];
static size_t got_size;
static uint32_t patience; /* yields before it is read each time */

static void read_all(void)
{
	while (page.out_cons != page.out_prod)
		got[got_size++] = page.out[page.out_cons++ % sizeof(page.out)];
}

static void read_late(void)
{
	if (fake_xen.yields % patience == 0)
		read_all();
}

static int open_console(void **state)
{
	(void)state;
	fake_reset();
	fake_xen.refuses_events = true; /* nobody needs to be told */
	fake_xen.console_port = PORT;
	fake_xen.console_page = 0xfeff8;
	memset(&page, 0, sizeof(page));
	got_size = 0;
	assert_int_equal(xen_console_find(), 0xfeff8000);
	xen_console_use(&page);
	return 0;
}

static void page_is_as_xen_has_it(void **state)
{
	(void)state;
	assert_int_equal(offsetof(struct xencons_interface, out_cons), 1024 + 2048 + 8);
	assert_int_equal(sizeof(struct xencons_interface), 1024 + 2048 + 16);
	assert_int_equal(offsetof(struct xen_hvm_param, index), 4);
	assert_int_equal(offsetof(struct xen_hvm_param, value), 8);
}

static void a_domain_without_one(void **state)
{
	(void)state;
	fake_xen.console_port = 0;
	assert_int_equal(xen_console_find(), 0);
	fake_xen.console_port = PORT;
	fake_xen.alone = true; /* its port is closed */
	assert_int_equal(xen_console_find(), 0);
}

static void what_is_written_is_read(void **state)
{
	(void)state;
	page.out_cons = page.out_prod = UINT32_MAX - 3;
	xen_console_write("Hello, world", 12);
	read_all();
	assert_int_equal(got_size, 12);
	assert_memory_equal(got, "Hello, world", 12);
	assert_int_equal(fake_xen.yields, 0);
	xen_console_drain();
}

/* More than the ring holds waits, and nothing is lost. */
static void a_late_reader(void **state)
{
	char text[5000];

	(void)state;
	for (size_t at = 0; at < sizeof(text); at++)
		text[at] = (char)('a' + at % 26);
	patience = 100;
	fake_xen.yielded = read_late;
	xen_console_write(text, sizeof(text));
	xen_console_drain();
	assert_int_equal(page.out_cons, page.out_prod);
	assert_int_equal(got_size, sizeof(text));
	assert_memory_equal(got, text, sizeof(text));
	assert_in_range(fake_xen.yields, 200, 400);
}

/* It is waited for once; when somebody comes after all, the rest is for him. */
static void nobody_reads(void **state)
{
	static const char text[3000];
	uint32_t waited;

	(void)state;
	xen_console_write(text, sizeof(text));
	assert_int_equal(page.out_prod, sizeof(page.out));
	waited = fake_xen.yields;
	xen_console_write(text, sizeof(text));
	xen_console_drain();
	assert_int_equal(fake_xen.yields, waited);
	assert_int_equal(page.out_prod, sizeof(page.out));
	read_all();
	got_size = 0;
	xen_console_write("again", 5);
	read_all();
	assert_memory_equal(got, "again", 5);
}

/* More than the ring has cannot be unread: nothing is written, and nowhere else. */
static void a_reader_that_makes_a_mess(void **state)
{
	struct xencons_interface before;

	(void)state;
	page.out_cons = 5000;
	before = page;
	xen_console_write("Hello", 5);
	assert_memory_equal(&page, &before, sizeof(page));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(page_is_as_xen_has_it),
		cmocka_unit_test_setup(a_domain_without_one, open_console),
		cmocka_unit_test_setup(what_is_written_is_read, open_console),
		cmocka_unit_test_setup(a_late_reader, open_console),
		cmocka_unit_test_setup(nobody_reads, open_console),
		cmocka_unit_test_setup(a_reader_that_makes_a_mess, open_console),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
