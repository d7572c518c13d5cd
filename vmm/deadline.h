/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Time limits: everything that this program does has ended when the first is reached, and a part of
 * it when a second one is. A part may have a limit of the processor's time as well: who has not
 * ended by then is at it in vain, however many others the processor has served meanwhile.
 */
#ifndef WORLDSWITCH_VMM_DEADLINE_H
#define WORLDSWITCH_VMM_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

#include "support/error.h"

int vmm_deadline_start(unsigned int seconds, struct ws_error *error);

/* Limits for what the calling thread does next, in place of the last ones; 0: none. */
void vmm_deadline_part(unsigned int wall_ms, unsigned int processor_ms);

/* Whether one of them is reached; that of everything; that of the processor's time. */
bool vmm_deadline_expired(void);
bool vmm_deadline_is_final(void);
bool vmm_deadline_is_busy(void);

/*
 * A byte that is set to 1 when a limit is reached: kvm_run's immediate_exit, so that a signal
 * that comes just before KVM_RUN is not lost. NULL: none.
 */
void vmm_deadline_set_flag(volatile uint8_t *flag);

#endif
