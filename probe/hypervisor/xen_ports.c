// SPDX-License-Identifier: GPL-2.0-or-later
/* Xen changes the same words at the same time, from other CPUs: each change is one atomic step. */
#include "probe/hypervisor/xen_ports.h"

#include "probe/arch/xen_page.h"

#define WORD_BITS 64

uint64_t *ports_pending(struct shared_info *info, uint32_t port)
{
	return &info->words[arch_xen_events_word + port / WORD_BITS % EVTCHN_WORDS];
}

uint64_t *ports_masked(struct shared_info *info, uint32_t port)
{
	return ports_pending(info, port) + EVTCHN_WORDS;
}

static uint64_t bit(uint32_t port)
{
	return UINT64_C(1) << port % WORD_BITS;
}

/* In this order: an event that comes in between sets both again. */
void ports_rearm(struct shared_info *info)
{
	__atomic_store_n(&info->vcpu_info.evtchn_upcall_pending, 0, __ATOMIC_SEQ_CST);
	__atomic_exchange_n(&info->vcpu_info.evtchn_pending_sel, 0, __ATOMIC_SEQ_CST);
}

/* Masked first: then nothing but these words can change any more. */
void ports_reset(struct shared_info *info)
{
	for (uint32_t port = 0; port < EVTCHN_WORDS * WORD_BITS; port += WORD_BITS) {
		__atomic_store_n(ports_masked(info, port), ~UINT64_C(0), __ATOMIC_SEQ_CST);
		__atomic_store_n(ports_pending(info, port), 0, __ATOMIC_SEQ_CST);
	}
	ports_rearm(info);
}

bool ports_take(struct shared_info *info, uint32_t port)
{
	return __atomic_fetch_and(ports_pending(info, port), ~bit(port), __ATOMIC_ACQ_REL) &
	       bit(port);
}
