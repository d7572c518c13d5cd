// SPDX-License-Identifier: GPL-2.0-or-later
/* What a guest of KVM can measure. */
#include "probe/hypervisor/hypervisor.h"

static const struct offer offer_NULL = {.benchmark = &benchmark_null};
static const struct offer offer_HYPERCALL = {.benchmark = &benchmark_hypercall_kvm};
static const struct offer offer_INTC_TRAP = {.benchmark = &benchmark_intc_trap};
static const struct offer offer_IRQ_COMPLETION = {.benchmark = &benchmark_irq_completion};
static const struct offer offer_VIRTUAL_IPI = {.benchmark = &benchmark_virtual_ipi};
static const struct offer offer_VIRTUAL_IPI_IDLE = {.benchmark = &benchmark_virtual_ipi_idle};
static const struct offer offer_VM_SWITCH = {.absent = "this VMM offers no backend"};
static const struct offer offer_IO_OUT = {.absent = "this VMM offers no backend"};
static const struct offer offer_IO_OUT_EXIT = {.absent = "this VMM offers no backend"};
static const struct offer offer_IO_IN = {.absent = "this VMM offers no backend"};
static const struct offer offer_IO_IN_IDLE = {.absent = "this VMM offers no backend"};

const struct hypervisor hypervisor_kvm = {
	.id = "kvm",
	.offers = HYPERVISOR_OFFERS,
};
