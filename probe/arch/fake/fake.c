// SPDX-License-Identifier: GPL-2.0-or-later
/* The fake machine's memory of what happened. */
#include "probe/arch/fake/fake.h"

#include "probe/arch/fake/xen.h"

struct fake fake;

void fake_reset(void)
{
	fake = (struct fake){
		.good_hypercalls = FAKE_NEVER,
		.good_interrupts = FAKE_NEVER,
		.good_completions = FAKE_NEVER,
		.good_ipis = FAKE_NEVER,
		.backend_features = ~UINT32_C(0),
		.good_signals = FAKE_NEVER,
		.good_requests = FAKE_NEVER,
	};
	fake_xen_reset();
}

void fake_note(enum fake_kind kind, uint64_t first, uint64_t second, uint64_t third)
{
	fake.counts[kind]++;
	if (fake.event_count < FAKE_EVENTS_MAX)
		fake.events[fake.event_count++] = (struct fake_event){
			.kind = kind,
			.operands = {first, second, third},
		};
}
