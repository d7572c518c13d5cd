/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the host says of itself: a `host` record, before there is a guest. */
#ifndef WORLDSWITCH_VMM_HOST_H
#define WORLDSWITCH_VMM_HOST_H

#include "support/error.h"

struct vmm_vm;

#define VMM_HOST_MODE_UNKNOWN "unknown"

/* Prints the record. That the mode cannot be told is no failure. */
int vmm_host_report(struct vmm_vm *vm, struct ws_error *error);

#endif
