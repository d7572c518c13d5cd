// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The reader of device trees against trees that libfdt makes, and against trees that are cut short
 * or have a byte changed: it may find less, but reads nothing outside (the sanitizers see it).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <libfdt.h>

#include "tests/unit/made_devicetree.h"

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
		cmocka_unit_test(cells_of_the_parent),
		cmocka_unit_test(strings),
		cmocka_unit_test(too_deep),
		cmocka_unit_test(cut_short),
		cmocka_unit_test(wrong_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
