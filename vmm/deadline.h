/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one time limit: everything that this program does has ended when it is reached. */
#ifndef WORLDSWITCH_VMM_DEADLINE_H
#define WORLDSWITCH_VMM_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

#include "support/error.h"

int vmm_deadline_start(unsigned int seconds, struct ws_error *error);
bool vmm_deadline_expired(void);

/*
 * A byte that is set to 1 when the deadline is reached: kvm_run's immediate_exit, so that a signal
 * that comes just before KVM_RUN is not lost. NULL: none.
 */
void vmm_deadline_set_flag(volatile uint8_t *flag);

#endif
