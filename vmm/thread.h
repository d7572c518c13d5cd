/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A thread beside the first one, on a CPU of its own choice. */
#ifndef WORLDSWITCH_VMM_THREAD_H
#define WORLDSWITCH_VMM_THREAD_H

#include <pthread.h>
#include <stdbool.h>

#include "support/error.h"

struct vmm_thread {
	/* Set before the start. A body returns 0, or -errno with the reason. */
	int (*body)(void *context, struct ws_error *error);
	void *context;
	unsigned int cpu;

	pthread_t handle;
	bool started;
	int result; /* the body's, when it has been joined */
	struct ws_error error;
};

/* No signal comes to it but that of vmm_thread_interrupt; to be joined. */
int vmm_thread_start(struct vmm_thread *thread, struct ws_error *error);

/* Makes a blocking call of that thread return EINTR. */
void vmm_thread_interrupt(pthread_t thread);

/* Waits for its end, which somebody must have seen to; one that was not started has ended. */
void vmm_thread_join(struct vmm_thread *thread);

#endif
