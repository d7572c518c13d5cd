// SPDX-License-Identifier: GPL-2.0-or-later
/* Event channels: the bits of Xen's page, and the benchmarks with domains that do not answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <worldswitch/domains.h>

#include "probe/arch/fake/fake.h"
#include "probe/arch/fake/xen.h"
#include "probe/hypervisor/hypervisor.h"
#include "probe/hypervisor/xen_pin.h"
#include "probe/hypervisor/xen_ports.h"

#define WINDOWS 5

static int reset(void **state)
{
	(void)state;
	fake_reset();
	return 0;
}

static void page_is_as_xen_has_it(void **state)
{
	(void)state;
	assert_int_equal(sizeof(struct shared_info), 4096);
	assert_int_equal(offsetof(struct vcpu_info, evtchn_pending_sel), 8);
	assert_int_equal(sizeof(struct xen_add_to_physmap), 24);
	assert_int_equal(offsetof(struct evtchn_status, interdomain), 16);
	assert_int_equal(offsetof(struct xen_domctl, u), 16);
	assert_int_equal(offsetof(struct xen_domctl, u.vcpuaffinity.cpumap_hard), 24);
	assert_int_equal(sizeof(struct xen_domctl), 144);
}

/* Where the words of ARM's page begin, as in the fake machine's. */
#define PENDING 48
#define MASKED  (PENDING + 512)

static void ports_are_bits(void **state)
{
	static const uint32_t ports[] = {0, 1, 63, 64, 4095};
	struct shared_info info;

	(void)state;
	for (size_t at = 0; at < sizeof(ports) / sizeof(ports[0]); at++) {
		uint64_t *word = &info.words[PENDING / 8 + ports[at] / 64];

		memset(&info, 0, sizeof(info));
		*word = UINT64_MAX;
		assert_true(ports_take(&info, ports[at]));
		assert_false(ports_take(&info, ports[at]));
		assert_int_equal(__builtin_popcountll(*word), 63);
		assert_ptr_equal(ports_masked(&info, ports[at]),
				 &info.words[MASKED / 8 + ports[at] / 64]);
	}
	memset(&info, 0, sizeof(info));
	assert_false(ports_take(&info, 4096 + 7)); /* no such port: nothing outside is touched */
}

static void rearming_keeps_events(void **state)
{
	struct shared_info info = {.words = {[PENDING / 8] = 2}};

	(void)state;
	info.vcpu_info.evtchn_upcall_pending = 1;
	info.vcpu_info.evtchn_pending_sel = 1;
	ports_rearm(&info);
	assert_int_equal(info.vcpu_info.evtchn_upcall_pending, 0);
	assert_int_equal(info.vcpu_info.evtchn_pending_sel, 0);
	assert_true(ports_take(&info, 1));
}

static void reset_masks_and_forgets(void **state)
{
	struct shared_info info;

	(void)state;
	memset(&info, 0xff, sizeof(info));
	*ports_masked(&info, 0) = 0;
	ports_reset(&info);
	for (uint32_t port = 0; port < 4096; port += 9)
		assert_false(ports_take(&info, port));
	assert_true(*ports_masked(&info, 0) == UINT64_MAX);
	assert_true(*ports_masked(&info, 4095) == UINT64_MAX);
	assert_int_equal(info.vcpu_info.evtchn_upcall_pending, 0);
}

static const struct benchmark *benchmark(enum ws_benchmark number)
{
	return hypervisor_xen.offers[number]->benchmark;
}

static struct outcome run(enum ws_benchmark number)
{
	struct outcome outcome;

	hypervisor_xen.prepare();
	outcome = benchmark(number)->setup();
	if (outcome.verdict == WS_VERDICT_MEASURED)
		outcome = benchmark(number)->run(WINDOWS);
	benchmark(number)->teardown();
	assert_false(fake.receiver_open);
	return outcome;
}

