// SPDX-License-Identifier: GPL-2.0-or-later
/* What the same code measures with no hypervisor below it. */
#include "probe/hypervisor/hypervisor.h"

static const struct offer offer_NULL = {.benchmark = &benchmark_null};
static const struct offer offer_HYPERCALL = {.absent = "there is no hypervisor to call"};
static const struct offer offer_INTC_TRAP = {.benchmark = &benchmark_intc_trap};
static const struct offer offer_IRQ_COMPLETION = {.benchmark = &benchmark_irq_completion};
static const struct offer offer_VIRTUAL_IPI = {.benchmark = &benchmark_virtual_ipi};
static const struct offer offer_VIRTUAL_IPI_IDLE = {.benchmark = &benchmark_virtual_ipi_idle};
static const struct offer offer_VM_SWITCH = {.absent = "there is one machine and no VM"};
static const struct offer offer_IO_OUT = {.absent = "no hypervisor, so no backend"};
static const struct offer offer_IO_OUT_EXIT = {.absent = "no hypervisor, so no backend"};
static const struct offer offer_IO_IN = {.absent = "no hypervisor, so no backend"};
static const struct offer offer_IO_IN_IDLE = {.absent = "no hypervisor, so no backend"};

const struct hypervisor hypervisor_native = {
	.id = "native",
	.offers = HYPERVISOR_OFFERS,
};
