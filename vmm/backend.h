/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The backend (worldswitch/backend.h): the side of a device that is not in the guest. Two threads
 * on a CPU of their own, asleep but when they are signalled.
 */
#ifndef WORLDSWITCH_VMM_BACKEND_H
#define WORLDSWITCH_VMM_BACKEND_H

#include <stdbool.h>
#include <stdint.h>

#include <worldswitch/backend.h>

#include "support/error.h"
#include "vmm/device.h"
#include "vmm/memory.h"
#include "vmm/thread.h"

struct vmm_vcpu;

struct vmm_backend {
	uint32_t features;
	int signal;    /* eventfds, -1 before they are made: the guest signals the backend, */
	int request;   /* the guest asks for an interrupt, */
	int interrupt; /* this one interrupts the guest, */
	int unheard;   /* and this one is the doorbell's of a VM that is alone */
	const struct vmm_memory *memory;
	struct vmm_vcpu *vcpu; /* whose exits are marked */
	struct ws_backend_mailbox *mailbox;
	uint32_t taken;     /* signals, since there is a mailbox */
	uint32_t requested; /* interrupts, since there is one */
	bool stop;
	bool timed;           /* by the clock that host and guest share; all below is for that */
	uint64_t other_clock; /* what the other VM has written to WS_BACKEND_CLOCK */
	struct vmm_backend *other;                                    /* its backend, or NULL */
	int (*put)(void *console, char byte, struct ws_error *error); /* NULL: there is none */
	void *console;
	struct vmm_thread output;
	struct vmm_thread input;
};

/* Nothing made yet. */
void vmm_backend_init(struct vmm_backend *backend, const struct vmm_memory *memory,
		      struct vmm_vcpu *vcpu);

/* What this KVM has for a backend; apart: there is a CPU for it (WS_BACKEND_HAS_*). */
uint32_t vmm_backend_features(int kvm, bool apart);

/* Makes what the kernel offers (features), with the registers at base. */
int vmm_backend_create(struct vmm_backend *backend, int vm, uint64_t base, uint32_t interrupt,
		       struct ws_error *error);
void vmm_backend_destroy(struct vmm_backend *backend);

/* The threads, on that CPU; where there is nothing for them to do none is started. */
int vmm_backend_start(struct vmm_backend *backend, unsigned int cpu, struct ws_error *error);
void vmm_backend_stop(struct vmm_backend *backend);

/* The device on the bus: devices/doorbell.c. */
struct vmm_device vmm_doorbell_device(struct vmm_backend *backend, uint64_t base);

/* The backend has taken one more signal, at that time where it is timed. */
void vmm_backend_take(struct vmm_backend *backend, uint64_t clock);

#endif
