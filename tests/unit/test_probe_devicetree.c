// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The reader of device trees against trees that libfdt makes, and against trees that are cut short
 * or have a byte changed: it may find less, but reads nothing outside (the sanitizers see it).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <worldswitch/backend.h>

#include "probe/arch/arm64/machine.h"
#include "probe/core/devicetree.h"
#include "tests/unit/tree_blob.h"

static void device(const char *name, const char *compatible, const uint64_t *registers, int count)
{
	fdt64_t cells[8];

	ok(fdt_begin_node(blob, name));
	if (compatible)
		ok(fdt_property_string(blob, "compatible", compatible));
	for (int at = 0; at < count; at++)
		cells[at] = cpu_to_fdt64(registers[at]);
	if (count)
		ok(fdt_property(blob, "reg", cells, count * (int)sizeof(cells[0])));
	ok(fdt_end_node(blob));
}

static void cpu(const char *name, uint32_t id)
{
	ok(fdt_begin_node(blob, name));
	ok(fdt_property_string(blob, "device_type", "cpu"));
	ok(fdt_property_u32(blob, "reg", id));
	ok(fdt_end_node(blob));
}

static void psci(const char *method)
{
	ok(fdt_begin_node(blob, "psci"));
	ok(fdt_property(blob, "compatible", "arm,psci-1.0\0arm,psci-0.2", 26));
	ok(fdt_property_string(blob, "method", method));
	ok(fdt_end_node(blob));
}

/* A machine like the emulator's. */
static size_t whole_tree(void)
{
	begin_tree(2, 2);
	ok(fdt_begin_node(blob, "chosen"));
	ok(fdt_property_string(blob, "bootargs", "ws.iterations=3"));
	ok(fdt_property_string(blob, "stdout-path", "/uart@1:115200"));
	ok(fdt_end_node(blob));
	device("uart@1", "arm,pl011", (const uint64_t[]){0x9000000, 0x1000}, 2);
	device("intc@8000000", "arm,gic-v3",
	       (const uint64_t[]){0x8000000, 0x10000, 0x80a0000, 0xf60000}, 4);
	psci("smc");
	ok(fdt_begin_node(blob, "cpus"));
	ok(fdt_property_u32(blob, "#address-cells", 1));
	ok(fdt_property_u32(blob, "#size-cells", 0));
	cpu("cpu@0", 0x100);
	cpu("cpu@1", 0x101);
	cpu("cpu@2", 0x200);
	ok(fdt_end_node(blob));
	return end_tree();
}

/* Discovers from a copy of exactly `size` bytes, so that a byte too far is seen. */
static bool discover(const void *tree_blob, size_t size, struct arm64_machine *machine)
{
	struct devicetree tree;
	uint8_t *copy = malloc(size ? size : 1);
	bool opened;

	assert_non_null(copy);
	memcpy(copy, tree_blob, size);
	*machine = (struct arm64_machine){.arguments = ""};
	opened = devicetree_open(&tree, copy, size);
	if (opened)
		arm64_machine_discover(machine, &tree);
	machine->arguments = ""; /* the copy goes */
	free(copy);
	return opened;
}

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

static void find(const char *name, struct devicetree *tree, struct devicetree_node *node)
{
	struct devicetree_cursor cursor;

	assert_true(devicetree_open(tree, blob, sizeof(blob)));
	devicetree_start(&cursor, tree);
	do
		assert_true(devicetree_next(&cursor, node));
	while (strcmp(node->name, name) != 0);
}

