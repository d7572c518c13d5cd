// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A hypervisor that this project has never seen, or none: a guest at EL1 that nobody answers cannot
 * tell. What needs no knowledge of it still runs.
 */
#include "probe/hypervisor/hypervisor.h"

static const struct offer offer_NULL = {.benchmark = &benchmark_null};
static const struct offer offer_HYPERCALL = {.absent = "no hypervisor that is known answers"};
static const struct offer offer_INTC_TRAP = {.benchmark = &benchmark_intc_trap};
static const struct offer offer_IRQ_COMPLETION = {.benchmark = &benchmark_irq_completion};
static const struct offer offer_VIRTUAL_IPI = {.benchmark = &benchmark_virtual_ipi};
static const struct offer offer_VIRTUAL_IPI_IDLE = {.benchmark = &benchmark_virtual_ipi_idle};
static const struct offer offer_VM_SWITCH = {.absent = "no hypervisor that is known answers"};
static const struct offer offer_IO_OUT = {.absent = "no hypervisor that is known answers"};
static const struct offer offer_IO_OUT_EXIT = {.absent = "no hypervisor that is known answers"};
static const struct offer offer_IO_IN = {.absent = "no hypervisor that is known answers"};
static const struct offer offer_IO_IN_IDLE = {.absent = "no hypervisor that is known answers"};

const struct hypervisor hypervisor_unknown = {
	.id = "unknown",
	.offers = HYPERVISOR_OFFERS,
};
