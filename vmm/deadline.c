// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The time limit, as one one-shot timer: it wakes nobody before the limit is reached, so nothing of
 * it ever falls into a measured window. Its signal makes every blocking call return EINTR.
 */
#include "vmm/deadline.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>

static volatile sig_atomic_t expired;
static volatile uint8_t *volatile flag_to_set;

static void on_alarm(int number)
{
	volatile uint8_t *flag = flag_to_set;

	(void)number;
	expired = 1;
	if (flag)
		*flag = 1;
}

int vmm_deadline_start(unsigned int seconds, struct ws_error *error)
{
	struct sigaction action = {.sa_handler = on_alarm}; /* no SA_RESTART: calls must return */
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
	struct itimerspec limit = {.it_value.tv_sec = (time_t)seconds};
	timer_t timer;

	if (sigaction(SIGALRM, &action, NULL) < 0 ||
	    timer_create(CLOCK_MONOTONIC, &event, &timer) < 0 ||
	    timer_settime(timer, 0, &limit, NULL) < 0)
		return ws_fail_errno(error, errno, "cannot set a time limit");
	return 0;
}

bool vmm_deadline_expired(void)
{
	return expired;
}

void vmm_deadline_set_flag(volatile uint8_t *flag)
{
	flag_to_set = flag;
}
