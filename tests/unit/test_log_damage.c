// SPDX-License-Identifier: GPL-2.0-or-later
/* A console that is cut, damaged or mixed never becomes a number that was not measured. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/read_log.h"

/* Byte by byte is the same; so is a cut anywhere: never more cells than ended, never a crash. */
static void a_log_may_be_cut_anywhere(void **state)
{
	struct fixture *fixture = *state;
	struct log_text *text = &fixture->text;
	size_t head;

	log_text_head(text, false);
	head = text->size;
	log_text_cell(text, "null", "pmccntr", 1);
	log_text_cell(text, "hypercall", "pmccntr", 1);
	log_text_record(text, "end cells=2");
	for (size_t size = 0; size < text->size; size += 7) {
		struct log log = {0};
		int result = log_begin(&log, &fixture->error);

		for (size_t at = 0; at < size; at++)
			log_feed(&log, text->text + at, 1);
		result = result ? result : log_end(&log, &fixture->error);
		if (size >= head)
			assert_int_equal(result, 0);
		for (size_t at = 0; at < log.result.cell_count && size + 150 < text->size; at++)
			if (log.result.cells[at].benchmark == WS_BENCHMARK_HYPERCALL)
				assert_int_equal(log.result.cells[at].verdict, WS_VERDICT_INVALID);
		log_free(&log);
	}
}

static void a_cell_that_is_cut_off_is_invalid(void **state)
{
	struct fixture *fixture = *state;
	char *cut;

	log_text_head(&fixture->text, false);
	log_text_cell(&fixture->text, "null", "pmccntr", 1);
	log_text_cell(&fixture->text, "hypercall", "pmccntr", 1);
	cut = strstr(fixture->text.text, "cell id=hypercall");
	assert_non_null(cut);
	fixture->text.size = (size_t)(cut - fixture->text.text);
	assert_int_equal(read_text(fixture), 0);
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_NULL)->verdict, WS_VERDICT_MEASURED);
	assert_invalid(fixture, WS_BENCHMARK_HYPERCALL, "the log ends before it does");
	assert_invalid(fixture, WS_BENCHMARK_IO_IN, "the log ends before it does");
}

static void a_damaged_record_spoils_its_cell_alone(void **state)
{
	struct fixture *fixture = *state;
	char *digit;

	log_text_head(&fixture->text, false);
	log_text_cell(&fixture->text, "null", "pmccntr", 1);
	log_text_cell(&fixture->text, "hypercall", "pmccntr", 1);
	log_text_cell(&fixture->text, "intc-trap", "pmccntr", 1);
	log_text_record(&fixture->text, "end cells=3");
	digit = strstr(fixture->text.text, "samples id=hypercall v=3e8");
	assert_non_null(digit);
	digit[strlen("samples id=hypercall v=")] = '4';
	assert_int_equal(read_text(fixture), 0);
	assert_invalid(fixture, WS_BENCHMARK_HYPERCALL, "a record of it is damaged");
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_INTC_TRAP)->verdict, WS_VERDICT_MEASURED);
}

/* A serial line that loses a whole line loses samples without a trace but their number. */
static void a_lost_line_is_noticed(void **state)
{
	struct fixture *fixture = *state;

	log_text_head(&fixture->text, false);
	log_text_cell(&fixture->text, "hypercall", "pmccntr", 1);
	log_text_record(&fixture->text, "end cells=1");
	hide_record(&fixture->text, "samples id=hypercall v=3ee");
	assert_int_equal(read_text(fixture), 0);
	assert_invalid(fixture, WS_BENCHMARK_HYPERCALL, "some of its samples are not in the log");
}

static void samples_out_of_place_spoil(void **state)
{
	struct fixture *fixture = *state;

	log_text_head(&fixture->text, false);
	log_text_record(&fixture->text, "start id=hypercall");
	log_text_record(&fixture->text, "samples id=hypercall v=1");
	log_text_record(&fixture->text, "cell id=hypercall verdict=measured windows=1");
	log_text_record(&fixture->text, "start id=intc-trap");
	log_text_record(&fixture->text, "timing id=intc-trap clock=sundial batch=1");
	log_text_record(&fixture->text, "samples id=intc-trap v=1");
	log_text_record(&fixture->text, "cell id=intc-trap verdict=measured windows=1");
	log_text_record(&fixture->text, "start id=null");
	log_text_record(&fixture->text, "timing id=null clock=pmccntr batch=1");
	log_text_record(&fixture->text, "samples id=null v=1");
	log_text_record(&fixture->text, "cell id=null verdict=measured windows=1");
	log_text_record(&fixture->text, "end cells=3");
	assert_int_equal(read_text(fixture), 0);
	assert_invalid(fixture, WS_BENCHMARK_HYPERCALL, "in the wrong place");
	assert_invalid(fixture, WS_BENCHMARK_INTC_TRAP, "its clock is not described");
	assert_invalid(fixture, WS_BENCHMARK_NULL, "no samples of null");
}

