// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Threads beside the first one are deaf to every signal but the one that interrupts them, so that
 * the deadline's always reaches the first thread.
 */
#include "vmm/thread.h"

#include <errno.h>
#include <signal.h>

#include "vmm/placement.h"

#define SIGNAL_INTERRUPT SIGUSR1

static void on_interrupt(int number)
{
	(void)number; /* the call that it interrupts is all that is wanted */
}

static void *begin(void *context)
{
	struct vmm_thread *thread = context;

	thread->result = vmm_placement_pin(thread->cpu, &thread->error);
	if (!thread->result)
		thread->result = thread->body(thread->context, &thread->error);
	return NULL;
}

int vmm_thread_start(struct vmm_thread *thread, struct ws_error *error)
{
	struct sigaction action = {.sa_handler = on_interrupt}; /* no SA_RESTART */
	sigset_t all;
	sigset_t before;
	int code;

	if (sigaction(SIGNAL_INTERRUPT, &action, NULL) < 0)
		return ws_fail_errno(error, errno, "cannot handle signals");
	sigfillset(&all);
	sigdelset(&all, SIGNAL_INTERRUPT);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	code = pthread_create(&thread->handle, NULL, begin, thread);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (code)
		return ws_fail_errno(error, code, "cannot start a thread");
	thread->started = true;
	return 0;
}

void vmm_thread_interrupt(pthread_t thread)
{
	pthread_kill(thread, SIGNAL_INTERRUPT);
}

void vmm_thread_join(struct vmm_thread *thread)
{
	if (thread->started)
		pthread_join(thread->handle, NULL);
	thread->started = false;
}
