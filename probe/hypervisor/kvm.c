// SPDX-License-Identifier: GPL-2.0-or-later
/* What a guest of KVM can measure. */
#include "probe/bench/peer.h"
#include "probe/hypervisor/hypervisor.h"

static const struct offer offer_NULL = {.benchmark = &benchmark_null};
static const struct offer offer_HYPERCALL = {.benchmark = &benchmark_hypercall_kvm};
static const struct offer offer_INTC_TRAP = {.benchmark = &benchmark_intc_trap};
static const struct offer offer_IRQ_COMPLETION = {.benchmark = &benchmark_irq_completion};
static const struct offer offer_VIRTUAL_IPI = {.benchmark = &benchmark_virtual_ipi};
static const struct offer offer_VIRTUAL_IPI_IDLE = {.benchmark = &benchmark_virtual_ipi_idle};
static const struct offer offer_VM_SWITCH = {.benchmark = &benchmark_vm_switch_kvm};
static const struct offer offer_IO_OUT = {.benchmark = &benchmark_io_out_kvm};
static const struct offer offer_IO_OUT_EXIT = {.benchmark = &benchmark_io_out_exit_kvm};
static const struct offer offer_IO_IN = {.benchmark = &benchmark_io_in_kvm};
static const struct offer offer_IO_IN_IDLE = {.benchmark = &benchmark_io_in_idle_kvm};

const struct hypervisor hypervisor_kvm = {
	.id = "kvm",
	.offers = HYPERVISOR_OFFERS,
	.peer = peer_kvm,
};
