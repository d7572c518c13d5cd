// SPDX-License-Identifier: GPL-2.0-or-later
/* What xl's tables are read as: those of Xen 4.17, and what is none of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "server/xl_host.h"

static void what_xen_this_is(void **state)
{
	static const char info[] =
		"host                   : (none)\n"
		"xen_major              : 4\n"
		"xen_version            : 4.17.5\n"
		"xen_caps               : xen-3.0-x86_64 hvm-3.0-x86_64 \n"
		"xen_scheduler          : credit2\n"
		"xen_commandline        : dom0_mem=400M console=com1 loglvl=all\n";
	struct xl_host host;

	(void)state;
	assert_true(xl_host_parse(info, &host));
	assert_string_equal(host.version, "4.17.5");
	assert_string_equal(host.scheduler, "credit2");
	assert_string_equal(host.line, "dom0_mem=400M console=com1 loglvl=all");
	assert_false(host.has_cpus);
	assert_false(xl_host_parse("", &host));
	assert_false(xl_host_parse("host : xen_version : 4\n", &host));
}

static struct xl_host with_pools(const char *pools)
{
	struct xl_host host = {.version = ""};

	xl_host_parse_pools(pools, &host);
	return host;
}

/* Far from each other, those of the pool that domains begin in. */
static void which_cpus(void **state)
{
	struct xl_host host = with_pools(
		"Name               CPU list\nPool-0             0,1,2,13\nbig  14,15\n");

	(void)state;
	assert_true(host.has_cpus);
	assert_int_equal(host.cpus.measured, 13);
	assert_int_equal(host.cpus.others, 0);
	host = with_pools("Name               CPU list\nbig                1\nPool-0 4,6\n");
	assert_int_equal(host.cpus.measured, 6);
	assert_int_equal(host.cpus.others, 4);
}

static void which_are_none(void **state)
{
	static const char *const pools[] = {"", "\nPool-0 ", "\nPool-0 none,\n", "\nPool-0 99999\n",
					    "Pool-0 1,2\n"};

	(void)state;
	for (size_t at = 0; at < sizeof(pools) / sizeof(pools[0]); at++)
		assert_false(with_pools(pools[at]).has_cpus);
}

static bool is_over(const char *states)
{
	char text[256];

	snprintf(text, sizeof(text),
		 "Name                                        ID   Mem VCPUs\tState\tTime(s)\n"
		 "worldswitch-a1B2c3                           1    64     2     %s       0.3\n",
		 states);
	return xl_is_over(text);
}

static void whether_a_domain_runs(void **state)
{
	(void)state;
	assert_false(is_over("r-----"));
	assert_false(is_over("-b----"));
	assert_false(is_over("--p---"));
	assert_false(is_over("------"));
	assert_true(is_over("---s--"));
	assert_true(is_over("----c-"));
	assert_true(is_over("--psc-"));
	assert_true(is_over("-----d"));
	assert_true(xl_is_over(""));
	assert_true(xl_is_over("Name ID\nx"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_xen_this_is),
		cmocka_unit_test(which_cpus),
		cmocka_unit_test(which_are_none),
		cmocka_unit_test(whether_a_domain_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
