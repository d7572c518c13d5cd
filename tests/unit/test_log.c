// SPDX-License-Identifier: GPL-2.0-or-later
/* Does a console become exactly what its probe measured? */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analysis/analysis.h"
#include "tests/unit/read_log.h"

static const char *property_of(const struct fixture *fixture, const char *name)
{
	const struct ws_result *result = &fixture->log.result;

	for (size_t at = 0; at < result->property_count; at++)
		if (strcmp(result->properties[at].name, name) == 0)
			return result->properties[at].value;
	return "";
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
	assert_string_equal(property_of(fixture, "emulator"), "");
	assert_false(ws_clock_is_emulated(&fixture->log.result));
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

/* What the VMM has said of its machine, or the probe of its own; each further VM says it again. */
static void an_emulator_is_noted_once(void **state)
{
	struct fixture *fixture = *state;

	log_text_hello(&fixture->text);
	log_text_record(&fixture->text, "machine gic=3 cpus=2 emulator=tcg");
	log_text_hello(&fixture->text);
	log_text_record(&fixture->text, "machine gic=3 cpus=2 emulator=tcg");
	log_text_record(&fixture->text, "end cells=0");
	assert_int_equal(read_text(fixture), 0);
	assert_string_equal(property_of(fixture, "emulator"), "tcg");
	assert_true(ws_clock_is_emulated(&fixture->log.result));
}

/* Long texts come in parts; as many checks as a document may have, and no property. */
static void findings_are_bounded(void **state)
{
	struct fixture *fixture = *state;
	const struct ws_result *result = &fixture->log.result;

	log_text_record(&fixture->text, "finding part=1 check=turbo verdict=note text=of nothing");
	log_text_record(&fixture->text, "finding part=0 check=turbo verdict=hazard text=on: ");
	log_text_record(&fixture->text, "finding part=1 check=turbo verdict=hazard text=heat");
	log_text_record(&fixture->text, "finding part=2 check=other verdict=hazard text=no");
	for (unsigned int at = 0; at < WS_FINDINGS_MAX + 8; at++)
		log_text_record(&fixture->text, "finding part=0 check=steal-time verdict=ok text=");
	log_text_record(&fixture->text, "finding part=1 check=steal-time verdict=ok text=refused");
	log_text_head(&fixture->text, false);
	log_text_record(&fixture->text, "end cells=0");
	assert_int_equal(read_text(fixture), 0);
	assert_int_equal(result->finding_count, WS_FINDINGS_MAX);
	assert_string_equal(result->findings[0].check, "turbo");
	assert_string_equal(result->findings[0].found, "on: heat");
	assert_true(ws_finding_is_hazard(&result->findings[0]));
	assert_false(ws_finding_is_hazard(&result->findings[1]));
	assert_string_equal(result->findings[WS_FINDINGS_MAX - 1].found, "");
	assert_string_equal(property_of(fixture, "turbo"), "");
	assert_string_equal(property_of(fixture, "clock-invariant"), "no");
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

/* A frequency that no clock has is unknown: ticks are then nothing, and cycles what they were. */
static void an_implausible_frequency_is_unknown(void **state)
{
	struct fixture *fixture = *state;

	log_text_hello(&fixture->text);
	log_text_record(&fixture->text,
			"clock name=slow frequency=1 unit=ticks step=1 invariant=1");
	log_text_record(&fixture->text,
			"clock name=fast frequency=18446744073709551615 unit=cycles step=1 "
			"invariant=1");
	log_text_head(&fixture->text, true);
	log_text_cell(&fixture->text, "io-in", "slow", 1);
	log_text_cell(&fixture->text, "hypercall", "fast", 1);
	log_text_record(&fixture->text, "end cells=2");
	assert_int_equal(read_text(fixture), 0);
	assert_invalid(fixture, WS_BENCHMARK_IO_IN, "frequency");
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_HYPERCALL)->value, 904);
	assert_string_equal(property_of(fixture, "clock"), "slow");
	assert_string_equal(property_of(fixture, "clock-frequency"), "");
	assert_string_equal(property_of(fixture, "common-clock-frequency"), "");
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

/* Whoever was asked to end has found nothing wrong with what it had not come to. */
static void an_interrupted_run_is_no_failure(void **state)
{
	struct fixture *fixture = *state;

	log_text_head(&fixture->text, false);
	log_text_cell(&fixture->text, "null", "pmccntr", 1);
	log_text_record(&fixture->text, "start id=hypercall");
	log_text_record(&fixture->text, "vmm step=run errno=4 reason=interrupted");
	assert_int_equal(read_text(fixture), 0);
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_NULL)->verdict, WS_VERDICT_MEASURED);
	assert_int_equal(cell_of(fixture, WS_BENCHMARK_HYPERCALL)->verdict, WS_VERDICT_INVALID);
	assert_string_equal(cell_of(fixture, WS_BENCHMARK_HYPERCALL)->reason, "it was interrupted");
}

static void a_vmm_that_cannot_begin_says_why(void **state)
{
	struct fixture *fixture = *state;

	log_text_record(&fixture->text, "vmm step=open-kvm errno=2 reason=/dev/kvm does not exist");
	assert_int_equal(read_text(fixture), -ENOENT);
	assert_non_null(strstr(fixture->error.text, "open-kvm: /dev/kvm does not exist"));
	assert_false(fixture->log.misused);
}

static void the_version_of_an_interrupt_controller_has_its_name(void **state)
{
	struct fixture *fixture = *state;
	char hello[RECORD_TEXT_MAX];

	snprintf(hello, sizeof(hello), "hello version=%s list=%08x arch=x86_64 hypervisor=kvm",
		 WS_VERSION, record_list_checksum());
	log_text_record(&fixture->text, hello);
	log_text_record(&fixture->text, "machine apic=2 cpus=1");
	assert_int_equal(read_text(fixture), 0);
	assert_string_equal(property_of(fixture, "apic"), "x2apic");
	assert_string_equal(property_of(fixture, "cpus"), "1");
}

static void what_the_vmm_cannot_be_asked_for_is_no_failure_of_it(void **state)
{
	struct fixture *fixture = *state;

	log_text_record(&fixture->text, "vmm step=options errno=22 reason=--cpus: CPU 9 may not");
	assert_int_equal(read_text(fixture), -ENOENT);
	assert_true(fixture->log.misused);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_whole_log_is_a_result),
		CASE(ticks_are_nanoseconds_of_one_window),
		CASE(an_emulator_is_noted_once),
		CASE(findings_are_bounded),
		CASE(what_was_not_timed_has_no_number),
		CASE(an_unknown_frequency_is_no_time),
		CASE(an_implausible_frequency_is_unknown),
		CASE(a_run_may_go_on_in_another_vm),
		CASE(an_interrupted_run_is_no_failure),
		CASE(a_vmm_that_cannot_begin_says_why),
		CASE(the_version_of_an_interrupt_controller_has_its_name),
		CASE(what_the_vmm_cannot_be_asked_for_is_no_failure_of_it),
		CASE(a_panic_is_the_verdict_of_what_is_left),
		CASE(long_environments_come_in_parts),
		CASE(samples_are_given_raw),
		CASE(settled_is_asked_while_it_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
