// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Each limit is a one-shot timer: it wakes nobody before it is reached, so nothing of it ever falls
 * into a measured window. Its signal makes every blocking call return EINTR.
 */
#include "vmm/deadline.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>

enum limit { ALL, PART };

static volatile sig_atomic_t all_expired;
static volatile sig_atomic_t part_expired;
static timer_t part;
static bool part_exists;
static volatile uint8_t *volatile flag_to_set;

static void on_alarm(int number, siginfo_t *information, void *context)
{
	volatile uint8_t *flag = flag_to_set;

	(void)number;
	(void)context;
	if (information->si_code == SI_TIMER && information->si_value.sival_int == PART)
		part_expired = 1;
	else
		all_expired = 1;
	if (flag)
		*flag = 1;
}

static int create(timer_t *timer, enum limit limit)
{
	struct sigevent event = {
		.sigev_notify = SIGEV_SIGNAL,
		.sigev_signo = SIGALRM,
		.sigev_value.sival_int = limit,
	};

	return timer_create(CLOCK_MONOTONIC, &event, timer);
}

int vmm_deadline_start(unsigned int seconds, struct ws_error *error)
{
	/* No SA_RESTART: calls must return. */
	struct sigaction action = {.sa_sigaction = on_alarm, .sa_flags = SA_SIGINFO};
	struct itimerspec limit = {.it_value.tv_sec = (time_t)seconds};
	timer_t timer;

	if (sigaction(SIGALRM, &action, NULL) < 0 || create(&timer, ALL) < 0 ||
	    timer_settime(timer, 0, &limit, NULL) < 0)
		return ws_fail_errno(error, errno, "cannot set a time limit");
	return 0;
}

void vmm_deadline_part(unsigned int seconds)
{
	const struct itimerspec never = {.it_value = {.tv_nsec = 0}};
	const struct itimerspec limit = {.it_value.tv_sec = (time_t)seconds};

	if (!part_exists)
		part_exists = create(&part, PART) == 0;
	if (!part_exists)
		return; /* the other limit is there */
	timer_settime(part, 0, &never, NULL);
	part_expired = 0;
	timer_settime(part, 0, &limit, NULL);
}

bool vmm_deadline_expired(void)
{
	return all_expired || part_expired;
}

bool vmm_deadline_is_final(void)
{
	return all_expired;
}

void vmm_deadline_set_flag(volatile uint8_t *flag)
{
	flag_to_set = flag;
}
