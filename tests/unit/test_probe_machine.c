// SPDX-License-Identifier: GPL-2.0-or-later
/* What an arm64 machine's device tree says of it: the emulator's, Xen's, the VMM's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <libfdt.h>

#include <worldswitch/backend.h>

#include "tests/unit/made_devicetree.h"

static void emulators_machine(void **state)
{
	struct devicetree tree;
	struct arm64_machine machine;

	(void)state;
	assert_true(devicetree_open(&tree, blob, whole_tree()));
	arm64_machine_discover(&machine, &tree);
	assert_int_equal(machine.console.address, 0x9000000);
	assert_int_equal(machine.gic.version, 3);
	assert_int_equal(machine.gic.distributor, 0x8000000);
	assert_int_equal(machine.gic.redistributors, 0x80a0000);
	assert_int_equal(machine.gic.redistributors_size, 0xf60000);
	assert_int_equal(machine.conduit, ARM64_CONDUIT_SMC);
	assert_int_equal(machine.cpus, 3);
	assert_int_equal(machine.cpu_ids[0], 0x100);
	assert_int_equal(machine.cpu_ids[1], 0x101);
	assert_int_equal(machine.backend.registers, 0);
	assert_false(machine.xen);
	assert_string_equal(machine.arguments, "ws.iterations=3");
}

static void xens_domain(void **state)
{
	struct arm64_machine machine;

	(void)state;
	begin_tree(2, 2);
	psci("hvc");
	device("interrupt-controller@3001000", "arm,gic-400",
	       (const uint64_t[]){0x3001000, 0x1000, 0x3002000, 0x2000}, 4);
	device("sbsa-uart", "arm,sbsa-uart", (const uint64_t[]){0x22000000, 0x1000}, 2);
	device("hypervisor", "xen,xen", NULL, 0);
	assert_true(discover(blob, end_tree(), &machine));
	assert_true(machine.xen);
	assert_int_equal(machine.console.address, 0x22000000);
	assert_int_equal(machine.gic.version, 2);
	assert_int_equal(machine.gic.cpu_interface, 0x3002000);
	assert_int_equal(machine.conduit, ARM64_CONDUIT_HVC);
	assert_int_equal(machine.cpus, 0);
	assert_int_equal(machine.event_interrupt, 31); /* a domain is not told */
}

static void hypervisor(uint32_t kind, uint32_t number, int cells)
{
	const fdt32_t interrupts[] = {cpu_to_fdt32(kind), cpu_to_fdt32(number),
				      cpu_to_fdt32(0xf08)};

	ok(fdt_begin_node(blob, "hypervisor"));
	ok(fdt_property_string(blob, "compatible", "xen,xen"));
	ok(fdt_property(blob, "interrupts", interrupts, cells * 4));
	ok(fdt_end_node(blob));
}

static void xens_dom0(void **state)
{
	static const struct {
		uint32_t kind, number;
		int cells;
		uint32_t interrupt;
	} cases[] = {
		{.kind = 1, .number = 0, .cells = 3, .interrupt = 16},
		{.kind = 1, .number = 15, .cells = 3, .interrupt = 31},
		{.kind = 1, .number = 4, .cells = 2, .interrupt = 20},
		{.kind = 1, .number = 16, .cells = 3, .interrupt = 31}, /* no GIC has it */
		{.kind = 1, .number = UINT32_MAX, .cells = 3, .interrupt = 31},
		{.kind = 0, .number = 4, .cells = 3, .interrupt = 31}, /* shared */
		{.kind = 1, .number = 4, .cells = 1, .interrupt = 31},
		{.kind = 1, .number = 4, .cells = 0, .interrupt = 31},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
		struct arm64_machine machine;

		begin_tree(2, 2);
		hypervisor(cases[at].kind, cases[at].number, cases[at].cells);
		assert_true(discover(blob, end_tree(), &machine));
		assert_true(machine.xen);
		assert_int_equal(machine.event_interrupt, cases[at].interrupt);
	}
}

static void backend(uint64_t size, uint32_t kind, uint32_t number, int cells)
{
	const fdt64_t reg[] = {cpu_to_fdt64(0xa000000), cpu_to_fdt64(size)};
	const fdt32_t interrupts[] = {cpu_to_fdt32(kind), cpu_to_fdt32(number), cpu_to_fdt32(1)};

	ok(fdt_begin_node(blob, "backend"));
	ok(fdt_property_string(blob, "compatible", WS_BACKEND_COMPATIBLE));
	ok(fdt_property(blob, "reg", reg, sizeof(reg)));
	ok(fdt_property(blob, "interrupts", interrupts, cells * 4));
	ok(fdt_end_node(blob));
}

static void vmms_backend(void **state)
{
	static const struct {
		uint64_t size;
		uint32_t kind, number;
		int cells;
		bool good;
	} cases[] = {
		{.size = WS_BACKEND_SIZE, .number = 2, .cells = 3, .good = true},
		{.size = WS_BACKEND_SIZE, .number = 987, .cells = 3, .good = true},
		{.size = WS_BACKEND_SIZE, .number = 988, .cells = 3}, /* no GIC has it */
		{.size = WS_BACKEND_SIZE, .number = UINT32_MAX, .cells = 3},
		{.size = WS_BACKEND_SIZE, .kind = 1, .number = 2, .cells = 3}, /* private */
		{.size = WS_BACKEND_SIZE, .number = 2, .cells = 1},
		{.size = WS_BACKEND_SIZE, .number = 2, .cells = 0},
		{.size = WS_BACKEND_SIZE - 4, .number = 2, .cells = 3},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
		struct arm64_machine machine;

		begin_tree(2, 2);
		backend(cases[at].size, cases[at].kind, cases[at].number, cases[at].cells);
		assert_true(discover(blob, end_tree(), &machine));
		assert_int_equal(machine.backend.registers, cases[at].good ? 0xa000000 : 0);
		assert_int_equal(machine.backend.interrupt,
				 cases[at].good ? 32 + cases[at].number : 0);
	}
}

static void what_cannot_be_driven(void **state)
{
	struct arm64_machine machine;

	(void)state;
	begin_tree(2, 2);
	device("intc", "arm,gic-v9", (const uint64_t[]){1, 2, 3, 4}, 4);
	device("half", "arm,gic-v3", (const uint64_t[]){1, 2}, 2); /* no second region */
	psci("smoke-signals");
	assert_true(discover(blob, end_tree(), &machine));
	assert_int_equal(machine.gic.version, 0);
	assert_null(machine.console.registers);
	assert_int_equal(machine.conduit, ARM64_CONDUIT_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(emulators_machine),
		cmocka_unit_test(xens_domain),
		cmocka_unit_test(xens_dom0),
		cmocka_unit_test(vmms_backend),
		cmocka_unit_test(what_cannot_be_driven),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
