// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Editing a device tree for Xen without a Dom0. Xen's documentation gives a domain's memory in KiB,
 * as two cells, in contrast to every other size in a device tree.
 */
#include "lab/devicetree.h"

#include <errno.h>
#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#define GROWTH 8192 /* room for what is added, command lines aside */

static const char domain_compatible[] = "xen,domain";
static const char kernel_compatible[] = "multiboot,kernel\0multiboot,module";

/* libfdt's functions return 0 or an error below zero; the first error stays. */
static int add_kernel(void *tree, int parent, const struct devicetree_domain *domain)
{
	fdt64_t reg[2] = {cpu_to_fdt64(domain->kernel), cpu_to_fdt64(domain->kernel_size)};
	int node = fdt_add_subnode(tree, parent, "kernel");
	int result = node < 0 ? node : 0;

	if (!result)
		result = fdt_setprop(tree, node, "compatible", kernel_compatible,
				     sizeof(kernel_compatible));
	if (!result)
		result = fdt_setprop(tree, node, "reg", reg, sizeof(reg));
	if (!result)
		result = fdt_setprop_string(tree, node, "bootargs", domain->bootargs);
	return result;
}

static int add_domain(void *tree, int chosen, const struct devicetree_domain *domain)
{
	int node = fdt_add_subnode(tree, chosen, "domU1");
	int result = node < 0 ? node : 0;

	if (!result)
		result = fdt_setprop(tree, node, "compatible", domain_compatible,
				     sizeof(domain_compatible));
	if (!result)
		result = fdt_setprop_u64(tree, node, "memory", domain->memory_kib);
	if (!result)
		result = fdt_setprop_u32(tree, node, "cpus", domain->cpus);
	if (!result)
		result = fdt_setprop_empty(tree, node, "vpl011");
	if (!result)
		result = fdt_setprop_u32(tree, node, "#address-cells", 2);
	if (!result)
		result = fdt_setprop_u32(tree, node, "#size-cells", 2);
	return result ? result : add_kernel(tree, node, domain);
}

/* Properties before subnodes: each change moves the offsets of what follows it. */
static int edit_chosen(void *tree, const char *xen_bootargs, const struct devicetree_domain *domain)
{
	int chosen = fdt_path_offset(tree, "/chosen");
	int result;

	if (chosen == -FDT_ERR_NOTFOUND)
		chosen = fdt_add_subnode(tree, 0, "chosen");
	if (chosen < 0)
		return chosen;
	result = fdt_setprop_string(tree, chosen, "xen,xen-bootargs", xen_bootargs);
	if (!result)
		result = fdt_setprop_u32(tree, chosen, "#address-cells", 2);
	if (!result)
		result = fdt_setprop_u32(tree, chosen, "#size-cells", 2);
	return result ? result : add_domain(tree, chosen, domain);
}

int devicetree_for_xen(const void *base, size_t base_size, const char *xen_bootargs,
		       const struct devicetree_domain *domain, void **tree, size_t *size,
		       struct ws_error *error)
{
	size_t room = base_size + strlen(xen_bootargs) + strlen(domain->bootargs) + GROWTH;
	int result;

	*tree = NULL;
	if (room > INT32_MAX || fdt_check_full(base, base_size) != 0)
		return ws_fail(error, EINVAL, "the emulator's device tree is damaged");
	*tree = malloc(room);
	if (!*tree)
		return ws_fail_errno(error, ENOMEM, "cannot make a device tree");
	result = fdt_open_into(base, *tree, (int)room);
	if (!result)
		result = edit_chosen(*tree, xen_bootargs, domain);
	if (!result)
		result = fdt_pack(*tree);
	if (!result) {
		*size = fdt_totalsize(*tree);
		return 0;
	}
	free(*tree);
	*tree = NULL;
	return ws_fail(error, EINVAL, "cannot make a device tree for Xen: %s",
		       fdt_strerror(result));
}
