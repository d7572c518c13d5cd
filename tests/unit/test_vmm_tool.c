// SPDX-License-Identifier: GPL-2.0-or-later
/* One VM after the other: does every wait end, and has each cell the verdict that is its own? */
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <worldswitch/backend.h>

#include "report/formats.h"
#include "tests/unit/run_tool.h"
#include "vmm/environment.h"

/* One whose hypercalls do not return. */
static int silent_in_hypercall(const struct vmm_options *options)
{
	struct log_text text = {.size = 0};

	if (!(options->benchmarks & 1U << WS_BENCHMARK_HYPERCALL))
		return well(options);
	log_text_head(&text, false);
	log_text_cell(&text, "null", "pmccntr", 1);
	log_text_record(&text, "start id=hypercall");
	say(&text);
	return wait_for_the_end();
}

/* The same, and deaf to all but the kernel. */
static int deaf_in_hypercall(const struct vmm_options *options)
{
	signal(SIGALRM, SIG_IGN);
	return silent_in_hypercall(options);
}

static int dies_in_hypercall(const struct vmm_options *options)
{
	struct log_text text = {.size = 0};

	if (!(options->benchmarks & 1U << WS_BENCHMARK_HYPERCALL))
		return well(options);
	log_text_head(&text, false);
	log_text_record(&text, "start id=hypercall");
	log_text_record(&text, "panic where=sync esr=0x1 elr=0x2 far=0x3 reason=no such thing");
	log_text_record(&text, "vmm step=run errno=71 reason=the guest panicked");
	say(&text);
	return 1;
}

/* Each step of hypercall takes most of its patience, and no word is between them. */
static int is_slow_in_hypercall(const struct vmm_options *options)
{
	const int step_ms = (int)options->patience * 700;
	struct log_text text = {.size = 0};

	log_text_head(&text, false);
	log_text_cell(&text, "null", "pmccntr", 1);
	log_text_record(&text, "start id=hypercall");
	log_text_record(&text, "timing id=hypercall clock=pmccntr batch=1");
	say(&text);
	for (unsigned int step = WS_STEP_SETUP; step <= WS_STEP_WINDOWS; step++)
		poll(NULL, 0, step_ms);
	text.size = 0;
	log_text_record(&text, "samples id=hypercall v=3e8,3e9,3ea,3eb,3ec,3ed");
	log_text_record(&text, "nulls id=hypercall v=64,64,64,64,64,64");
	log_text_record(&text, "cell id=hypercall verdict=measured windows=6");
	log_text_record(&text, "end cells=2");
	say(&text);
	return 0;
}

static void a_table_of_what_is_well(void **state)
{
	struct vmm_options options = defaults;
	const struct outcome *outcome;

	(void)state;
	options.format = ws_format_find("table");
	outcome = run(&options, well);
	assert_int_equal(outcome->status, 0);
	assert_string_equal(outcome->err, "");
	assert_non_null(strstr(outcome->out, "hypercall"));
	assert_non_null(strstr(outcome->out, "904"));
	options.format = ws_format_find("json");
	outcome = run(&options, well);
	assert_non_null(strstr(outcome->out, "\"id\": \"host/hypercall\""));
	assert_non_null(strstr(outcome->out, "\"via\": \"worldswitch-vmm\""));
	assert_non_null(strstr(outcome->out, "\"value\": 904"));
}

static void records_of_what_is_well(void **state)
{
	const struct outcome *outcome = run(&defaults, well);

	(void)state;
	assert_int_equal(outcome->status, 0);
	assert_int_equal(count_of(outcome->out, "hello version="), 1);
	assert_int_equal(count_of(outcome->out, "end cells="), 1);
	assert_non_null(strstr(outcome->out, "environment key=via text=worldswitch-vmm"));
}

static void what_is_silent_costs_its_own_cell(void **state)
{
	static int (*const works[])(const struct vmm_options *) = {silent_in_hypercall,
								   deaf_in_hypercall};

	(void)state;
	for (size_t at = 0; at < 2; at++) {
		const struct outcome *outcome = run(&defaults, works[at]);

		assert_int_equal(outcome->status, 1);
		assert_true(outcome->seconds >= 1 && outcome->seconds < PROMPT_SECONDS);
		assert_non_null(strstr(outcome->out, "cell id=hypercall verdict=timed-out"));
		assert_non_null(strstr(outcome->out, "cell id=intc-trap verdict=measured"));
		assert_int_equal(count_of(outcome->out, "end cells="), 1);
	}
}

