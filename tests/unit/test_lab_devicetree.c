// SPDX-License-Identifier: GPL-2.0-or-later
/* Does Xen find its command line and its domains in the tree, and all else as it was? */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libfdt.h>

#include <worldswitch/domains.h>

#include "lab/devicetree.h"

#define BASE_SIZE 4096

static const struct devicetree_domain domain = {
	.memory_kib = 65536,
	.cpus = 2,
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
	assert_int_equal(fdt_setprop_u32(base, node, "phandle", 0x8001), 0);
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

static void check_kernel(const void *tree, const char *kernel, const char *bootargs)
{
	const void *reg;
	int length;

	assert_int_equal(
		fdt_node_check_compatible(tree, fdt_path_offset(tree, kernel), "multiboot,kernel"),
		0);
	assert_int_equal(
		fdt_node_check_compatible(tree, fdt_path_offset(tree, kernel), "multiboot,module"),
		0);
	assert_string(tree, kernel, "bootargs", bootargs);
	reg = fdt_getprop(tree, fdt_path_offset(tree, kernel), "reg", &length);
	assert_int_equal(length, 16);
	assert_true(fdt64_ld(reg) == domain.kernel);
	assert_int_equal(fdt64_ld((const fdt64_t *)reg + 1), domain.kernel_size);
}

static void check_domain(const void *tree, const char *path, uint64_t cpus)
{
	assert_string(tree, path, "compatible", "xen,domain");
	assert_int_equal(number(tree, path, "memory", 8), 65536);
	assert_int_equal(number(tree, path, "cpus", 4), cpus);
	assert_int_equal(number(tree, path, "#address-cells", 4), 2);
	assert_int_equal(number(tree, path, "#size-cells", 4), 2);
	assert_non_null(fdt_getprop(tree, fdt_path_offset(tree, path), "vpl011", NULL));
}

/* The port of one end, whose link leads to the other end. */
static uint32_t check_end(const void *tree, int node, int *other)
{
	const fdt32_t *channel;
	int length;

	assert_int_equal(fdt_node_check_compatible(tree, node, "xen,evtchn-v1"), 0);
	channel = fdt_getprop(tree, node, "xen,evtchn", &length);
	assert_int_equal(length, 8);
	*other = fdt_node_offset_by_phandle(tree, fdt32_ld(channel + 1));
	assert_true(*other > 0);
	return fdt32_ld(channel);
}

static void check_channel(const void *tree, const char *one, const char *two, uint32_t port)
{
	int first = fdt_path_offset(tree, one);
	int second = fdt_path_offset(tree, two);
	int found;

	assert_int_equal(check_end(tree, first, &found), port);
	assert_int_equal(found, second);
	assert_int_equal(check_end(tree, second, &found), port);
	assert_int_equal(found, first);
}

/* Xen numbers domains in the tree's order. */
static void check_order(const void *tree)
{
	int next = WS_XEN_MEASURED;
	int node;

	fdt_for_each_subnode(node, tree, fdt_path_offset(tree, "/chosen"))
	{
		if (fdt_node_check_compatible(tree, node, "xen,domain") != 0)
			continue;
		assert_string_equal(fdt_get_name(tree, node, NULL),
				    next == WS_XEN_MEASURED ? "domU1" : "domU2");
		next++;
	}
	assert_int_equal(next, WS_XEN_PEER + 1);
}

static void check_domains(const void *tree)
{
	assert_int_equal(fdt_node_offset_by_phandle(tree, 0x8001),
			 fdt_path_offset(tree, "/memory@40000000"));
	check_order(tree);
	check_domain(tree, "/chosen/domU1", 2);
	check_domain(tree, "/chosen/domU2", 1);
	check_kernel(tree, "/chosen/domU1/kernel", domain.bootargs);
	check_kernel(tree, "/chosen/domU2/kernel", "ws.role=peer");
	check_kernel(tree, "/chosen/kernel", "ws.role=backend");
	check_channel(tree, "/chosen/evtchn@1", "/chosen/domU1/evtchn@1", WS_XEN_SIGNAL);
	check_channel(tree, "/chosen/evtchn@2", "/chosen/domU1/evtchn@2", WS_XEN_REPLY);
	check_channel(tree, "/chosen/evtchn@4", "/chosen/domU1/evtchn@4", WS_XEN_HELLO);
	check_channel(tree, "/chosen/evtchn@5", "/chosen/domU1/evtchn@5", WS_XEN_WATCH);
	check_channel(tree, "/chosen/domU2/evtchn@3", "/chosen/domU1/evtchn@3", WS_XEN_OTHER);
}

static void test_alone(void **state)
{
	struct devicetree_domain alone = domain;
	char base[BASE_SIZE];
	struct ws_error error;
	void *tree;
	size_t size;

	(void)state;
	alone.cpus = 1;
	make_base(base, 1);
	assert_int_equal(devicetree_for_xen(base, sizeof(base), "a", &alone, &tree, &size, &error),
			 0);
	check_domain(tree, "/chosen/domU1", 1);
	check_kernel(tree, "/chosen/domU1/kernel", domain.bootargs);
	assert_int_equal(fdt_path_offset(tree, "/chosen/domU2"), -FDT_ERR_NOTFOUND);
	assert_int_equal(fdt_path_offset(tree, "/chosen/kernel"), -FDT_ERR_NOTFOUND);
	assert_int_equal(fdt_node_offset_by_compatible(tree, -1, "xen,evtchn-v1"),
			 -FDT_ERR_NOTFOUND);
	free(tree);
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
	check_domains(tree);
	free(tree);
}

static void test_tree(void **state)
{
	(void)state;
	check_tree(1);
	check_tree(0);
}

static void check_module(const void *tree, const char *path, uint64_t address, uint64_t size)
{
	int node = fdt_path_offset(tree, path);
	const fdt64_t *reg;
	int length;

	assert_true(node > 0);
	assert_int_equal(fdt_node_check_compatible(tree, node, "multiboot,module"), 0);
	reg = fdt_getprop(tree, node, "reg", &length);
	assert_int_equal(length, 16);
	assert_true(fdt64_ld(reg) == address && fdt64_ld(reg + 1) == size);
}

/* It makes its channels itself: of static ones there is the one between the other two. */
static void test_linux_as_dom0(void **state)
{
	const struct devicetree_dom0 dom0 = {
		.kernel = 0x54000000,
		.kernel_size = 3000,
		.initramfs = 0x52000000,
		.initramfs_size = 70,
		.bootargs = "console=hvc0",
	};
	struct devicetree_domain with_linux = domain;
	char base[BASE_SIZE];
	struct ws_error error;
	void *tree;
	size_t size;
	int length;

	(void)state;
	with_linux.dom0 = &dom0;
	make_base(base, 1);
	assert_int_equal(
		devicetree_for_xen(base, sizeof(base), "a", &with_linux, &tree, &size, &error), 0);
	assert_int_equal(fdt_check_full(tree, size), 0);
	check_order(tree);
	check_module(tree, "/chosen/kernel", 0x54000000, 3000);
	assert_string(tree, "/chosen/kernel", "bootargs", "console=hvc0");
	check_module(tree, "/chosen/initramfs", 0x52000000, 70);
	assert_non_null(fdt_getprop(tree, fdt_path_offset(tree, "/chosen"), "rng-seed", &length));
	assert_int_equal(length, 32);
	check_channel(tree, "/chosen/domU2/evtchn@3", "/chosen/domU1/evtchn@3", WS_XEN_OTHER);
	assert_int_equal(fdt_path_offset(tree, "/chosen/evtchn@1"), -FDT_ERR_NOTFOUND);
	assert_int_equal(fdt_path_offset(tree, "/chosen/domU1/evtchn@1"), -FDT_ERR_NOTFOUND);
	free(tree);
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
		cmocka_unit_test(test_tree),          cmocka_unit_test(test_alone),
		cmocka_unit_test(test_linux_as_dom0), cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_damaged_base),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
