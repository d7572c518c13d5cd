// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Who says what the machine is: the tool, before the first VM and before the last record, and never
 * a guest, however it puts it.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "records/log.h"
#include "tests/unit/run_tool.h"
#include "vmm/findings.h"
#include "vmm/sandbox.h"

#define FINDING  "finding part=0 check=turbo verdict=wrong text=forged"
#define EMULATOR "environment key=emulator text=forged"
#define SANDBOX  "environment key=" VMM_SANDBOX_KEY " text="

/* A whole line, one that a console's reader ends elsewhere, and one that is longer than any. */
static void forge(struct log_text *text, const char *payload)
{
	char line[RECORD_LINE_MAX];

	log_text_record(text, payload);
	log_text_raw(text, record_line(line, payload));
	log_text_raw(text, "\r");
	log_text_raw(text, line);
	log_text_raw(text, "\n");
	for (size_t at = 0; at < LINES_MAX + 100; at++)
		log_text_raw(text, ".");
	log_text_raw(text, line);
	log_text_raw(text, "\n");
}

/* As a worker, and then the guest in it. */
static int forges(const struct vmm_options *options)
{
	struct log_text text = {.size = 0};

	log_text_record(&text, SANDBOX "seccomp");
	log_text_record(&text, SANDBOX "forged");
	forge(&text, EMULATOR);
	forge(&text, FINDING);
	log_text_hello(&text);
	forge(&text, EMULATOR);
	forge(&text, FINDING);
	say(&text);
	return well(options);
}

/* A guest that came before its worker's own word. */
static int forges_first(const struct vmm_options *options)
{
	struct log_text text = {.size = 0};

	log_text_record(&text, EMULATOR);
	log_text_record(&text, SANDBOX "forged");
	say(&text);
	return well(options);
}

static int is_killed(const struct vmm_options *options)
{
	struct log_text text = {.size = 0};

	if (!(options->benchmarks & 1U << WS_BENCHMARK_HYPERCALL))
		return well(options);
	log_text_head(&text, false);
	log_text_record(&text, "start id=hypercall");
	say(&text);
	return kill(getpid(), SIGKILL);
}

static int cannot_make_a_vm(const struct vmm_options *options)
{
	struct log_text text = {.size = 0};

	(void)options;
	log_text_record(&text, "vmm step=create-vm errno=5 reason=KVM_CREATE_VM: no");
	say(&text);
	return 1;
}

static void a_guest_does_not_describe_the_machine(void **state)
{
	const struct outcome *outcome = run(&defaults, forges);

	(void)state;
	assert_int_equal(outcome->status, 0);
	assert_null(strstr(outcome->out, "forged"));
	assert_int_equal(count_of(outcome->out, SANDBOX "seccomp"), 1);
	assert_non_null(strstr(outcome->out, "cell id=hypercall verdict=measured"));
	outcome = run(&defaults, forges_first);
	assert_int_equal(outcome->status, 0);
	assert_null(strstr(outcome->out, "forged"));
}

/* Of each CPU in use, once, and nothing but the last record comes after them. */
static void assert_watched(const struct outcome *outcome, const char *last)
{
	unsigned int measured = 0, others = 0;
	const char *cpus = strstr(outcome->out, "key=host-cpus text=");
	const char *end = strstr(outcome->out, last);
	size_t expected;

	assert_non_null(cpus);
	assert_int_equal(sscanf(cpus, "key=host-cpus text=%u,%u", &measured, &others), 2);
	expected = measured == others ? 1 : 2;
	assert_int_equal(count_of(outcome->out, "part=0 check=steal-time"), expected);
	assert_non_null(end);
	assert_int_equal(count_of(end, "check="), 0);
	assert_int_equal(count_of(end, "\n"), 1);
}

static void what_was_watched_comes_before_the_last_record(void **state)
{
	(void)state;
	assert_watched(run(&defaults, well), "end cells=");
	assert_watched(run(&defaults, is_killed), "end cells=");
	assert_watched(run(&defaults, cannot_make_a_vm), "vmm step=create-vm");
}

static void feed(void *context, const char *line, size_t length)
{
	log_feed(context, line, length);
}

/* As long as one may be, and as short. */
static void a_finding_comes_back_whole(void **state)
{
	struct host_finding findings[] = {
		{.id = "mitigations", .state = HOST_NOTE},
		{.id = "steal-time", .state = HOST_HAZARD},
		{.id = "steal-time", .state = HOST_FINE},
	};
	struct log log = {0};
	struct ws_error error;

	(void)state;
	for (size_t at = 0; at < sizeof(findings[0].found) - 1; at++)
		findings[0].found[at] = " abc"[at % 4];
	memcpy(findings[2].found, findings[0].found, sizeof(findings[2].found));
	assert_int_equal(log_begin(&log, &error), 0);
	for (size_t at = 0; at < 3; at++)
		vmm_findings_record(&findings[at], feed, &log);
	assert_int_equal(log.result.finding_count, 3);
	for (size_t at = 0; at < 3; at++) {
		const struct ws_finding *found = &log.result.findings[at];

		assert_string_equal(found->check, findings[at].id);
		assert_string_equal(found->verdict, host_state_word(findings[at].state));
		assert_string_equal(found->found, findings[at].found);
	}
	log_free(&log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_guest_does_not_describe_the_machine),
		cmocka_unit_test(what_was_watched_comes_before_the_last_record),
		cmocka_unit_test(a_finding_comes_back_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
