/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The process that has the VM, beside the one that watches it: whatever a guest or a kernel does to
 * the first, the second goes on. All that comes back is bytes, which are the guest's.
 */
#ifndef WORLDSWITCH_VMM_WORKER_H
#define WORLDSWITCH_VMM_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "support/error.h"
#include "vmm/options.h"

struct vmm_worker {
	pid_t pid;
	int process; /* readable when it has ended */
	int console; /* what it prints */
	int signal;  /* after its end: what killed it, or 0 */
};

/* Starts a process that does this work, prints to us, and dies with us. */
int vmm_worker_start(struct vmm_worker *worker, int (*work)(const struct vmm_options *options),
		     const struct vmm_options *options, struct ws_error *error);

/*
 * Bytes, 0 at the end, -ETIMEDOUT after so long a silence, -EINTR for a signal to us, -EPIPE where
 * nobody reads our own output any more, -errno.
 */
ssize_t vmm_worker_read(const struct vmm_worker *worker, char *buffer, size_t size, int silence_ms);

/* Tells it that its time is up: it says where its guest is, and ends. */
void vmm_worker_expire(const struct vmm_worker *worker);

/* However it is: it ends, soon. -ETIMEDOUT where the kernel does not let go of it. */
int vmm_worker_end(struct vmm_worker *worker);

#endif
