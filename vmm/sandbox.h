/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a process with a guest in it may ask of the kernel: to run the guest, to print, to end. A
 * guest that took this process over could do no more, and anything else kills it.
 */
#ifndef WORLDSWITCH_VMM_SANDBOX_H
#define WORLDSWITCH_VMM_SANDBOX_H

#include "support/error.h"

/* The environment's, of what there is. */
#define VMM_SANDBOX_KEY "sandbox"

struct vmm_vm;

/* For good, and for every thread that is started from now on. -ENOSYS where the kernel has none. */
int vmm_sandbox_enter(struct ws_error *error);

/* The step before a timed VM runs; it says on the console what there is. In the lab: nothing. */
int vmm_vm_confine(struct vmm_vm *vm, struct ws_error *error);

#endif
