// SPDX-License-Identifier: GPL-2.0-or-later
/* What the same code measures with no hypervisor below it. */
#include <worldswitch/absences.h>

#include "probe/hypervisor/hypervisor.h"

WS_ABSENT_NATIVE_LIST(HYPERVISOR_ABSENT)
static const struct offer offer_NULL = {.benchmark = &benchmark_null};
static const struct offer offer_INTC_TRAP = {.benchmark = &benchmark_intc_trap};
static const struct offer offer_IRQ_COMPLETION = {.benchmark = &benchmark_irq_completion};
static const struct offer offer_VIRTUAL_IPI = {.benchmark = &benchmark_virtual_ipi};
static const struct offer offer_VIRTUAL_IPI_IDLE = {.benchmark = &benchmark_virtual_ipi_idle};

const struct hypervisor hypervisor_native = {
	.id = "native",
	.offers = HYPERVISOR_OFFERS,
};
