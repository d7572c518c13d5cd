/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A device tree in the making, by libfdt: a node is begun, has its properties, and is ended. */
#ifndef WORLDSWITCH_TESTS_TREE_BLOB_H
#define WORLDSWITCH_TESTS_TREE_BLOB_H

#include <stdint.h>

#include <libfdt.h>

#define TREE_MAX 4096

static uint8_t blob[TREE_MAX];

static inline void ok(int result)
{
	assert_int_equal(result, 0);
}

static inline void begin_tree(uint32_t address_cells, uint32_t size_cells)
{
	ok(fdt_create(blob, sizeof(blob)));
	ok(fdt_finish_reservemap(blob));
	ok(fdt_begin_node(blob, ""));
	ok(fdt_property_u32(blob, "#address-cells", address_cells));
	ok(fdt_property_u32(blob, "#size-cells", size_cells));
}

static inline size_t end_tree(void)
{
	ok(fdt_end_node(blob));
	ok(fdt_finish(blob));
	return fdt_totalsize(blob);
}

#endif
