// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Editing a device tree for Xen. Xen's documentation gives a domain's memory in KiB, as two cells,
 * in contrast to every other size in a device tree. Dom0's kernel is one of /chosen's own modules,
 * and so are its ends of event channels; every other domain is a node there.
 */
#include "lab/devicetree.h"

#include <errno.h>
#include <libfdt.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <worldswitch/domains.h>
#include <worldswitch/records.h>

#define GROWTH 16384 /* room for what is added, command lines aside */

static const char domain_compatible[] = "xen,domain";
static const char kernel_compatible[] = "multiboot,kernel\0multiboot,module";
static const char initramfs_compatible[] = "multiboot,ramdisk\0multiboot,module";

struct channel_end {
	int domain;
	uint32_t port;
};

/* Each joins two ports (worldswitch/domains.h). */
static const struct channel {
	struct channel_end ends[2];
} channels[] = {
	{.ends = {{WS_XEN_DOM0, WS_XEN_SIGNAL}, {WS_XEN_MEASURED, WS_XEN_SIGNAL}}},
	{.ends = {{WS_XEN_DOM0, WS_XEN_REPLY}, {WS_XEN_MEASURED, WS_XEN_REPLY}}},
	{.ends = {{WS_XEN_DOM0, WS_XEN_HELLO}, {WS_XEN_MEASURED, WS_XEN_HELLO}}},
	{.ends = {{WS_XEN_DOM0, WS_XEN_WATCH}, {WS_XEN_MEASURED, WS_XEN_WATCH}}},
	{.ends = {{WS_XEN_PEER, WS_XEN_OTHER}, {WS_XEN_MEASURED, WS_XEN_OTHER}}},
};

#define CHANNELS (sizeof(channels) / sizeof(channels[0]))

struct edit {
	void *tree;
	uint32_t phandles; /* the first that is free: one for each end of each channel */
	const struct devicetree_domain *measured;
};

/* libfdt's functions return 0 or an error below zero; the first error stays. */
static int add_end(const struct edit *edit, int parent, uint32_t port, uint32_t phandle,
		   uint32_t other)
{
	fdt32_t channel[2] = {cpu_to_fdt32(port), cpu_to_fdt32(other)};
	char name[] = "evtchn@0";
	int node;
	int result;

	name[sizeof(name) - 2] = (char)('0' + port);
	node = fdt_add_subnode(edit->tree, parent, name);
	result = node < 0 ? node : 0;
	if (!result)
		result = fdt_setprop_string(edit->tree, node, "compatible", "xen,evtchn-v1");
	if (!result)
		result = fdt_setprop(edit->tree, node, "xen,evtchn", channel, sizeof(channel));
	return result ? result : fdt_setprop_u32(edit->tree, node, "phandle", phandle);
}

/* Static channels of Dom0's are for one that can bind them. */
static bool is_there(const struct edit *edit, const struct channel *channel)
{
	return !edit->measured->dom0 ||
	       (channel->ends[0].domain != WS_XEN_DOM0 && channel->ends[1].domain != WS_XEN_DOM0);
}

static int add_channels(const struct edit *edit, int parent, int domain)
{
	int result = 0;

	for (uint32_t at = 0; at < 2 * CHANNELS && !result; at++) {
		const struct channel_end *end = &channels[at / 2].ends[at % 2];

		if (end->domain == domain && is_there(edit, &channels[at / 2]))
			result = add_end(edit, parent, end->port, edit->phandles + at,
					 edit->phandles + (at ^ 1));
	}
	return result;
}

struct module {
	const char *name;
	const char *compatible;
	size_t compatible_size;
	uint64_t address, size;
	const char *bootargs; /* NULL: none */
};

static int add_module(const struct edit *edit, int parent, const struct module *module)
{
	fdt64_t reg[2] = {cpu_to_fdt64(module->address), cpu_to_fdt64(module->size)};
	int node = fdt_add_subnode(edit->tree, parent, module->name);
	int result = node < 0 ? node : 0;

	if (!result)
		result = fdt_setprop(edit->tree, node, "compatible", module->compatible,
				     (int)module->compatible_size);
	if (!result)
		result = fdt_setprop(edit->tree, node, "reg", reg, sizeof(reg));
	if (!result && module->bootargs)
		result = fdt_setprop_string(edit->tree, node, "bootargs", module->bootargs);
	return result;
}

/* The measured image, in some role. */
static int add_kernel(const struct edit *edit, int parent, const char *bootargs)
{
	const struct module kernel = {
		.name = "kernel",
		.compatible = kernel_compatible,
		.compatible_size = sizeof(kernel_compatible),
		.address = edit->measured->kernel,
		.size = edit->measured->kernel_size,
		.bootargs = bootargs,
	};

	return add_module(edit, parent, &kernel);
}

