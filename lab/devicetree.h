/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Xen reads of a machine's device tree beside the hardware: its command line and its domains.
 */
#ifndef WORLDSWITCH_LAB_DEVICETREE_H
#define WORLDSWITCH_LAB_DEVICETREE_H

#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

/* Linux as Dom0: where its kernel and its initramfs are in the machine's memory. */
struct devicetree_dom0 {
	uint64_t kernel, kernel_size;
	uint64_t initramfs, initramfs_size;
	const char *bootargs;
};

/*
 * The measured domain, which Xen itself starts ("dom0less": Xen, docs/misc/arm/device-tree/
 * booting.txt). One with two CPUs has Dom0 and a peer beside it (worldswitch/domains.h), of the
 * same image in other roles, unless Dom0 is Linux: that one makes its event channels itself. One
 * with a single CPU is alone.
 */
struct devicetree_domain {
	uint32_t memory_kib;
	uint32_t cpus;
	uint64_t kernel; /* where the image is in the machine's memory */
	uint64_t kernel_size;
	const char *bootargs;               /* what the domain finds in its own /chosen */
	const struct devicetree_dom0 *dom0; /* NULL: the same image */
};

/*
 * Makes a tree, allocated, from the emulator's own: /chosen gets Xen's command line and the
 * domains, all else stays. -EINVAL where base is not a device tree.
 */
int devicetree_for_xen(const void *base, size_t base_size, const char *xen_bootargs,
		       const struct devicetree_domain *domain, void **tree, size_t *size,
		       struct ws_error *error);

#endif
