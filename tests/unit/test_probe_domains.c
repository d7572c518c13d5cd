// SPDX-License-Identifier: GPL-2.0-or-later
/* Domains that Dom0 makes under Xen: calls in each version of the interface, and refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <worldswitch/domains.h>

#include "probe/arch/fake/fake.h"
#include "probe/arch/fake/xen.h"
#include "probe/hypervisor/xen_build.h"
#include "probe/hypervisor/xen_channels.h"
#include "probe/hypervisor/xen_interface.h"
#include "probe/hypervisor/xen_memory.h"

#define EXTENTS 2
#define PAGING  0x100000
#define ARCH    1

static struct {
	unsigned int calls;
	bool fails;
	bool untold;
	char arguments[FAKE_XEN_DOMAINS][32];
} loaded;

static int reset(void **state)
{
	(void)state;
	fake_reset();
	memset(&loaded, 0, sizeof(loaded));
	return 0;
}

static bool load(uint16_t domain, uint32_t vcpus, const char *arguments)
{
	assert_in_range(domain, 1, FAKE_XEN_DOMAINS - 1);
	assert_int_equal(vcpus, fake_xen.one_cpu ? 1 : fake_xen_domains[domain].vcpus);
	assert_false(fake_xen_domains[domain].runs);
	strncpy(loaded.arguments[domain], arguments, sizeof(loaded.arguments[0]) - 1);
	loaded.calls++;
	return !loaded.fails;
}

/* The peer runs already; the machine may be saved here. */
static const char *measured(void)
{
	assert_true(fake_xen.one_cpu || fake_xen_domains[WS_XEN_PEER].runs);
	assert_false(fake_xen_domains[WS_XEN_MEASURED].runs);
	return loaded.untold ? NULL : "measured's";
}

static const struct xen_blueprint blueprint = {
	.flags = XEN_DOMCTL_CDF_hvm | XEN_DOMCTL_CDF_hap,
	.arch = {ARCH, ARCH + 1},
	.extents = EXTENTS,
	.paging_bytes = PAGING,
	.load = load,
	.measured = measured,
};

static const char *build(void)
{
	return xen_build(&blueprint);
}

static void calls_are_as_xen_has_them(void **state)
{
	(void)state;
	assert_int_equal(offsetof(struct xen_domctl_createdomain, max_vcpus), 28);
	assert_int_equal(offsetof(struct xen_domctl_createdomain, grant_opts), 44);
	assert_int_equal(offsetof(struct xen_domctl_createdomain, end.arch), 56);
	assert_int_equal(offsetof(struct xen_domctl_createdomain, altp2m.end.arch), 60);
	assert_int_equal(offsetof(struct xen_domctl_hvmcontext, buffer), 8);
	assert_int_equal(sizeof(struct xen_domctl), 144);
	assert_int_equal(sizeof(struct xen_memory_reservation), 32);
	assert_int_equal(offsetof(struct xen_memory_reservation, domid), 24);
	assert_int_equal(sizeof(struct xen_add_to_physmap_batch), 32);
	assert_int_equal(offsetof(struct xen_remove_from_physmap, gpfn), 8);
	assert_int_equal(offsetof(struct evtchn_alloc_unbound, port), 4);
	assert_int_equal(offsetof(struct evtchn_bind_interdomain, local_port), 8);
}

static void makes_both_in_any_version(void **state)
{
	static const uint32_t versions[] = {0x15, 0x16, 0x17, 0x18};

	for (size_t at = 0; at < sizeof(versions) / sizeof(versions[0]); at++) {
		reset(state);
		fake_xen.domctl_version = versions[at];
		assert_null(build());
		for (uint16_t number = WS_XEN_MEASURED; number <= WS_XEN_PEER; number++) {
			const struct fake_xen_domain *domain = &fake_xen_domains[number];

			assert_true(domain->runs);
			assert_int_equal(domain->vcpus, number == WS_XEN_MEASURED ? 2 : 1);
			assert_int_equal(domain->arch[0], ARCH);
			assert_int_equal(domain->arch[1], ARCH + 1);
			assert_int_equal(domain->pages, EXTENTS * 512);
			assert_int_equal(domain->paging, PAGING);
		}
	}
	assert_string_equal(loaded.arguments[WS_XEN_MEASURED], "measured's");
	assert_string_equal(loaded.arguments[WS_XEN_PEER], "ws.role=peer");
}

static void alone_on_one_cpu(void **state)
{
	(void)state;
	fake_xen.one_cpu = true;
	assert_null(build());
	assert_true(fake_xen_domains[WS_XEN_MEASURED].runs);
	assert_int_equal(fake_xen_domains[WS_XEN_MEASURED].ports, 0);
	assert_false(fake_xen_domains[WS_XEN_PEER].made);
}

