// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is behind the store is an instruction that jumps to itself: however often it is executed,
 * the machine is in the same state when the timer's interrupt comes, whose signal ends it. Time
 * alone would not make it so: the local APIC counts in steps of 16 ns from where it was set, not
 * from a common moment.
 */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/time.h>

#include "vmm/arch.h"

static sigjmp_buf after_stop;

static void leave(int signal)
{
	(void)signal;
	siglongjmp(after_stop, 1);
}

static void store(volatile uint8_t *device, uint8_t value)
{
	__asm__ volatile("movb	%1, (%0)\n"
			 "1:	jmp	1b" ::"r"(device),
			 "q"(value)
			 : "memory");
}

int arch_stop(volatile uint8_t *device, uint8_t value, struct ws_error *error)
{
	const struct itimerval soon = {.it_value = {.tv_usec = VMM_STOP_SOON_US}};
	const struct itimerval never = {.it_value = {.tv_usec = 0}};
	const struct sigaction ends = {.sa_handler = leave};
	struct sigaction before;
	volatile int result = 0; /* over the jump */

	if (sigaction(SIGALRM, &ends, &before) < 0)
		return ws_fail_errno(error, errno, "cannot be told of a timer");
	if (sigsetjmp(after_stop, 1) == 0) {
		if (setitimer(ITIMER_REAL, &soon, NULL) < 0)
			result = ws_fail_errno(error, errno, "cannot set a timer");
		else
			store(device, value);
	}
	setitimer(ITIMER_REAL, &never, NULL);
	sigaction(SIGALRM, &before, NULL);
	return result;
}
