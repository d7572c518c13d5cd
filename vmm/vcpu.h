/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One VCPU and the loop that runs it. */
#ifndef WORLDSWITCH_VMM_VCPU_H
#define WORLDSWITCH_VMM_VCPU_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

struct kvm_run;
struct vmm_vm;

struct vmm_vcpu {
	struct vmm_vm *vm;
	int fd;
	unsigned int index;
	struct kvm_run *run; /* shared with the kernel */
	size_t run_size;
	bool stop;
	bool marks_exits; /* each return of KVM_RUN ends a window */
	uint64_t left;    /* when the last of them was, by the clock, where the guest is timed */
};

int vmm_vcpu_create(struct vmm_vm *vm, struct vmm_vcpu *vcpu, unsigned int index,
		    struct ws_error *error);
void vmm_vcpu_destroy(struct vmm_vcpu *vcpu);

/*
 * Runs until the guest powers itself off, or until another thread stops the VCPU: 0. Anything else
 * that ends it is a failure.
 */
int vmm_vcpu_run(struct vmm_vcpu *vcpu, struct ws_error *error);

/* From any thread, with the one that runs the VCPU. */
void vmm_vcpu_stop(struct vmm_vcpu *vcpu, pthread_t thread);

#endif
