// SPDX-License-Identifier: GPL-2.0-or-later
/* What `doctor host` makes of a guest that it has tried, by consoles of guests that fare as some
 * do.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "cli/doctor_guest.h"
#include "server/server.h"
#include "tests/unit/log_text.h"

static struct {
	struct log_text console;
	int result;
	const char *error;
	struct server_request request;
} fake;

static struct host_finding findings[DOCTOR_GUEST_FINDINGS];

int server_run(const struct server_request *request, const struct server_watch *watch,
	       struct ws_error *error)
{
	fake.request = *request;
	watch->step(watch->context, "starting");
	watch->ran(watch->context, "vmm", "worldswitch-vmm", NULL, NULL);
	watch->property(watch->context, "via", "test");
	watch->take(watch->context, fake.console.text, fake.console.size);
	ws_fail(error, -fake.result, "%s", fake.error ? fake.error : "exit status 1");
	return fake.result;
}

static int set_up(void **state)
{
	(void)state;
	memset(&fake, 0, sizeof(fake));
	return 0;
}

static void try_it(void)
{
	const struct host_cpus cpus = {.measured = 3, .others = 2};

	doctor_guest(&cpus, findings);
	assert_string_equal(findings[DOCTOR_GUEST].what, "a guest");
	assert_string_equal(findings[DOCTOR_HYPERCALL].what, "its hypercall");
}

static void expect(int at, enum host_state state, const char *found)
{
	if (findings[at].state != state || !strstr(findings[at].found, found))
		fail_msg("%s: state %d, '%s'", findings[at].what, (int)findings[at].state,
			 findings[at].found);
	assert_int_equal(findings[at].advice[0] == '\0', state == HOST_FINE);
}

static void a_guest_that_is_well(void **state)
{
	(void)state;
	log_text_head(&fake.console, false);
	log_text_cell(&fake.console, "null", "pmccntr", 1);
	log_text_cell(&fake.console, "hypercall", "pmccntr", 1);
	log_text_record(&fake.console, "end cells=2");
	try_it();
	/* A null of 1,004 is one of a clock that is not the CPU's. */
	expect(DOCTOR_GUEST, HOST_HAZARD, "pays 1,004 cycles to read its clock");
	expect(DOCTOR_HYPERCALL, HOST_FINE, "takes 904 cycles");
	assert_int_equal(fake.request.cpus.measured, 3);
	assert_true(fake.request.placed && fake.request.timeout < 5 && !fake.request.tune);
}

static void what_is_fast_and_what_is_slow(void **state)
{
	(void)state;
	log_text_head(&fake.console, false);
	log_text_record(&fake.console, "start id=null");
	log_text_record(&fake.console, "timing id=null clock=pmccntr batch=1");
	log_text_record(&fake.console, "samples id=null v=1e,1e");
	log_text_record(&fake.console, "nulls id=null v=1e,1e");
	log_text_record(&fake.console, "cell id=null verdict=measured windows=2");
	log_text_record(&fake.console, "start id=hypercall");
	log_text_record(&fake.console, "timing id=hypercall clock=pmccntr batch=1");
	log_text_record(&fake.console, "samples id=hypercall v=9c5e,9c5e");
	log_text_record(&fake.console, "nulls id=hypercall v=1e,1e");
	log_text_record(&fake.console, "cell id=hypercall verdict=measured windows=2");
	log_text_record(&fake.console, "end cells=2");
	try_it();
	expect(DOCTOR_GUEST, HOST_FINE, "runs");
	expect(DOCTOR_HYPERCALL, HOST_HAZARD, "takes 40,000 ? cycles");
	assert_non_null(strstr(findings[DOCTOR_HYPERCALL].advice, "nested or made by software"));
}

static void try_hypercall(const char *samples)
{
	char payload[RECORD_TEXT_MAX];

	log_text_head(&fake.console, false);
	log_text_cell(&fake.console, "null", "pmccntr", 1);
	log_text_record(&fake.console, "start id=hypercall");
	log_text_record(&fake.console, "timing id=hypercall clock=pmccntr batch=1");
	snprintf(payload, sizeof(payload), "samples id=hypercall v=%s", samples);
	log_text_record(&fake.console, payload);
	log_text_record(&fake.console, "nulls id=hypercall v=64,64,64,64,64,64");
	log_text_record(&fake.console, "cell id=hypercall verdict=measured windows=6");
	log_text_record(&fake.console, "end cells=2");
	try_it();
}

/* As the table of the same cell says it. */
static void numbers_have_the_digits_that_they_support(void **state)
{
	try_hypercall("3e8,44c,4b0,514,578,5dc");
	expect(DOCTOR_HYPERCALL, HOST_FINE, "takes 1,100 ? cycles");
	set_up(state);
	try_hypercall("32,32,32,32,32,32");
	expect(DOCTOR_HYPERCALL, HOST_FINE, "takes <0 cycles");
}

static void a_hypercall_that_hangs(void **state)
{
	(void)state;
	log_text_head(&fake.console, false);
	log_text_cell(&fake.console, "null", "pmccntr", 1);
	log_text_record(&fake.console, "start id=hypercall");
	log_text_record(&fake.console, "cell id=hypercall verdict=timed-out windows=0 "
				       "reason=no end of its warm-up in 2 s");
	log_text_record(&fake.console, "end cells=1");
	try_it();
	expect(DOCTOR_HYPERCALL, HOST_HAZARD, "timed-out: no end of its warm-up in 2 s");
}

/* A device that makes VMs and cannot run them: which step stopped. */
static void a_guest_that_does_not_start(void **state)
{
	(void)state;
	log_text_record(&fake.console, "vmm step=run errno=110 reason=the guest does not start");
	try_it();
	expect(DOCTOR_GUEST, HOST_WRONG, "run: the guest does not start");
	expect(DOCTOR_HYPERCALL, HOST_NOTE, "not tried");
	set_up(state);
	log_text_record(&fake.console, "vmm step=create-vm errno=5 reason=KVM_CREATE_VM: "
				       "Input/output error");
	try_it();
	expect(DOCTOR_GUEST, HOST_WRONG, "create-vm: KVM_CREATE_VM");
	set_up(state);
	try_it();
	expect(DOCTOR_GUEST, HOST_WRONG, "exit status 1");
}

static void a_guest_that_dies_early(void **state)
{
	(void)state;
	log_text_head(&fake.console, false);
	log_text_record(&fake.console, "start id=null");
	log_text_record(&fake.console,
			"vmm step=run errno=110 reason=no end of null's warm-up in 3 s");
	try_it();
	expect(DOCTOR_GUEST, HOST_WRONG, "no end of null's warm-up in 3 s");
	expect(DOCTOR_HYPERCALL, HOST_NOTE, "not tried");
}

static void what_is_not_installed_is_no_fault_of_the_machines(void **state)
{
	(void)state;
	fake.result = -ENOENT;
	fake.error = "there is no vmm/arm64/worldswitch-vmm";
	try_it();
	expect(DOCTOR_GUEST, HOST_NOTE, "it was not tried: there is no vmm/arm64");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_guest_that_is_well, set_up),
		cmocka_unit_test_setup(what_is_fast_and_what_is_slow, set_up),
		cmocka_unit_test_setup(numbers_have_the_digits_that_they_support, set_up),
		cmocka_unit_test_setup(a_hypercall_that_hangs, set_up),
		cmocka_unit_test_setup(a_guest_that_does_not_start, set_up),
		cmocka_unit_test_setup(a_guest_that_dies_early, set_up),
		cmocka_unit_test_setup(what_is_not_installed_is_no_fault_of_the_machines, set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
