// SPDX-License-Identifier: GPL-2.0-or-later
/* A hypervisor that this project has never seen: what needs no knowledge of it still runs. */
#include "probe/hypervisor/hypervisor.h"

static const struct offer offer_NULL = {.benchmark = &benchmark_null};
static const struct offer offer_HYPERCALL = {.absent = "this hypervisor's calls are not known"};
static const struct offer offer_INTC_TRAP = {.benchmark = &benchmark_intc_trap};
static const struct offer offer_IRQ_COMPLETION = {.benchmark = &benchmark_irq_completion};

const struct hypervisor hypervisor_unknown = {
	.id = "unknown",
	.offers = HYPERVISOR_OFFERS,
};
