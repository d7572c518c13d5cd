// SPDX-License-Identifier: GPL-2.0-or-later
/* What a guest of Xen can measure. */
#include "probe/hypervisor/hypervisor.h"

static const struct offer offer_NULL = {.benchmark = &benchmark_null};
static const struct offer offer_HYPERCALL = {.benchmark = &benchmark_hypercall_xen};
static const struct offer offer_INTC_TRAP = {.benchmark = &benchmark_intc_trap};
static const struct offer offer_IRQ_COMPLETION = {.benchmark = &benchmark_irq_completion};

const struct hypervisor hypervisor_xen = {
	.id = "xen",
	.offers = HYPERVISOR_OFFERS,
};
