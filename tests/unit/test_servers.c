// SPDX-License-Identifier: GPL-2.0-or-later
/* `worldswitch run host`: what of its command line reaches the static program, and what is refused
 * before anything is started.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/commands.h"
#include "cli/run_options.h"
#include "cli/servers.h"
#include "server/ways.h"
#include "tests/unit/words.h"

static struct cli_run_options options;

/* The status. */
static int parse(const char *line)
{
	char *argv[WORDS_MAX + 1];
	int argc = words_split("worldswitch run", line, argv);

	return cli_run_parse(argc, argv, &options);
}

/* The options that the static program has of it; on the first machine. */
static char *words_of(const char *line)
{
	struct arguments command = {0};
	struct server_request request;
	char *words;

	assert_int_equal(parse(line), CLI_OK);
	request = cli_servers_request(&options, 0);
	server_add_options(&command, &request);
	words = arguments_quote(&command);
	assert_non_null(words);
	arguments_free(&command);
	return words;
}

static void assert_words(const char *line, const char *expected)
{
	char *words = words_of(line);

	assert_string_equal(words, expected);
	free(words);
}

static void what_is_said_is_passed_on(void **state)
{
	(void)state;
	assert_words("host -b null", "--format=records --timeout=120 --benchmarks=null");
	assert_words("ssh://a -b null,io-in --cpus 5,3 --duration 1000 --patience 9 --tune "
		     "--timeout 7 -n 40",
		     "--format=records --timeout=7 --benchmarks=null,io-in --iterations=40 "
		     "--cpus=5,3 --duration=1000 --patience=9 --tune");
	assert_words("ssh://a -b null --cpus 4",
		     "--format=records --timeout=120 --benchmarks=null --cpus=4,4");
}

static void what_means_nothing_is_refused(void **state)
{
	static const struct {
		const char *line, *named;
	} bad[] = {
		{"host --cpus 1,2,3", "--cpus '1,2,3': not one or two CPUs"},
		{"host --cpus 1023", "CPU 1023 may not be used here"},
		{"host --duration 0", "--duration '0'"},
		{"host --duration 60001", "60000"},
		{"host --duration 1s", "--duration '1s'"},
		{"host --duration 11000", "11000 for 11 benchmarks takes a --timeout of 122"},
		{"host --patience 0", "--patience '0'"},
		{"host --patience 3601", "3600"},
		{"host --via qemu --cpus 0", "--cpus is for our own program"},
		{"host --via qemu --duration 9", "--duration is for our own program"},
		{"host --via xl --duration 9", "--duration is for our own program"},
		{"host --via qemu --tune", "--tune is for our own program"},
		{"arm64/native --cpus 0", "--cpus is for real machines"},
		{"arm64/native --duration 9", "--duration is for real machines"},
		{"arm64/native --patience 9", "--patience is for real machines"},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(bad) / sizeof(bad[0]); at++) {
		if (parse(bad[at].line) != CLI_USAGE)
			fail_msg("'%s' is accepted", bad[at].line);
		if (!strstr(options.error.text, bad[at].named))
			fail_msg("'%s' says: %s", bad[at].line, options.error.text);
	}
}

/* Another machine's CPUs are known there. */
static void cpus_of_another_machine_are_its_own_matter(void **state)
{
	(void)state;
	assert_int_equal(parse("ssh://server --cpus 1000,999"), CLI_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_said_is_passed_on),
		cmocka_unit_test(what_means_nothing_is_refused),
		cmocka_unit_test(cpus_of_another_machine_are_its_own_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