static int add_domain(const struct edit *edit, int chosen, const char *name, uint32_t cpus,
		      int *domain)
{
	int node = fdt_add_subnode(edit->tree, chosen, name);
	int result = node < 0 ? node : 0;

	*domain = node;
	if (!result)
		result = fdt_setprop(edit->tree, node, "compatible", domain_compatible,
				     sizeof(domain_compatible));
	if (!result)
		result = fdt_setprop_u64(edit->tree, node, "memory", edit->measured->memory_kib);
	if (!result)
		result = fdt_setprop_u32(edit->tree, node, "cpus", cpus);
	if (!result)
		result = fdt_setprop_empty(edit->tree, node, "vpl011");
	if (!result)
		result = fdt_setprop_u32(edit->tree, node, "#address-cells", 2);
	if (!result)
		result = fdt_setprop_u32(edit->tree, node, "#size-cells", 2);
	return result;
}

static int add_measured(const struct edit *edit, int chosen, bool alone)
{
	int node;
	int result = add_domain(edit, chosen, "domU1", edit->measured->cpus, &node);

	if (!result && !alone)
		result = add_channels(edit, node, WS_XEN_MEASURED);
	return result ? result : add_kernel(edit, node, edit->measured->bootargs);
}

static int add_peer(const struct edit *edit, int chosen)
{
	int node;
	int result = add_domain(edit, chosen, "domU2", 1, &node);

	if (!result)
		result = add_channels(edit, node, WS_XEN_PEER);
	return result ? result : add_kernel(edit, node, WS_PARAMETER_ROLE WS_ROLE_PEER);
}

static int add_linux(const struct edit *edit, int chosen)
{
	const struct devicetree_dom0 *dom0 = edit->measured->dom0;
	const struct module kernel = {
		.name = "kernel",
		.compatible = kernel_compatible,
		.compatible_size = sizeof(kernel_compatible),
		.address = dom0->kernel,
		.size = dom0->kernel_size,
		.bootargs = dom0->bootargs,
	};
	const struct module initramfs = {
		.name = "initramfs",
		.compatible = initramfs_compatible,
		.compatible_size = sizeof(initramfs_compatible),
		.address = dom0->initramfs,
		.size = dom0->initramfs_size,
	};
	int result = add_module(edit, chosen, &initramfs);

	return result ? result : add_module(edit, chosen, &kernel);
}

static int add_dom0(const struct edit *edit, int chosen)
{
	int result = add_channels(edit, chosen, WS_XEN_DOM0);

	if (!result && edit->measured->dom0)
		return add_linux(edit, chosen);

	return result ? result : add_kernel(edit, chosen, WS_PARAMETER_ROLE WS_ROLE_BACKEND);
}

/* A node that is added comes before those that are there, and Xen numbers domains as it finds them.
 */
static int add_domains(const struct edit *edit, int chosen)
{
	bool alone = edit->measured->cpus < 2;
	int result = 0;

	if (!alone)
		result = add_peer(edit, chosen);
	if (!result)
		result = add_measured(edit, chosen, alone);
	return result || alone ? result : add_dom0(edit, chosen);
}

/*
 * What a server's firmware gives Linux to make random numbers of, and Xen passes on to Dom0:
 * without it Linux works on them in every interrupt (command.c). The same in every run.
 */
static const char seed[32] = "worldswitch: the same every time";

/* Properties before subnodes: each change moves the offsets of what follows it. */
static int edit_chosen(struct edit *edit, const char *xen_bootargs)
{
	int chosen = fdt_path_offset(edit->tree, "/chosen");
	int result = fdt_find_max_phandle(edit->tree, &edit->phandles);

	edit->phandles++;
	if (chosen == -FDT_ERR_NOTFOUND)
		chosen = fdt_add_subnode(edit->tree, 0, "chosen");
	if (chosen < 0)
		return chosen;
	if (!result)
		result = fdt_setprop_string(edit->tree, chosen, "xen,xen-bootargs", xen_bootargs);
	if (!result && edit->measured->dom0)
		result = fdt_setprop(edit->tree, chosen, "rng-seed", seed, sizeof(seed));
	if (!result)
		result = fdt_setprop_u32(edit->tree, chosen, "#address-cells", 2);
	if (!result)
		result = fdt_setprop_u32(edit->tree, chosen, "#size-cells", 2);
	return result ? result : add_domains(edit, chosen);
}

int devicetree_for_xen(const void *base, size_t base_size, const char *xen_bootargs,
		       const struct devicetree_domain *domain, void **tree, size_t *size,
		       struct ws_error *error)
{
	size_t room = base_size + strlen(xen_bootargs) + strlen(domain->bootargs) +
		      (domain->dom0 ? strlen(domain->dom0->bootargs) : 0) + GROWTH;
	int result;

	*tree = NULL;
	if (room > INT32_MAX || fdt_check_full(base, base_size) != 0)
		return ws_fail(error, EINVAL, "the emulator's device tree is damaged");
	*tree = malloc(room);
	if (!*tree)
		return ws_fail_errno(error, ENOMEM, "cannot make a device tree");
	result = fdt_open_into(base, *tree, (int)room);
	if (!result)
		result = edit_chosen(&(struct edit){.tree = *tree, .measured = domain},
				     xen_bootargs);
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
