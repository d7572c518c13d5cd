// SPDX-License-Identifier: GPL-2.0-or-later
/* A domain is gone where xl says so, and not where xl hangs, fails or is no more itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/xl_domain.h"
#include "server/xl_host.h"
#include "tests/unit/lab_files.h"

#define SLEEPS  "exec sleep 30"
#define PRINTS  "exec head -c 2000000 /dev/zero"
#define KILLED  "kill -9 $$"
#define SAYS_NO "exit 1"
#define WORKS   "exit 0"

static const char *const variables[] = {"PATH", "TMPDIR"};
static char *folder, *before[2];

static int set_up(void **state)
{
	char path[2048];

	(void)state;
	folder = make_folder();
	for (int at = 0; at < 2; at++) {
		const char *value = getenv(variables[at]);

		before[at] = value ? strdup(value) : NULL;
	}
	snprintf(path, sizeof(path), "%s:/usr/bin:/bin", folder);
	setenv("PATH", path, 1);
	setenv("TMPDIR", folder, 1);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	for (int at = 0; at < 2; at++) {
		if (before[at])
			setenv(variables[at], before[at], 1);
		else
			unsetenv(variables[at]);
		free(before[at]);
	}
	remove_folder(folder);
	return 0;
}

/* An xl that does this for each of its words. */
static void write_xl(const char *create, const char *destroy, const char *domid)
{
	char text[512];

	snprintf(text, sizeof(text),
		 "#!/bin/sh\ncase $1 in\ncreate) %s ;;\ndestroy) %s ;;\ndomid) %s ;;\nesac\n",
		 create, destroy, domid);
	write_text(in(folder, "xl"), text);
	assert_int_equal(chmod(in(folder, "xl"), 0755), 0);
}

static bool is_gone(const char *destroy, const char *domid)
{
	write_xl(WORKS, destroy, domid);
	return xl_destroy("worldswitch-1", 1);
}

static void what_xl_says_is_gone(void **state)
{
	(void)state;
	assert_true(is_gone(WORKS, WORKS));
	assert_true(is_gone(SAYS_NO, SAYS_NO));
	assert_true(is_gone(SLEEPS, SAYS_NO));
	assert_false(is_gone(SAYS_NO, WORKS));
}

static void of_what_xl_says_nothing_nothing_is_known(void **state)
{
	(void)state;
	assert_false(is_gone(SLEEPS, SLEEPS));
	assert_false(is_gone(SAYS_NO, PRINTS));
	assert_false(is_gone(KILLED, KILLED));
	setenv("PATH", in(folder, "none"), 1);
	assert_false(xl_destroy("worldswitch-1", 1));
}

static void a_domain_that_may_be_left_is_told_of(void **state)
{
	struct xl_domain domain;
	struct ws_error error;
	char line[128];

	(void)state;
	write_xl(WORKS, SAYS_NO, WORKS);
	assert_int_equal(xl_domain_start(&domain, "", NULL, &error), 0);
	snprintf(line, sizeof(line), "`xl destroy %s`", domain.name);
	assert_int_equal(xl_domain_end(&domain, &error), -EIO);
	assert_non_null(strstr(error.text, line));
	write_xl(WORKS, WORKS, WORKS);
	assert_int_equal(xl_domain_start(&domain, "", NULL, &error), 0);
	assert_int_equal(xl_domain_end(&domain, &error), 0);
}

/* Who makes it is killed before there is an answer, as we are interrupted. */
static void it_has_its_name_from_the_beginning(void **state)
{
	static const volatile int interrupted = 1;
	struct xl_domain domain;
	struct ws_error error;

	(void)state;
	write_xl(SLEEPS, WORKS, SAYS_NO);
	assert_int_equal(xl_domain_start(&domain, "", &interrupted, &error), -EINTR);
	assert_int_equal(kill(domain.guardian, SIGKILL), 0);
	assert_int_equal(xl_domain_end(&domain, &error), -EIO);
	assert_non_null(strstr(error.text, "`xl destroy worldswitch-"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_xl_says_is_gone),
		TEST(of_what_xl_says_nothing_nothing_is_known),
		TEST(a_domain_that_may_be_left_is_told_of),
		TEST(it_has_its_name_from_the_beginning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
