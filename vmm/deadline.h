/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Time limits: everything that this program does has ended when the first is reached, and a part of
 * it when a second one is.
 */
#ifndef WORLDSWITCH_VMM_DEADLINE_H
#define WORLDSWITCH_VMM_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

#include "support/error.h"

int vmm_deadline_start(unsigned int seconds, struct ws_error *error);

/* A limit for what is done next, in place of the last one; 0: none. */
void vmm_deadline_part(unsigned int seconds);

/* Whether one of them is reached; that of everything. */
bool vmm_deadline_expired(void);
bool vmm_deadline_is_final(void);

/*
 * A byte that is set to 1 when a limit is reached: kvm_run's immediate_exit, so that a signal
 * that comes just before KVM_RUN is not lost. NULL: none.
 */
void vmm_deadline_set_flag(volatile uint8_t *flag);

#endif