/* A VM keeps the limit of each step by itself; from outside their end alone is to be seen. */
static void what_is_slow_is_waited_for(void **state)
{
	struct vmm_options options = defaults;
	const struct outcome *outcome;

	(void)state;
	options.benchmarks = 1U << WS_BENCHMARK_NULL | 1U << WS_BENCHMARK_HYPERCALL;
	outcome = run(&options, is_slow_in_hypercall);
	assert_int_equal(outcome->status, 0);
	assert_non_null(strstr(outcome->out, "cell id=hypercall verdict=measured"));
	assert_null(strstr(outcome->out, "timed-out"));
}

static void the_last_cell_may_be_the_silent_one(void **state)
{
	struct vmm_options options = defaults;
	const struct outcome *outcome;

	(void)state;
	options.benchmarks = 1U << WS_BENCHMARK_HYPERCALL;
	outcome = run(&options, silent_in_hypercall);
	assert_int_equal(outcome->status, 1);
	assert_non_null(strstr(outcome->out, "cell id=hypercall verdict=timed-out"));
	assert_int_equal(count_of(outcome->out, "end cells="), 1);
}

static void what_dies_costs_its_own_cell(void **state)
{
	const struct outcome *outcome = run(&defaults, dies_in_hypercall);

	(void)state;
	assert_int_equal(outcome->status, 1);
	assert_non_null(strstr(outcome->out, "cell id=hypercall verdict=crashed windows=0 "
					     "reason=no such thing"));
	assert_non_null(strstr(outcome->out, "cell id=intc-trap verdict=measured"));
	assert_null(strstr(outcome->out, "vmm step="));
	assert_null(strstr(outcome->out, "panic where="));
}

static void the_whole_has_a_limit(void **state)
{
	struct vmm_options options = defaults;
	const struct outcome *outcome;

	(void)state;
	options.timeout = 1;
	options.patience = 30;
	outcome = run(&options, silent_in_hypercall);
	assert_int_equal(outcome->status, 1);
	assert_true(outcome->seconds < PROMPT_SECONDS);
	assert_non_null(strstr(outcome->out, "cell id=hypercall verdict=timed-out"));
	assert_non_null(strstr(outcome->out, "the time is up"));
}

static void samples_go_to_their_file(void **state)
{
	char path[] = "/tmp/worldswitch-samples-XXXXXX";
	struct vmm_options options = defaults;
	char text[4096];
	FILE *file;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	options.samples = path;
	assert_int_equal(run(&options, well)->status, 0);
	file = fopen(path, "r");
	assert_non_null(file);
	read_back(file, text, sizeof(text));
	unlink(path);
	assert_non_null(strstr(text, "\nhypercall,sample,0,1000,1,pmccntr\n"));
}

static void keep_part(void *context, const char *line, size_t length)
{
	char text[RECORD_LINE_MAX];
	struct record record;
	char *whole = context;

	snprintf(text, sizeof(text), "%.*s", (int)length - 1, line);
	assert_int_equal(record_find(text, length - 1, &record), 0);
	assert_string_equal(record.key, "mitigations");
	snprintf(whole + strlen(whole), RECORD_LINE_MAX - strlen(whole), "%s", record.text);
}

static void the_machine_is_described_whole(void **state)
{
	char text[400], whole[RECORD_LINE_MAX] = "";

	(void)state;
	for (size_t at = 0; at < sizeof(text) - 1; at++)
		text[at] = " abc"[at % 4];
	text[sizeof(text) - 1] = '\0';
	vmm_environment_record("mitigations", text, keep_part, whole);
	assert_string_equal(whole, text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_of_what_is_well),
		cmocka_unit_test(records_of_what_is_well),
		cmocka_unit_test(what_is_silent_costs_its_own_cell),
		cmocka_unit_test(what_is_slow_is_waited_for),
		cmocka_unit_test(the_last_cell_may_be_the_silent_one),
		cmocka_unit_test(what_dies_costs_its_own_cell),
		cmocka_unit_test(the_whole_has_a_limit),
		cmocka_unit_test(samples_go_to_their_file),
		cmocka_unit_test(the_machine_is_described_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
