// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The timers of EL2, which are a kernel's own with VHE, are not saved: a CPU that waited for one
 * would wait forever. So the one that is set is called off after the store, come or not, and nobody
 * is told of it: a signal would change more of this process than the time that has passed.
 */
#include <errno.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "vmm/arch.h"

int arch_stop(volatile uint8_t *device, uint8_t value, struct ws_error *error)
{
	const struct itimerspec soon = {.it_value = {.tv_nsec = VMM_STOP_SOON_US * 1000L}};
	const struct itimerspec never = {.it_value = {.tv_nsec = 0}};
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	int result = 0;

	if (timer < 0)
		return ws_fail_errno(error, errno, "cannot make a timer");
	if (timerfd_settime(timer, 0, &soon, NULL) < 0)
		result = ws_fail_errno(error, errno, "cannot set a timer");
	else
		*device = value;
	if (!result && timerfd_settime(timer, 0, &never, NULL) < 0)
		result = ws_fail_errno(error, errno, "cannot set a timer");
	close(timer);
	return result;
}
