// SPDX-License-Identifier: GPL-2.0-or-later
/* What the same code measures with no hypervisor below it. */
#include "probe/hypervisor/hypervisor.h"

static const struct offer offer_NULL = {.benchmark = &benchmark_null};
static const struct offer offer_HYPERCALL = {.absent = "there is no hypervisor to call"};
static const struct offer offer_INTC_TRAP = {.benchmark = &benchmark_intc_trap};
static const struct offer offer_IRQ_COMPLETION = {.benchmark = &benchmark_irq_completion};

const struct hypervisor hypervisor_native = {
	.id = "native",
	.offers = HYPERVISOR_OFFERS,
};
