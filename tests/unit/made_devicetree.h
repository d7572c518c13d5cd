/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Device trees that libfdt makes for the probe. To be included once, after cmocka.h. */
#ifndef WORLDSWITCH_TESTS_MADE_DEVICETREE_H
#define WORLDSWITCH_TESTS_MADE_DEVICETREE_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libfdt.h>

#include "probe/arch/arm64/machine.h"
#include "probe/core/devicetree.h"

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

static inline void device(const char *name, const char *compatible, const uint64_t *registers,
			  int count)
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

static inline void cpu(const char *name, uint32_t id)
{
	ok(fdt_begin_node(blob, name));
	ok(fdt_property_string(blob, "device_type", "cpu"));
	ok(fdt_property_u32(blob, "reg", id));
	ok(fdt_end_node(blob));
}

static inline void psci(const char *method)
{
	ok(fdt_begin_node(blob, "psci"));
	ok(fdt_property(blob, "compatible", "arm,psci-1.0\0arm,psci-0.2", 26));
	ok(fdt_property_string(blob, "method", method));
	ok(fdt_end_node(blob));
}

/* A machine like the emulator's. */
static inline size_t whole_tree(void)
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
static inline bool discover(const void *tree_blob, size_t size, struct arm64_machine *machine)
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

#endif
