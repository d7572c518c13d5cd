// SPDX-License-Identifier: GPL-2.0-or-later
/* Does a console become exactly what its probe measured, and nothing else where it is damaged? */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "records/log.h"
#include "tests/unit/log_text.h"

struct fixture {
	struct log log;
	struct log_text text;
	struct ws_error error;
};

static int setup(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	*state = fixture;
	return fixture ? log_begin(&fixture->log, &fixture->error) : -1;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	log_free(&fixture->log);
	free(fixture);
	return 0;
}

static int read_text(struct fixture *fixture)
{
	log_feed(&fixture->log, fixture->text.text, fixture->text.size);
	return log_end(&fixture->log, &fixture->error);
}

static const struct ws_cell *cell_of(const struct fixture *fixture, enum ws_benchmark benchmark)
{
	const struct ws_result *result = &fixture->log.result;

	for (size_t at = 0; at < result->cell_count; at++)
		if (result->cells[at].benchmark == benchmark)
			return &result->cells[at];
	return NULL;
}

static const char *property_of(const struct fixture *fixture, const char *name)
{
	const struct ws_result *result = &fixture->log.result;

	for (size_t at = 0; at < result->property_count; at++)
		if (strcmp(result->properties[at].name, name) == 0)
			return result->properties[at].value;
	return "";
}

/* The record of this payload is a record no more. */
static void hide_record(struct log_text *text, const char *payload)
{
	char *at = strstr(text->text, payload);

	assert_non_null(at);
	while (strncmp(at, "@ws ", 4) != 0)
		at--;
	*at = '#';
}

static void assert_invalid(const struct fixture *fixture, enum ws_benchmark benchmark,
			   const char *why)
{
	const struct ws_cell *cell = cell_of(fixture, benchmark);

	assert_non_null(cell);
	assert_int_equal(cell->verdict, WS_VERDICT_INVALID);
	assert_non_null(strstr(cell->reason, why));
	assert_null(cell->timing);
}

static void a_whole_log_is_a_result(void **state)
{
	struct fixture *fixture = *state;
	const struct ws_cell *cell;

	log_text_head(&fixture->text, false);
	log_text_cell(&fixture->text, "null", "pmccntr", 1);
	log_text_cell(&fixture->text, "hypercall", "pmccntr", 1);
	log_text_record(&fixture->text, "end cells=2");
	assert_int_equal(read_text(fixture), 0);
	assert_string_equal(fixture->log.result.target, "host");
	assert_string_equal(property_of(fixture, "architecture"), "arm64");
	assert_string_equal(property_of(fixture, "hypervisor"), "kvm");
	assert_string_equal(property_of(fixture, "gic"), "3");
	assert_string_equal(property_of(fixture, "clock"), "pmccntr");
	assert_string_equal(property_of(fixture, "clock-frequency"), "");
	assert_int_equal(fixture->log.result.cell_count, 3);
	cell = cell_of(fixture, WS_BENCHMARK_HYPERCALL);
	assert_int_equal(cell->verdict, WS_VERDICT_MEASURED);
	assert_int_equal(cell->unit, WS_UNIT_CYCLES);
	assert_int_equal(cell->iterations, 10);
	assert_int_equal(cell->baseline, 100);
	assert_int_equal(cell->distribution.median, 1004);
	assert_int_equal(cell->value, 904);
	assert_int_equal(cell->timing->null.samples, 10);
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_VM_SWITCH)->verdict, WS_VERDICT_ABSENT);
}

/* 1000 ticks of 16 ns for 8 windows are 2000 ns for each. */
static void ticks_are_nanoseconds_of_one_window(void **state)
{
	struct fixture *fixture = *state;
	const struct ws_cell *cell;

	log_text_head(&fixture->text, true);
	log_text_cell(&fixture->text, "io-in", "cntvct", 8);
	log_text_record(&fixture->text, "end cells=1");
	assert_int_equal(read_text(fixture), 0);
	cell = cell_of(fixture, WS_BENCHMARK_IO_IN);
	assert_int_equal(cell->unit, WS_UNIT_NANOSECONDS);
	assert_int_equal(cell->distribution.min, 2000);
	assert_int_equal(cell->distribution.max, 2018);
	assert_int_equal(cell->baseline, 200);
	assert_int_equal(cell->timing->batch, 8);
	assert_string_equal(property_of(fixture, "clock-frequency"), "62500000");
	/* It was said to be absent before there was a clock. */
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_VM_SWITCH)->unit, WS_UNIT_NANOSECONDS);
}

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

static void what_was_not_timed_has_no_number(void **state)
{
	struct fixture *fixture = *state;

	log_text_head(&fixture->text, false);
	log_text_record(&fixture->text, "start id=hypercall");
	log_text_record(&fixture->text, "cell id=hypercall verdict=measured windows=1000");
	log_text_record(&fixture->text, "end cells=1");
	assert_int_equal(read_text(fixture), 0);
	assert_invalid(fixture, WS_BENCHMARK_HYPERCALL, "ws.clock=1");
}

