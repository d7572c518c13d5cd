// SPDX-License-Identifier: GPL-2.0-or-later
/* Does a shell read words back as they are, and the emulator its options? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lab/arguments.h"
#include "lab/emulator.h"

/* What a shell makes of the words: each on its own, ended by a NUL. */
static size_t read_back(const char *words, char *result, size_t size)
{
	char command[8192];
	size_t got;
	FILE *pipe;

	snprintf(command, sizeof(command), "printf '%%s\\0' %s", words);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	got = fread(result, 1, size, pipe);
	assert_int_equal(pclose(pipe), 0);
	return got;
}

static void test_quoting(void **state)
{
	static const char *const words[] = {
		"plain",
		"-M",
		"virt,gic-version=3",
		"",
		" ",
		"two words",
		"it's",
		"'",
		"''",
		"\"double\"",
		"$HOME `id` $(id) \\ \\\\",
		"a;b|c&d>e<f",
		"new\nline",
		"tab\t",
		"~",
		"#no comment",
		"*?[a]",
		"{a,b}",
		"!x",
		"\xc3\xa4",
		"a=b",
	};
	struct arguments arguments = {.words = NULL};
	char expected[512], found[512];
	size_t size = 0;
	char *quoted;

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		arguments_add(&arguments, "%s", words[i]);
		memcpy(expected + size, words[i], strlen(words[i]) + 1);
		size += strlen(words[i]) + 1;
	}
	assert_false(arguments.failed);
	assert_null(arguments.words[arguments.count]);
	quoted = arguments_quote(&arguments);
	assert_non_null(quoted);
	assert_int_equal(read_back(quoted, found, sizeof(found)), size);
	assert_memory_equal(found, expected, size);
	assert_int_equal(strncmp(quoted, "plain -M virt,gic-version=3 '' ", 31), 0);
	free(quoted);
	arguments_free(&arguments);
}

static void test_escape(void **state)
{
	char escaped[16];

	(void)state;
	emulator_escape("a,b,,c", escaped, sizeof(escaped));
	assert_string_equal(escaped, "a,,b,,,,c");
	emulator_escape("aaaaaaaaaaaaaaaaaaaaaaaa", escaped, sizeof(escaped));
	assert_true(strlen(escaped) < sizeof(escaped));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quoting),
		cmocka_unit_test(test_escape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
