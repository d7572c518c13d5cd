// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A domain that is halted can be woken by nobody else when its event is lost. The timer is Dom0's
 * own: one of the halted domain would be saved and restored by Xen on the way that is measured.
 */
#include "probe/bench/watch_xen.h"

#include <stdbool.h>

#include <worldswitch/domains.h>

#include "probe/arch/alarm.h"
#include "probe/hypervisor/xen_events.h"

static void switch_over(void)
{
	static bool watching;

	watching = !watching;
	if (watching)
		arch_alarm_set(WS_XEN_WATCH_SECONDS);
	else
		arch_alarm_clear();
	events_send(WS_XEN_HELLO);
}

void watch_xen(void)
{
	if (arch_alarm_rang()) {
		arch_alarm_clear();
		events_send(WS_XEN_WATCH);
	}
	if (events_take(WS_XEN_WATCH))
		switch_over();
}