static void joins_ports_of_one_number(void **state)
{
	const struct fake_xen_domain *measured = &fake_xen_domains[WS_XEN_MEASURED];

	(void)state;
	assert_null(build());
	for (uint32_t port = WS_XEN_SIGNAL; port <= WS_XEN_WATCH; port++) {
		assert_true(measured->channels[port].joined);
		assert_int_equal(measured->channels[port].remote,
				 port == WS_XEN_OTHER ? WS_XEN_PEER : WS_XEN_DOM0);
	}
	assert_int_equal(fake_xen_domains[WS_XEN_DOM0].ports, WS_XEN_WATCH);
	assert_int_equal(fake_xen_domains[WS_XEN_PEER].ports, WS_XEN_OTHER - 1);
}

static void ports_that_are_taken(void **state)
{
	(void)state;
	fake_xen_domains[WS_XEN_DOM0].ports = 1;
	assert_string_equal(build(), "Xen refused an event channel");
}

static void refusals(void **state)
{
	uint32_t controls = 0;
	const char *wrong = NULL;

	do {
		reset(state);
		fake_xen.good_controls = controls++;
		wrong = build();
		assert_true(!wrong || !fake_xen_domains[WS_XEN_MEASURED].runs);
		if (wrong && !fake_xen_domains[WS_XEN_MEASURED].paging)
			assert_int_equal(loaded.calls, 0);
	} while (wrong);
	assert_int_equal(controls,
			 11); /* four for each domain, two to let them run, and none bad */

	for (uint32_t channels = 0; channels < 12; channels++) {
		reset(state);
		fake_xen.good_channels = channels;
		assert_string_equal(build(), "Xen refused an event channel");
	}
	reset(state);
	loaded.fails = true;
	assert_string_equal(build(), "a domain's image was not loaded");
	reset(state);
	loaded.untold = true;
	assert_string_equal(build(), "nobody says what is to be measured");
	reset(state);
	fake_xen.peer_hangs = true;
	assert_string_equal(build(), "the peer never joined its channel");
	assert_false(fake_xen_domains[WS_XEN_MEASURED].runs);
	reset(state);
	fake_xen.domctl_version = XEN_DOMCTL_INTERFACE_NEWEST + 1;
	assert_string_equal(build(), "Xen refused to make a domain");
}

static void peer_joins(void **state)
{
	(void)state;
	assert_true(channels_peer_joins()); /* a device tree's are joined already */
	assert_int_equal(fake_xen_domains[WS_XEN_DOM0].ports, 0);
	reset(state);
	assert_null(build());
	fake_xen.alone = true;
	fake_xen_domains[WS_XEN_MEASURED].channels[WS_XEN_OTHER].joined = false;
	fake_xen_domains[WS_XEN_DOM0].ports = WS_XEN_OTHER - 1;
	assert_true(channels_peer_joins());
	assert_true(channels_peer_joined());
	assert_false(channels_peer_joins()); /* twice */
}

static void writes_across_pages(void **state)
{
	static uint8_t bytes[4096 + 32];
	const struct fake_xen_domain *domain = &fake_xen_domains[WS_XEN_PEER];

	(void)state;
	memset(bytes, 7, sizeof(bytes));
	assert_null(build());
	assert_true(xen_memory_write(WS_XEN_PEER, 4096 - 16, bytes, sizeof(bytes)));
	assert_int_equal(domain->memory[0][4096 - 17], 0);
	assert_int_equal(domain->memory[0][4096 - 16], 7);
	assert_memory_equal(domain->memory[1], bytes, 4096);
	assert_int_equal(domain->memory[2][15], 7);
	assert_int_equal(domain->memory[2][16], 0);
	assert_true(xen_memory_write(WS_XEN_PEER, 0, bytes, 0));
	assert_false(xen_memory_write(WS_XEN_PEER, EXTENTS * XEN_MEMORY_EXTENT - 1, bytes, 2));
	fake_xen.good_mappings = 1;
	assert_false(xen_memory_write(WS_XEN_PEER, 4095, bytes, 2));
	assert_false(xen_memory_give(WS_XEN_PEER, 65));
	assert_false(xen_memory_give(WS_XEN_PEER, 1)); /* more than it may have */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(calls_are_as_xen_has_them),
		cmocka_unit_test(makes_both_in_any_version),
		cmocka_unit_test_setup(alone_on_one_cpu, reset),
		cmocka_unit_test_setup(joins_ports_of_one_number, reset),
		cmocka_unit_test_setup(ports_that_are_taken, reset),
		cmocka_unit_test(refusals),
		cmocka_unit_test_setup(peer_joins, reset),
		cmocka_unit_test_setup(writes_across_pages, reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
