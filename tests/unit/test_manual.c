// SPDX-License-Identifier: GPL-2.0-or-later
/* Help, man page and completion say the same, since one table makes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "cli/commands.h"
#include "cli/manual.h"

static char *text_of(void (*print)(FILE *))
{
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	print(stream);
	fclose(stream);
	return text;
}

static char *page_of(const struct cli_command *command)
{
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	cli_manual_command(stream, command);
	fclose(stream);
	return text;
}

static void every_command_is_in_the_man_page(void **state)
{
	char *page = text_of(cli_manual_roff);

	(void)state;
	assert_non_null(strstr(page, ".TH WORLDSWITCH 1 "));
	for (size_t at = 0; at < cli_command_count; at++) {
		char expected[128];

		snprintf(expected, sizeof(expected), ".BR worldswitch\\-%s (1)\n",
			 cli_commands[at].name);
		assert_non_null(strstr(page, expected));
	}
	assert_non_null(strstr(page, "\n.SH EXIT STATUS\n"));
	free(page);
}

/* On a real machine the numbers are others, and `explain` measures on none. */
static void run_alone_speaks_of_the_host(void **state)
{
	(void)state;
	for (size_t at = 0; at < cli_command_count; at++) {
		char *page = page_of(&cli_commands[at]);
		const char *first = strstr(page, "host: see above");

		if (strcmp(cli_commands[at].name, "run") != 0)
			assert_null(first);
		else
			assert_non_null(first && strstr(first + 1, "host: see above") ? first
										      : NULL);
		free(page);
	}
}

static void every_option_is_in_its_command_s_page(void **state)
{
	(void)state;
	for (size_t at = 0; at < cli_command_count; at++) {
		const struct argp_option *option = NULL;
		char *page = page_of(&cli_commands[at]);
		char expected[128];

		while ((option = cli_option_after(cli_commands[at].argp, option))) {
			if (strchr(option->name, '-'))
				continue; /* escaped, see below */
			snprintf(expected, sizeof(expected), "\\-\\-%s\\fR", option->name);
			assert_non_null(strstr(page, expected));
		}
		assert_non_null(strstr(page, "\n.SH EXAMPLES\n"));
		assert_null(strchr(page, '\v'));
		free(page);
	}
}

static void options_are_escaped(void **state)
{
	char *page = page_of(cli_command_find("run"));

	(void)state;
	assert_non_null(strstr(page, ".TH WORLDSWITCH\\-RUN 1 "));
	assert_non_null(strstr(page, "\\fB\\-\\-dry\\-run\\fR"));
	assert_non_null(strstr(page, "\\fB\\-n\\fR, \\fB\\-\\-iterations\\fR=\\fIITERATIONS\\fR"));
	free(page);
}

/* In bash itself: what is offered after some words. */
static void assert_offers(const char *words, const char *offer)
{
	char path[] = P_tmpdir "/worldswitch-test-XXXXXX";
	char command[512];
	int status;
	FILE *script = fdopen(mkstemp(path), "w");

	cli_manual_bash(script);
	fprintf(script,
		"COMP_WORDS=(%s) COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _worldswitch\n"
		"for word in \"${COMPREPLY[@]}\"; do [ \"$word\" != '%s' ] || exit 0; done\n"
		"echo \"offered: ${COMPREPLY[*]}\"; exit 1\n",
		words, offer);
	fclose(script);
	snprintf(command, sizeof(command), "bash -eu %s", path);
	status = system(command);
	remove(path);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void completion_offers_what_may_follow(void **state)
{
	(void)state;
	assert_offers("worldswitch ''", "run");
	assert_offers("worldswitch do", "doctor");
	assert_offers("worldswitch run arm64/kvm", "arm64/kvm-vhe");
	assert_offers("worldswitch run --or", "--oracle");
	assert_offers("worldswitch run -b hyp", "hypercall");
	assert_offers("worldswitch run -b hypercall,vm", "hypercall,vm-switch");
	assert_offers("worldswitch run --benchmark hypercall,null,", "hypercall,null,io-out");
	assert_offers("worldswitch run --format ''", "json");
	assert_offers("worldswitch list ''", "benchmarks");
	assert_offers("worldswitch cache ''", "verify");
	assert_offers("worldswitch cache prune --ol", "--older-than");
	assert_offers("worldswitch run -o /et", "/etc");
}

/* Words of capitals, and what may follow them, stand for something else. */
static void no_placeholder_is_completed(void **state)
{
	char *script = text_of(cli_manual_bash);

	(void)state;
	assert_non_null(strstr(script, "'run --cpus') words=''"));
	free(script);
}

static void lines_fit_80_columns(void **state)
{
	char *text = text_of(cli_manual_overview);

	(void)state;
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		assert_true(strlen(line) <= 80);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_is_in_the_man_page),
		cmocka_unit_test(run_alone_speaks_of_the_host),
		cmocka_unit_test(every_option_is_in_its_command_s_page),
		cmocka_unit_test(options_are_escaped),
		cmocka_unit_test(completion_offers_what_may_follow),
		cmocka_unit_test(no_placeholder_is_completed),
		cmocka_unit_test(lines_fit_80_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
