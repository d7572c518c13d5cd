// SPDX-License-Identifier: GPL-2.0-or-later
/* The device tree that the VMM's guest gets, read back by libfdt. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <libfdt.h>

#include <worldswitch/backend.h>

#include "vmm/arch/arm64/devicetree.h"

static uint8_t tree[0x4000] __attribute__((aligned(8)));
static struct ws_error error;

static void build(unsigned int gic, unsigned int cpus)
{
	struct vmm_machine machine = {
		.console = true,
		.memory_base = 0x40000000,
		.memory_size = 5ULL << 30,
		.cpus = cpus,
		.gic = gic,
		.bootargs = "ws.iterations=7",
	};

	assert_int_equal(vmm_devicetree_write(&machine, tree, sizeof(tree), &error), 0);
	assert_int_equal(fdt_check_full(tree, sizeof(tree)), 0);
}

static uint32_t cell(const char *path, const char *name, int index)
{
	int size;
	const fdt32_t *cells = fdt_getprop(tree, fdt_path_offset(tree, path), name, &size);

	assert_non_null(cells);
	assert_true(size >= 4 * (index + 1));
	return fdt32_to_cpu(cells[index]);
}

static uint64_t two_cells(const char *path, const char *name, int index)
{
	return (uint64_t)cell(path, name, index) << 32 | cell(path, name, index + 1);
}

static const char *text(const char *path, const char *name)
{
	const char *value = fdt_getprop(tree, fdt_path_offset(tree, path), name, NULL);

	assert_non_null(value);
	return value;
}

static void test_describes_the_machine(void **state)
{
	(void)state;
	build(3, 1);
	assert_int_equal(two_cells("/memory@40000000", "reg", 0), 0x40000000);
	assert_true(two_cells("/memory@40000000", "reg", 2) == 5ULL << 30);
	assert_string_equal(text("/chosen", "bootargs"), "ws.iterations=7");
	assert_string_equal(text("/psci", "method"), "hvc");
	assert_int_equal(cell("/cpus/cpu@0", "reg", 0), 0);
	assert_true(fdt_path_offset(tree, "/cpus/cpu@1") < 0);
}

static void test_console_is_where_stdout_path_says(void **state)
{
	(void)state;
	build(3, 1);
	assert_string_equal(text(text("/chosen", "stdout-path"), "compatible"), "arm,pl011");
	assert_int_equal(two_cells(text("/chosen", "stdout-path"), "reg", 0), 0x09000000);
}

static void test_backend(void **state)
{
	(void)state;
	build(3, 1);
	assert_string_equal(text("/backend@a000000", "compatible"), WS_BACKEND_COMPATIBLE);
	assert_int_equal(two_cells("/backend@a000000", "reg", 0), 0x0a000000);
	assert_int_equal(two_cells("/backend@a000000", "reg", 2), WS_BACKEND_SIZE);
	assert_int_equal(cell("/backend@a000000", "interrupts", 0), 0); /* shared */
	assert_int_equal(cell("/backend@a000000", "interrupts", 2), 1); /* by its edge */
	assert_int_not_equal(cell("/backend@a000000", "interrupts", 1),
			     cell(text("/chosen", "stdout-path"), "interrupts", 1));
}

static void test_without_a_console(void **state)
{
	struct vmm_machine machine = {.cpus = 1, .gic = 3, .bootargs = "ws.role=peer"};

	(void)state;
	assert_int_equal(vmm_devicetree_write(&machine, tree, sizeof(tree), &error), 0);
	assert_int_equal(fdt_check_full(tree, sizeof(tree)), 0);
	assert_true(fdt_node_offset_by_compatible(tree, -1, "arm,pl011") < 0);
	assert_null(fdt_getprop(tree, fdt_path_offset(tree, "/chosen"), "stdout-path", NULL));
	assert_true(fdt_path_offset(tree, "/backend@a000000") > 0);
}

static void test_gicv3(void **state)
{
	(void)state;
	build(3, 2);
	assert_string_equal(text("/intc@8000000", "compatible"), "arm,gic-v3");
	assert_int_equal(two_cells("/intc@8000000", "reg", 0), 0x08000000);
	assert_int_equal(two_cells("/intc@8000000", "reg", 4), 0x080a0000);
	assert_int_equal(two_cells("/intc@8000000", "reg", 6), 0x40000); /* two CPUs' */
	assert_int_equal(cell("/timer", "interrupts", 5), 4);
	assert_int_equal(cell("/cpus/cpu@1", "reg", 0), 1);
}

static void test_gicv2(void **state)
{
	(void)state;
	build(2, 2);
	assert_string_equal(text("/intc@8000000", "compatible"), "arm,cortex-a15-gic");
	assert_int_equal(two_cells("/intc@8000000", "reg", 4), 0x08010000);
	assert_int_equal(cell("/timer", "interrupts", 5), 0x304);
	assert_int_equal(cell("/", "interrupt-parent", 0), cell("/intc@8000000", "phandle", 0));
}

static void test_refuses_a_buffer_too_small(void **state)
{
	struct vmm_machine machine = {.cpus = 1, .gic = 3, .bootargs = ""};

	(void)state;
	for (size_t size = 0; size < 512; size += 8)
		assert_true(vmm_devicetree_write(&machine, tree, size, &error) < 0);
	assert_int_equal(vmm_devicetree_write(&machine, tree, 512, &error), -ENOSPC);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_describes_the_machine),
		cmocka_unit_test(test_console_is_where_stdout_path_says),
		cmocka_unit_test(test_backend),
		cmocka_unit_test(test_without_a_console),
		cmocka_unit_test(test_gicv3),
		cmocka_unit_test(test_gicv2),
		cmocka_unit_test(test_refuses_a_buffer_too_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