static const enum ws_benchmark crossing[] = {
	WS_BENCHMARK_VM_SWITCH,
	WS_BENCHMARK_IO_OUT,
	WS_BENCHMARK_IO_IN,
	WS_BENCHMARK_IO_IN_IDLE,
};

static void all_bad(enum ws_verdict verdict, const char *reason)
{
	for (size_t at = 0; at < sizeof(crossing) / sizeof(crossing[0]); at++) {
		struct outcome outcome = run(crossing[at]);

		assert_int_equal(outcome.verdict, verdict);
		assert_int_equal(outcome.windows, 0);
		assert_string_equal(outcome.reason, reason);
	}
}

static void good_ones(void **state)
{
	(void)state;
	for (size_t at = 0; at < sizeof(crossing) / sizeof(crossing[0]); at++) {
		struct outcome outcome = run(crossing[at]);

		assert_int_equal(outcome.verdict, WS_VERDICT_MEASURED);
		assert_int_equal(outcome.windows, WINDOWS);
	}
	assert_int_equal(fake.counts[FAKE_SIGNAL], WINDOWS);
	assert_int_equal(fake.counts[FAKE_SIGNAL_AND_YIELD], WINDOWS);
	assert_int_equal(fake.counts[FAKE_RECEIVED], 2 * WINDOWS);
}

static void slow_starters(void **state)
{
	(void)state;
	fake_xen.dom0_boots = 9;
	fake.other_boots = 9;
	assert_int_equal(run(WS_BENCHMARK_VM_SWITCH).verdict, WS_VERDICT_MEASURED);
	assert_in_range(fake_xen.yields, 18, 100);
}

/* Linux as Dom0 makes the channels when it has started, or never. */
static void channels_that_come_later(void **state)
{
	(void)state;
	fake_xen.dom0_joins = 30;
	assert_int_equal(run(WS_BENCHMARK_IO_OUT).verdict, WS_VERDICT_MEASURED);
	assert_in_range(fake_xen.yields, 30, 100);
	fake_xen.dom0_joins = FAKE_NEVER;
	assert_int_equal(run(WS_BENCHMARK_IO_OUT).verdict, WS_VERDICT_FAILED);
	assert_string_equal(run(WS_BENCHMARK_IO_OUT).reason, "Dom0 never answered");
}

static void nobody_there(void **state)
{
	(void)state;
	fake_xen.alone = true;
	all_bad(WS_VERDICT_SKIPPED, "no event channel to another domain");
}

static void no_page(void **state)
{
	(void)state;
	fake_xen.gives_no_page = true;
	all_bad(WS_VERDICT_FAILED, "Xen gave no page for events");
}

static void silent_dom0(void **state)
{
	(void)state;
	for (size_t at = 0; at < sizeof(crossing) / sizeof(crossing[0]); at++) {
		fake_xen.dom0_boots = FAKE_NEVER;
		assert_string_equal(run(crossing[at]).reason, "Dom0 never answered");
	}
}

static void dead_interrupt_controller(void **state)
{
	(void)state;
	fake.interrupt_controller_dead = true;
	all_bad(WS_VERDICT_FAILED, "no answer of interrupt controller");
}

static void dom0_that_stops_answering(void **state)
{
	static const enum ws_benchmark asking[] = {
		WS_BENCHMARK_VM_SWITCH,
		WS_BENCHMARK_IO_OUT,
		WS_BENCHMARK_IO_IN_IDLE,
	};

	(void)state;
	fake_xen.good_answers = 0;
	for (size_t at = 0; at < sizeof(asking) / sizeof(asking[0]); at++) {
		struct outcome outcome = run(asking[at]);

		assert_int_equal(outcome.verdict, WS_VERDICT_FAILED);
		assert_string_equal(outcome.reason, "Dom0 never answered");
	}
}

static void silent_peer(void **state)
{
	(void)state;
	fake.other_boots = FAKE_NEVER;
	assert_string_equal(run(WS_BENCHMARK_VM_SWITCH).reason, "the other domain never answered");
}

