// SPDX-License-Identifier: GPL-2.0-or-later
/* What a guest of Xen can measure. */
#include "probe/hypervisor/hypervisor.h"

static const struct offer offer_NULL = {.benchmark = &benchmark_null};
static const struct offer offer_HYPERCALL = {.benchmark = &benchmark_hypercall_xen};
static const struct offer offer_INTC_TRAP = {.benchmark = &benchmark_intc_trap};
static const struct offer offer_IRQ_COMPLETION = {.benchmark = &benchmark_irq_completion};
static const struct offer offer_VIRTUAL_IPI = {.benchmark = &benchmark_virtual_ipi};
static const struct offer offer_VIRTUAL_IPI_IDLE = {.benchmark = &benchmark_virtual_ipi_idle};
static const struct offer offer_VM_SWITCH = {.absent = "needs an event channel to another domain"};
static const struct offer offer_IO_OUT = {.absent = "needs an event channel to another domain"};
static const struct offer offer_IO_OUT_EXIT = {.absent = "Xen has no exit to user space"};
static const struct offer offer_IO_IN = {.absent = "needs an event channel to another domain"};
static const struct offer offer_IO_IN_IDLE = {.absent = "needs an event channel to another domain"};

const struct hypervisor hypervisor_xen = {
	.id = "xen",
	.offers = HYPERVISOR_OFFERS,
};