static void two_runs_are_refused(void **state)
{
	struct fixture *fixture = *state;

	log_text_head(&fixture->text, false);
	log_text_cell(&fixture->text, "hypercall", "pmccntr", 1);
	log_text_record(&fixture->text, "end cells=1");
	log_text_head(&fixture->text, false);
	assert_int_equal(read_text(fixture), -EEXIST);
	assert_int_equal(fixture->log.result.cell_count, 0);
}

static void a_second_run_behind_a_cut_is_refused(void **state)
{
	struct fixture *fixture = *state;

	log_text_head(&fixture->text, false);
	log_text_cell(&fixture->text, "hypercall", "pmccntr", 1);
	log_text_head(&fixture->text, false);
	log_text_cell(&fixture->text, "hypercall", "pmccntr", 1);
	assert_int_equal(read_text(fixture), -EEXIST);
}

static void another_probe_is_refused(void **state)
{
	struct fixture *fixture = *state;

	log_text_record(&fixture->text,
			"hello version=0.1.0 list=00000000 arch=arm64 hypervisor=kvm");
	log_text_record(&fixture->text, "end cells=0");
	assert_int_equal(read_text(fixture), -ESTALE);
	assert_non_null(strstr(fixture->error.text, "00000000"));
}

static void no_probe_is_no_result(void **state)
{
	struct fixture *fixture = *state;

	log_text_raw(&fixture->text, "login: \n@ws \n");
	log_text_record(&fixture->text, "end cells=0");
	assert_int_equal(read_text(fixture), -ENOENT);
	assert_non_null(strstr(fixture->error.text, "hello"));
}

static const char *found(const struct fixture *fixture, size_t at)
{
	const struct ws_result *result = &fixture->log.result;

	return at < result->finding_count ? result->findings[at].found : "";
}

/* Its checksum is wrong from now on. */
static void damage_record(struct log_text *text, const char *payload)
{
	char *at = strstr(text->text, payload);

	assert_non_null(at);
	*at = '~';
}

static void end_log(struct log_text *text)
{
	log_text_head(text, false);
	log_text_record(text, "end cells=0");
}

/* One check has a finding of each CPU. */
static void a_part_of_a_damaged_finding_is_of_no_other(void **state)
{
	struct fixture *fixture = *state;
	struct log_text *text = &fixture->text;

	log_text_record(text, "finding part=0 check=interrupts verdict=hazard text=CPU 3: 5/s");
	log_text_record(text, "finding part=0 check=interrupts verdict=hazard text=CPU 2: 9/s of ");
	log_text_record(text, "finding part=1 check=interrupts verdict=hazard text=eth0");
	log_text_record(text, "finding part=0 check=turbo verdict=note text=on");
	end_log(text);
	damage_record(text, "finding part=0 check=interrupts verdict=hazard text=CPU 2");
	assert_int_equal(read_text(fixture), 0);
	assert_int_equal(fixture->log.result.finding_count, 2);
	assert_string_equal(found(fixture, 0), "CPU 3: 5/s");
	assert_string_equal(found(fixture, 1), "on");
}

static void a_finding_ends_where_a_part_is_lost(void **state)
{
	struct fixture *fixture = *state;
	struct log_text *text = &fixture->text;

	log_text_record(text, "finding part=0 check=turbo verdict=note text=a");
	log_text_record(text, "finding part=1 check=turbo verdict=note text=b");
	log_text_record(text, "finding part=2 check=turbo verdict=note text=c");
	log_text_record(text, "finding part=3 check=turbo verdict=note text=d");
	end_log(text);
	hide_record(text, "finding part=2");
	assert_int_equal(read_text(fixture), 0);
	assert_int_equal(fixture->log.result.finding_count, 1);
	assert_string_equal(found(fixture, 0), "ab");
}

/* Nor is a part whose verdict or check is another's, or one that has come before. */
static void a_part_that_does_not_fit_is_left_out(void **state)
{
	static const char *const others[] = {
		"finding part=1 check=turbo verdict=hazard text=b",
		"finding part=1 check=governor verdict=note text=b",
		"finding part=2 check=turbo verdict=note text=b",
	};
	struct fixture *fixture = *state;
	struct log_text *text = &fixture->text;

	for (size_t at = 0; at < sizeof(others) / sizeof(others[0]); at++) {
		log_text_record(text, "finding part=0 check=turbo verdict=note text=a");
		log_text_record(text, others[at]);
		log_text_record(text, "finding part=1 check=turbo verdict=note text=c");
	}
	end_log(text);
	assert_int_equal(read_text(fixture), 0);
	assert_int_equal(fixture->log.result.finding_count, 3);
	for (size_t at = 0; at < 3; at++)
		assert_string_equal(found(fixture, at), "a");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_log_may_be_cut_anywhere),
		CASE(a_cell_that_is_cut_off_is_invalid),
		CASE(a_damaged_record_spoils_its_cell_alone),
		CASE(a_lost_line_is_noticed),
		CASE(a_part_of_a_damaged_finding_is_of_no_other),
		CASE(a_finding_ends_where_a_part_is_lost),
		CASE(a_part_that_does_not_fit_is_left_out),
		CASE(samples_out_of_place_spoil),
		CASE(two_runs_are_refused),
		CASE(a_second_run_behind_a_cut_is_refused),
		CASE(another_probe_is_refused),
		CASE(no_probe_is_no_result),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
