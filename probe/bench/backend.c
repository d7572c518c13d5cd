// SPDX-License-Identifier: GPL-2.0-or-later
/* Which feature it is that is missing is said by the name that the host has for it. */
#include "probe/bench/backend.h"

#include "probe/arch/backend.h"

struct ws_backend_mailbox backend_mailbox;

static const struct {
	uint32_t feature;
	const char *missing;
} reasons[] = {
	{.feature = WS_BACKEND_HAS_IOEVENTFD, .missing = "the host has no KVM_IOEVENTFD"},
	{.feature = WS_BACKEND_HAS_IRQFD, .missing = "the host has no KVM_IRQFD"},
	{.feature = WS_BACKEND_HAS_CPU, .missing = "the host has one CPU alone"},
	{.feature = WS_BACKEND_HAS_OTHER, .missing = "there is no second VM"},
	{.feature = WS_BACKEND_HAS_CLOCK, .missing = "no clock shared with the host"},
};

struct outcome backend_open(uint32_t features)
{
	uint32_t missing;

	if (!arch_backend_present())
		return outcome_bad(WS_VERDICT_SKIPPED, 0, "this VMM offers no backend");
	if (arch_clock_is_open())
		features |= WS_BACKEND_HAS_CLOCK;
	missing = features & ~arch_backend_read(WS_BACKEND_FEATURES);
	for (size_t at = 0; at < sizeof(reasons) / sizeof(reasons[0]); at++)
		if (missing & reasons[at].feature)
			return outcome_bad(WS_VERDICT_SKIPPED, 0, reasons[at].missing);
	backend_mailbox = (struct ws_backend_mailbox){0};
	arch_backend_write_64(WS_BACKEND_MAILBOX, (uint64_t)(uintptr_t)&backend_mailbox);
	return outcome_measured(0);
}
