// SPDX-License-Identifier: GPL-2.0-or-later
/* A probe, a VMM, a kernel or Dom0 that says why it ends: what was measured before stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/scripted_session.h"

/* What the stream's pipe still holds of the time before a panic is as good as ever. */
static void test_panic_keeps_what_was_measured(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	say_opening(session);
	say(session, "start id=null");
	say(session, "cell id=null verdict=measured windows=3");
	say(session, "start id=intc-trap");
	say(session, "panic where=sync esr=0x96000045 elr=0x40001234 far=0x10 reason=no handler");
	assert_true(session_over(session));
	trace(session, opening);
	trace_cell(session, 0, 3);
	end(session);
	assert_cell(WS_BENCHMARK_NULL, WS_VERDICT_MEASURED, "");
	assert_cell(WS_BENCHMARK_INTC_TRAP, WS_VERDICT_CRASHED,
		    "sync while measuring intc-trap: esr=0x96000045 elr=0x40001234 far=0x10: no "
		    "handler");
	assert_cell(WS_BENCHMARK_IRQ_COMPLETION, WS_VERDICT_CRASHED, "esr=0x96000045");
}

static void test_vmm(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	say_text(session, "[ 0.1] kvm [1]: HYP mode not available\n");
	say(session, "vmm step=open errno=19 reason=/dev/kvm has no driver");
	assert_true(session_over(session));
	end(session);
	assert_all(WS_VERDICT_FAILED, "no /dev/kvm: HYP mode not available");

	session = start("arm64/kvm-vhe", ALL);
	say(session, "vmm step=open errno=2 reason=/dev/kvm does not exist");
	end(session);
	assert_all(WS_VERDICT_FAILED, "no /dev/kvm: ");

	session = start("arm64/kvm-vhe", ALL);
	say(session, "vmm step=gic errno=95 reason=no GICv2 here");
	end(session);
	assert_all(WS_VERDICT_FAILED, "failed at gic: no GICv2 here");

	session = start("arm64/kvm-vhe", ALL);
	say(session, "vmm step=create-irqchip errno=19 reason=this kernel refuses a GICv2");
	end(session);
	assert_all(WS_VERDICT_SKIPPED, "refuses a GICv2");

	session = start("arm64/kvm-vhe", ALL);
	say(session, "vmm step=run errno=110 reason=no end before the deadline");
	end(session);
	assert_all(WS_VERDICT_TIMED_OUT, "failed at run: no end before the deadline");
}

static void test_kernel_panic(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	say_text(session, "[ 0.0] Booting Linux on physical CPU 0x0\n");
	say_text(session, "[ 0.1] Kernel panic - not syncing: VFS: no root\n");
	assert_true(session_over(session));
	end(session);
	assert_all(WS_VERDICT_CRASHED, "the kernel panicked while booting: VFS: no root");
}

static void test_probe_failure_ends_a_cell_at_once(void **state)
{
	struct session *session = start("arm64/kvm-vhe", ALL);

	(void)state;
	say_opening(session);
	say(session, "cell id=null verdict=failed windows=1 reason=x0 was changed");
	assert_int_equal(seen.reports[WS_BENCHMARK_NULL], 1);
	end(session);
	assert_cell(WS_BENCHMARK_NULL, WS_VERDICT_FAILED, "x0 was changed");
}

/* Its program's failure is the cause of what the probe sees, and of nothing else. */
static void test_dom0_that_failed(void **state)
{
	struct session *session = start("arm64/xen", 1U << WS_BENCHMARK_IO_OUT);

	(void)state;
	say_hello(session, WS_VERSION, "xen");
	say(session, "machine gic=3 cpus=2");
	say(session, "vmm step=hypercalls errno=2 reason=cannot open /dev/xen/privcmd");
	for (int i = 0; i < WS_BENCHMARK_COUNT; i++)
		say(session, benchmark_payload((enum ws_benchmark)i));
	assert_false(session_over(session));
	say(session, "cell id=io-out verdict=failed windows=0 reason=Dom0 never answered");
	assert_true(session_over(session));
	session_end(session, WS_VERDICT_INVALID, "the end");
	assert_int_equal(seen.verdict[WS_BENCHMARK_IO_OUT], WS_VERDICT_FAILED);
	assert_string_equal(seen.reason[WS_BENCHMARK_IO_OUT],
			    "Dom0 never answered; of Dom0: it failed at hypercalls: "
			    "cannot open /dev/xen/privcmd");
	session_free(session);
}

/* Where Dom0 makes the domains there is nothing to wait for. */
static void test_dom0_that_made_no_domains(void **state)
{
	struct session *session = start("x86_64/xen", 1U << WS_BENCHMARK_HYPERCALL);

	(void)state;
	say(session, "vmm step=domains errno=5 reason=xl: libxl_create.c:2037: timed out");
	assert_true(session_over(session));
	session_end(session, WS_VERDICT_INVALID, "the end");
	assert_int_equal(seen.verdict[WS_BENCHMARK_HYPERCALL], WS_VERDICT_FAILED);
	assert_string_equal(seen.reason[WS_BENCHMARK_HYPERCALL],
			    "no domain runs; of Dom0: it failed at domains: "
			    "xl: libxl_create.c:2037: timed out");
	session_free(session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dom0_that_failed),
		cmocka_unit_test(test_dom0_that_made_no_domains),
		cmocka_unit_test(test_panic_keeps_what_was_measured),
		cmocka_unit_test(test_vmm),
		cmocka_unit_test(test_kernel_panic),
		cmocka_unit_test(test_probe_failure_ends_a_cell_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
