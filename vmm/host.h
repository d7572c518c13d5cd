/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the host says of itself: a `host` record, before there is a guest. */
#ifndef WORLDSWITCH_VMM_HOST_H
#define WORLDSWITCH_VMM_HOST_H

#include "support/error.h"

struct vmm_vm;

#define VMM_HOST_MODE_UNKNOWN "unknown"

/*
 * The mode that one record of the kernel's log tells of, as /dev/kmsg gives it, with a NUL at its
 * end; NULL where it is about something else.
 */
const char *vmm_host_mode_in(const char *text);

/* Prints the record. That the log cannot be read, or no longer goes back so far, is no failure. */
int vmm_host_report(struct vmm_vm *vm, struct ws_error *error);

#endif
