// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Each limit is a one-shot timer: it wakes nobody before it is reached, so nothing of it ever falls
 * into a measured window. (One of the processor's time keeps the tick of a CPU that would have
 * none, nohz_full: nobody measures under it.) Its signal makes every blocking call return EINTR.
 */
#include "vmm/deadline.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>

enum limit { ALL, PART, BUSY, LIMITS };

static volatile sig_atomic_t expired[LIMITS];
static struct {
	timer_t timer;
	bool exists;
} parts[LIMITS];
static volatile uint8_t *volatile flag_to_set;

static void on_alarm(int number, siginfo_t *information, void *context)
{
	volatile uint8_t *flag = flag_to_set;

	(void)number;
	(void)context;
	expired[information->si_code == SI_TIMER ? information->si_value.sival_int : ALL] = 1;
	if (flag)
		*flag = 1;
}

static int create(timer_t *timer, clockid_t clock, enum limit limit)
{
	struct sigevent event = {
		.sigev_notify = SIGEV_SIGNAL,
		.sigev_signo = SIGALRM,
		.sigev_value.sival_int = limit,
	};

	return timer_create(clock, &event, timer);
}

int vmm_deadline_start(unsigned int seconds, struct ws_error *error)
{
	/* No SA_RESTART: calls must return. */
	struct sigaction action = {.sa_sigaction = on_alarm, .sa_flags = SA_SIGINFO};
	struct itimerspec limit = {.it_value.tv_sec = (time_t)seconds};
	timer_t timer;

	if (sigaction(SIGALRM, &action, NULL) < 0 || create(&timer, CLOCK_MONOTONIC, ALL) < 0 ||
	    timer_settime(timer, 0, &limit, NULL) < 0)
		return ws_fail_errno(error, errno, "cannot set a time limit");
	return 0;
}

/* Without such a timer the other limits are there. */
static void set_part(enum limit limit, clockid_t clock, unsigned int ms)
{
	const struct itimerspec never = {.it_value = {.tv_nsec = 0}};
	const struct itimerspec then = {
		.it_value = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000}};

	if (!parts[limit].exists && ms)
		parts[limit].exists = create(&parts[limit].timer, clock, limit) == 0;
	if (!parts[limit].exists)
		return;
	timer_settime(parts[limit].timer, 0, &never, NULL);
	expired[limit] = 0;
	timer_settime(parts[limit].timer, 0, &then, NULL);
}

void vmm_deadline_part(unsigned int wall_ms, unsigned int processor_ms)
{
	set_part(PART, CLOCK_MONOTONIC, wall_ms);
	set_part(BUSY, CLOCK_THREAD_CPUTIME_ID, processor_ms);
}

bool vmm_deadline_expired(void)
{
	return expired[ALL] || expired[PART] || expired[BUSY];
}

bool vmm_deadline_is_final(void)
{
	return expired[ALL];
}

bool vmm_deadline_is_busy(void)
{
	return expired[BUSY];
}

void vmm_deadline_set_flag(volatile uint8_t *flag)
{
	flag_to_set = flag;
}
