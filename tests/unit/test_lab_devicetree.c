// SPDX-License-Identifier: GPL-2.0-or-later
/* Does Xen find its command line and its domain in the tree, and all else as it was? */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libfdt.h>

#include "lab/devicetree.h"

#define BASE_SIZE 4096

static const struct devicetree_domain domain = {
	.memory_kib = 65536,
	.cpus = 1,
	.kernel = 0x150000000,
	.kernel_size = 0x12345,
	.bootargs = "ws.benchmarks=null ws.iterations=10",
};

static void make_base(char base[BASE_SIZE], int with_chosen)
{
	int node;

	assert_int_equal(fdt_create_empty_tree(base, BASE_SIZE), 0);
	node = fdt_add_subnode(base, 0, "memory@40000000");
	assert_true(node > 0);
	assert_int_equal(fdt_setprop_string(base, node, "device_type", "memory"), 0);
	if (!with_chosen)
		return;
	node = fdt_add_subnode(base, 0, "chosen");
	assert_true(node > 0);
	assert_int_equal(fdt_setprop_string(base, node, "stdout-path", "/pl011@9000000"), 0);
}

static void assert_string(const void *tree, const char *path, const char *name, const char *value)
{
	int node = fdt_path_offset(tree, path);
	int length;
	const char *found = fdt_getprop(tree, node, name, &length);

	assert_non_null(found);
	assert_int_equal(length, strlen(value) + 1);
	assert_string_equal(found, value);
}

static uint64_t number(const void *tree, const char *path, const char *name, int size)
{
	int node = fdt_path_offset(tree, path);
	int length;
	const void *found = fdt_getprop(tree, node, name, &length);

	assert_non_null(found);
	assert_int_equal(length, size);
	return size == 4 ? fdt32_ld(found) : fdt64_ld(found);
}

static void check_domain(const void *tree)
{
	static const char kernel[] = "/chosen/domU1/kernel";
	const void *reg;
	int length;

	assert_string(tree, "/chosen/domU1", "compatible", "xen,domain");
	assert_int_equal(number(tree, "/chosen/domU1", "memory", 8), 65536);
	assert_int_equal(number(tree, "/chosen/domU1", "cpus", 4), 1);
	assert_int_equal(number(tree, "/chosen/domU1", "#address-cells", 4), 2);
	assert_int_equal(number(tree, "/chosen/domU1", "#size-cells", 4), 2);
	assert_non_null(fdt_getprop(tree, fdt_path_offset(tree, "/chosen/domU1"), "vpl011", NULL));
	assert_int_equal(
		fdt_node_check_compatible(tree, fdt_path_offset(tree, kernel), "multiboot,kernel"),
		0);
	assert_int_equal(
		fdt_node_check_compatible(tree, fdt_path_offset(tree, kernel), "multiboot,module"),
		0);
	assert_string(tree, kernel, "bootargs", domain.bootargs);
	reg = fdt_getprop(tree, fdt_path_offset(tree, kernel), "reg", &length);
	assert_int_equal(length, 16);
	assert_true(fdt64_ld(reg) == domain.kernel);
	assert_int_equal(fdt64_ld((const fdt64_t *)reg + 1), domain.kernel_size);
}

static void check_tree(int with_chosen)
{
	char base[BASE_SIZE];
	struct ws_error error;
	void *tree;
	size_t size;

	make_base(base, with_chosen);
	assert_int_equal(devicetree_for_xen(base, sizeof(base), "console=dtuart bootscrub=0",
					    &domain, &tree, &size, &error),
			 0);
	assert_int_equal(fdt_check_full(tree, size), 0);
	assert_true(size < sizeof(base)); /* packed */
	assert_string(tree, "/chosen", "xen,xen-bootargs", "console=dtuart bootscrub=0");
	assert_string(tree, "/memory@40000000", "device_type", "memory");
	if (with_chosen)
		assert_string(tree, "/chosen", "stdout-path", "/pl011@9000000");
	check_domain(tree);
	free(tree);
}

static void test_tree(void **state)
{
	(void)state;
	check_tree(1);
	check_tree(0);
}

static void test_same_bytes(void **state)
{
	char base[BASE_SIZE];
	struct ws_error error;
	void *one, *two;
	size_t one_size, two_size;

	(void)state;
	make_base(base, 1);
	assert_int_equal(
		devicetree_for_xen(base, sizeof(base), "a", &domain, &one, &one_size, &error), 0);
	assert_int_equal(
		devicetree_for_xen(base, sizeof(base), "a", &domain, &two, &two_size, &error), 0);
	assert_int_equal(one_size, two_size);
	assert_memory_equal(one, two, one_size);
	free(one);
	free(two);
}

static void test_damaged_base(void **state)
{
	char base[BASE_SIZE];
	struct ws_error error;
	void *tree;
	size_t size;

	(void)state;
	make_base(base, 1);
	assert_int_equal(devicetree_for_xen(base, 100, "a", &domain, &tree, &size, &error),
			 -EINVAL);
	assert_null(tree);
	assert_int_equal(devicetree_for_xen(base, 0, "a", &domain, &tree, &size, &error), -EINVAL);
	memset(base, 0xff, 64);
	assert_int_equal(devicetree_for_xen(base, sizeof(base), "a", &domain, &tree, &size, &error),
			 -EINVAL);
	assert_non_null(strstr(error.text, "damaged"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_damaged_base),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
