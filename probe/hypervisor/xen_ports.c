// SPDX-License-Identifier: GPL-2.0-or-later
/* Xen changes the same words at the same time, from other CPUs: each change is one atomic step. */
#include "probe/hypervisor/xen_ports.h"

#define WORD_BITS 64

static uint64_t *word(uint64_t words[EVTCHN_WORDS], uint32_t port)
{
	return &words[port / WORD_BITS % EVTCHN_WORDS];
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
	for (uint32_t at = 0; at < EVTCHN_WORDS; at++) {
		__atomic_store_n(&info->evtchn_mask[at], ~UINT64_C(0), __ATOMIC_SEQ_CST);
		__atomic_store_n(&info->evtchn_pending[at], 0, __ATOMIC_SEQ_CST);
	}
	ports_rearm(info);
}

bool ports_take(struct shared_info *info, uint32_t port)
{
	return __atomic_fetch_and(word(info->evtchn_pending, port), ~bit(port), __ATOMIC_ACQ_REL) &
	       bit(port);
}
