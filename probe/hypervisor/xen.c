// SPDX-License-Identifier: GPL-2.0-or-later
/* What a guest of Xen can measure. */
#include <worldswitch/absences.h>

#include "probe/bench/domains.h"
#include "probe/bench/peer.h"
#include "probe/hypervisor/hypervisor.h"

/* Event channels carry no data, and so no reading of the other domain's clock. */
#define CROSSES(name)                                                                              \
	{                                                                                          \
		.benchmark = &(name), .no_clock = "no clock that two domains share"                \
	}

WS_ABSENT_XEN_LIST(HYPERVISOR_ABSENT)
static const struct offer offer_NULL = {.benchmark = &benchmark_null};
static const struct offer offer_HYPERCALL = {.benchmark = &benchmark_hypercall_xen};
static const struct offer offer_INTC_TRAP = {.benchmark = &benchmark_intc_trap};
static const struct offer offer_IRQ_COMPLETION = {.benchmark = &benchmark_irq_completion};
static const struct offer offer_VIRTUAL_IPI = {.benchmark = &benchmark_virtual_ipi};
static const struct offer offer_VIRTUAL_IPI_IDLE = {.benchmark = &benchmark_virtual_ipi_idle};
static const struct offer offer_VM_SWITCH = CROSSES(benchmark_vm_switch_xen);
static const struct offer offer_IO_OUT = CROSSES(benchmark_io_out_xen);
static const struct offer offer_IO_IN = CROSSES(benchmark_io_in_xen);
static const struct offer offer_IO_IN_IDLE = CROSSES(benchmark_io_in_idle_xen);

const struct hypervisor hypervisor_xen = {
	.id = "xen",
	.offers = HYPERVISOR_OFFERS,
	.prepare = domains_meet,
	.peer = peer_xen,
	.backend = backend_xen,
};
