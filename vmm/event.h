/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Eventfds that a guest's store signals, and that interrupt a guest, without leaving the kernel. */
#ifndef WORLDSWITCH_VMM_EVENT_H
#define WORLDSWITCH_VMM_EVENT_H

#include <stdint.h>

#include "support/error.h"

/* An eventfd, or -errno. */
int vmm_event_create(struct ws_error *error);

/* From now on a guest's 32-bit store to address signals the eventfd (KVM_IOEVENTFD). */
int vmm_event_on_store(int vm, int event, uint64_t address, struct ws_error *error);

/* From now on the eventfd, signalled, raises that interrupt for a moment (KVM_IRQFD). */
int vmm_event_raises(int vm, int event, uint32_t interrupt, struct ws_error *error);

/* Who waits for it goes on; never fails and never waits. */
void vmm_event_signal(int event);

#endif