static void lost(enum ws_benchmark number, uint32_t *good)
{
	struct outcome outcome;

	*good = 2;
	outcome = run(number);
	assert_int_equal(outcome.verdict, WS_VERDICT_FAILED);
	assert_int_equal(outcome.windows, 3);
	assert_string_equal(outcome.reason, "an event was lost");
}

static void lost_events(void **state)
{
	(void)state;
	lost(WS_BENCHMARK_IO_OUT, &fake.good_signals);
	lost(WS_BENCHMARK_VM_SWITCH, &fake.good_signals);
	lost(WS_BENCHMARK_IO_IN, &fake.good_requests);
	lost(WS_BENCHMARK_IO_IN_IDLE, &fake.good_requests);
}

static void refused_events(void **state)
{
	static const enum ws_benchmark sending[] = {WS_BENCHMARK_IO_OUT, WS_BENCHMARK_VM_SWITCH};

	(void)state;
	for (size_t at = 0; at < sizeof(sending) / sizeof(sending[0]); at++) {
		struct outcome outcome;

		reset(NULL);
		hypervisor_xen.prepare();
		assert_int_equal(benchmark(sending[at])->setup().verdict, WS_VERDICT_MEASURED);
		fake_xen.refuses_events = true;
		outcome = benchmark(sending[at])->run(WINDOWS);
		assert_int_equal(outcome.windows, 1);
		assert_string_equal(outcome.reason, "Xen refused to send an event");
		benchmark(sending[at])->teardown();
	}
}

static void pins_in_any_version(void **state)
{
	static const uint32_t versions[] = {0x15, 0x17, XEN_DOMCTL_INTERFACE_OLDEST,
					    XEN_DOMCTL_INTERFACE_NEWEST};

	(void)state;
	for (size_t at = 0; at < sizeof(versions) / sizeof(versions[0]); at++) {
		reset(NULL);
		fake_xen.domctl_version = versions[at];
		assert_true(xen_pin(WS_XEN_PEER, 3, WS_XEN_CPU_MEASURED));
		assert_int_equal(fake_xen.pinned.domain, WS_XEN_PEER);
		assert_int_equal(fake_xen.pinned.vcpu, 3);
		assert_int_equal(fake_xen.pinned.cpus, 1 << WS_XEN_CPU_MEASURED);
	}
	fake_xen.domctl_version = XEN_DOMCTL_INTERFACE_NEWEST + 1;
	assert_false(xen_pin(WS_XEN_PEER, 0, 0));
	fake_xen.domctl_version = XEN_DOMCTL_INTERFACE_OLDEST;
	fake_xen.domctl_refused = true;
	assert_false(xen_pin(WS_XEN_PEER, 0, 0));
	assert_false(xen_pin_all());
	fake_xen.domctl_refused = false;
	assert_true(xen_pin_all());
	assert_int_equal(fake_xen.pinned.domain, WS_XEN_PEER);
	assert_int_equal(fake_xen.pinned.cpus, 1 << WS_XEN_CPU_MEASURED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(page_is_as_xen_has_it),
		cmocka_unit_test(ports_are_bits),
		cmocka_unit_test(rearming_keeps_events),
		cmocka_unit_test(reset_masks_and_forgets),
		cmocka_unit_test_setup(good_ones, reset),
		cmocka_unit_test_setup(slow_starters, reset),
		cmocka_unit_test_setup(channels_that_come_later, reset),
		cmocka_unit_test_setup(nobody_there, reset),
		cmocka_unit_test_setup(no_page, reset),
		cmocka_unit_test_setup(silent_dom0, reset),
		cmocka_unit_test_setup(dead_interrupt_controller, reset),
		cmocka_unit_test_setup(dom0_that_stops_answering, reset),
		cmocka_unit_test_setup(silent_peer, reset),
		cmocka_unit_test_setup(lost_events, reset),
		cmocka_unit_test_setup(refused_events, reset),
		cmocka_unit_test_setup(pins_in_any_version, reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