static void cells_of_the_parent(void **state)
{
	const fdt32_t reg[] = {cpu_to_fdt32(0x11), cpu_to_fdt32(0x22), cpu_to_fdt32(0x33)};
	struct devicetree tree;
	struct devicetree_node node;
	uint64_t address;
	uint64_t size;

	(void)state;
	begin_tree(1, 0);
	ok(fdt_begin_node(blob, "inner"));
	ok(fdt_property(blob, "reg", reg, sizeof(reg)));
	ok(fdt_property_u32(blob, "#address-cells", 1));
	ok(fdt_property_u32(blob, "#size-cells", 2));
	ok(fdt_begin_node(blob, "leaf"));
	ok(fdt_property(blob, "reg", reg, sizeof(reg)));
	ok(fdt_end_node(blob));
	ok(fdt_end_node(blob));
	device("after", NULL, (const uint64_t[]){0x4400000055}, 1);
	end_tree();

	find("inner", &tree, &node);
	assert_int_equal(node.depth, 2);
	assert_true(devicetree_register(&node, 2, &address, &size));
	assert_int_equal(address, 0x33);
	assert_int_equal(size, 0);
	assert_false(devicetree_register(&node, 3, &address, &size));
	assert_false(devicetree_register(&node, UINT32_MAX, &address, &size));

	find("leaf", &tree, &node);
	assert_int_equal(node.depth, 3);
	assert_true(devicetree_register(&node, 0, &address, &size));
	assert_int_equal(address, 0x11);
	assert_int_equal(size, 0x2200000033);
	assert_false(devicetree_register(&node, 1, &address, &size));

	find("after", &tree, &node);
	assert_int_equal(node.depth, 2);
	assert_true(devicetree_register(&node, 1, &address, &size));
	assert_int_equal(address, 0x55);
}

static void strings(void **state)
{
	struct devicetree tree;
	struct devicetree_node node;

	(void)state;
	begin_tree(2, 1);
	ok(fdt_begin_node(blob, "n"));
	ok(fdt_property(blob, "compatible", "one\0two\0thr", 11)); /* the last has no end */
	ok(fdt_property(blob, "open", "abc", 3));
	ok(fdt_property(blob, "empty", "", 0));
	ok(fdt_property_string(blob, "text", "abc"));
	ok(fdt_end_node(blob));
	end_tree();
	find("n", &tree, &node);
	assert_true(devicetree_compatible(&node, "one"));
	assert_true(devicetree_compatible(&node, "two"));
	assert_false(devicetree_compatible(&node, "thr"));
	assert_false(devicetree_compatible(&node, "on"));
	assert_null(devicetree_string(&node, "open"));
	assert_null(devicetree_string(&node, "empty"));
	assert_null(devicetree_string(&node, "absent"));
	assert_string_equal(devicetree_string(&node, "text"), "abc");
}

static void too_deep(void **state)
{
	struct devicetree tree;
	struct devicetree_cursor cursor;
	struct devicetree_node node;
	unsigned int nodes = 0;

	(void)state;
	begin_tree(2, 1);
	for (int depth = 0; depth < 100; depth++)
		ok(fdt_begin_node(blob, "d"));
	for (int depth = 0; depth < 100; depth++)
		ok(fdt_end_node(blob));
	assert_true(devicetree_open(&tree, blob, end_tree()));
	devicetree_start(&cursor, &tree);
	while (devicetree_next(&cursor, &node))
		nodes++;
	assert_int_equal(nodes, DEVICETREE_DEPTH_MAX);
}

static void cut_short(void **state)
{
	size_t size = whole_tree();
	struct arm64_machine machine;

	(void)state;
	for (size_t length = 0; length < size; length++)
		assert_false(discover(blob, length, &machine));
	assert_true(discover(blob, size, &machine));
	/* A header that promises less than the blocks need. */
	for (size_t total = 0; total < size; total++) {
		fdt_set_totalsize(blob, (uint32_t)total);
		discover(blob, size, &machine);
	}
}

static void wrong_bytes(void **state)
{
	static const uint8_t wrong[] = {0x00, 0x01, 0x02, 0x03, 0x09, 0x7f, 0x80, 0xff};
	size_t size = whole_tree();
	struct arm64_machine machine;

	(void)state;
	for (size_t at = 0; at < size; at++) {
		uint8_t right = blob[at];

		for (size_t which = 0; which < sizeof(wrong); which++) {
			blob[at] = wrong[which];
			discover(blob, size, &machine);
		}
		blob[at] = right;
	}
	blob[0] ^= 1;
	assert_false(discover(blob, size, &machine));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(emulators_machine),
		cmocka_unit_test(xens_domain),
		cmocka_unit_test(xens_dom0),
		cmocka_unit_test(vmms_backend),
		cmocka_unit_test(what_cannot_be_driven),
		cmocka_unit_test(cells_of_the_parent),
		cmocka_unit_test(strings),
		cmocka_unit_test(too_deep),
		cmocka_unit_test(cut_short),
		cmocka_unit_test(wrong_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