static void an_unknown_frequency_is_no_time(void **state)
{
	struct fixture *fixture = *state;

	log_text_head(&fixture->text, false);
	log_text_record(&fixture->text,
			"clock name=cntvct frequency=0 unit=ticks step=1 invariant=1");
	log_text_cell(&fixture->text, "io-in", "cntvct", 1);
	log_text_record(&fixture->text, "end cells=1");
	assert_int_equal(read_text(fixture), 0);
	assert_invalid(fixture, WS_BENCHMARK_IO_IN, "frequency");
	assert_string_equal(property_of(fixture, "common-clock"), "cntvct");
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

/* As a VMM leaves it where a cell did not end. */
static void a_run_may_go_on_in_another_vm(void **state)
{
	struct fixture *fixture = *state;

	log_text_head(&fixture->text, false);
	log_text_cell(&fixture->text, "null", "pmccntr", 1);
	log_text_record(&fixture->text, "start id=hypercall");
	log_text_record(&fixture->text, "timing id=hypercall clock=pmccntr batch=1");
	log_text_record(&fixture->text,
			"cell id=hypercall verdict=timed-out windows=0 reason=no answer");
	log_text_head(&fixture->text, false);
	log_text_cell(&fixture->text, "null", "pmccntr", 1);
	log_text_cell(&fixture->text, "intc-trap", "pmccntr", 1);
	log_text_record(&fixture->text, "end cells=2");
	assert_int_equal(read_text(fixture), 0);
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_NULL)->iterations, 10);
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_HYPERCALL)->verdict, WS_VERDICT_TIMED_OUT);
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_INTC_TRAP)->verdict, WS_VERDICT_MEASURED);
	assert_int_equal(fixture->log.clock_count, 1);
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

static void a_vmm_that_cannot_begin_says_why(void **state)
{
	struct fixture *fixture = *state;

	log_text_record(&fixture->text, "vmm step=open-kvm errno=2 reason=/dev/kvm does not exist");
	assert_int_equal(read_text(fixture), -ENOENT);
	assert_non_null(strstr(fixture->error.text, "open-kvm: /dev/kvm does not exist"));
}

static void a_panic_is_the_verdict_of_what_is_left(void **state)
{
	struct fixture *fixture = *state;

	fixture->log.wanted = 1U << WS_BENCHMARK_HYPERCALL | 1U << WS_BENCHMARK_IO_IN;
	log_text_head(&fixture->text, false);
	log_text_cell(&fixture->text, "null", "pmccntr", 1);
	log_text_record(&fixture->text, "start id=hypercall");
	log_text_record(&fixture->text, "panic where=sync esr=0x1 elr=0x2 far=0x3");
	assert_int_equal(read_text(fixture), 0);
	assert_int_equal(fixture->log.result.cell_count, 2);
	assert_int_equal(fixture->log.result.cells[0].verdict, WS_VERDICT_CRASHED);
	assert_int_equal(fixture->log.result.cells[1].verdict, WS_VERDICT_CRASHED);
}

static void long_environments_come_in_parts(void **state)
{
	struct fixture *fixture = *state;

	log_text_record(&fixture->text, "host release=6.1.0 mode=vhe");
	log_text_record(&fixture->text, "environment key=mitigations text=one, ");
	log_text_record(&fixture->text, "environment key=mitigations text=two");
	for (int at = 0; at < 200; at++)
		log_text_record(&fixture->text, "environment key=long text=ten words  ");
	log_text_head(&fixture->text, false);
	log_text_record(&fixture->text, "end cells=0");
	assert_int_equal(read_text(fixture), 0);
	assert_string_equal(property_of(fixture, "mitigations"), "one, two");
	assert_string_equal(property_of(fixture, "mode"), "vhe");
	assert_true(strlen(property_of(fixture, "long")) < LOG_TEXT_MAX);
	assert_string_equal(fixture->log.result.components[0].version, "6.1.0");
}

static void samples_are_given_raw(void **state)
{
	struct fixture *fixture = *state;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	log_text_head(&fixture->text, true);
	log_text_cell(&fixture->text, "io-in", "cntvct", 8);
	assert_int_equal(read_text(fixture), 0);
	log_print_samples(&fixture->log, out);
	fclose(out);
	assert_ptr_equal(
		strstr(text, "cell,kind,index,ticks,batch,clock\nio-in,sample,0,1000,8,cntvct\n"),
		text);
	assert_non_null(strstr(text, "io-in,sample,9,1009,8,cntvct\nio-in,null,0,100,8,cntvct\n"));
	free(text);
}

static void settled_is_asked_while_it_runs(void **state)
{
	struct fixture *fixture = *state;

	log_text_head(&fixture->text, false);
	log_text_cell(&fixture->text, "hypercall", "pmccntr", 1);
	hide_record(&fixture->text, "cell id=hypercall");
	assert_false(log_is_settled(&fixture->log));
	log_feed(&fixture->log, fixture->text.text, fixture->text.size);
	assert_int_equal(fixture->log.started, WS_BENCHMARK_HYPERCALL);
	assert_true(log_is_settled(&fixture->log));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_whole_log_is_a_result),
		CASE(ticks_are_nanoseconds_of_one_window),
		CASE(a_log_may_be_cut_anywhere),
		CASE(a_cell_that_is_cut_off_is_invalid),
		CASE(a_damaged_record_spoils_its_cell_alone),
		CASE(a_lost_line_is_noticed),
		CASE(samples_out_of_place_spoil),
		CASE(what_was_not_timed_has_no_number),
		CASE(an_unknown_frequency_is_no_time),
		CASE(two_runs_are_refused),
		CASE(a_second_run_behind_a_cut_is_refused),
		CASE(a_run_may_go_on_in_another_vm),
		CASE(another_probe_is_refused),
		CASE(no_probe_is_no_result),
		CASE(a_vmm_that_cannot_begin_says_why),
		CASE(a_panic_is_the_verdict_of_what_is_left),
		CASE(long_environments_come_in_parts),
		CASE(samples_are_given_raw),
		CASE(settled_is_asked_while_it_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
