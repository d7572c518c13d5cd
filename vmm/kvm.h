/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls to KVM. The plain form names what failed, the one that tries only returns -errno. */
#ifndef WORLDSWITCH_VMM_KVM_H
#define WORLDSWITCH_VMM_KVM_H

#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

/* Something that KVM may or may not have; named as its documentation does. */
struct vmm_capability {
	int number;
	const char *name;
};

/* The result of the ioctl, or -errno. */
int vmm_kvm_try(int fd, unsigned long request, unsigned long argument);

/* As vmm_kvm_try, and a failure leaves "NAME: why" in error. */
int vmm_kvm_named(int fd, unsigned long request, unsigned long argument, const char *name,
		  struct ws_error *error);
#define vmm_kvm_call(fd, request, argument, error)                                                 \
	vmm_kvm_named(fd, request, argument, #request, error)

/* An argument that is a structure; numbers are passed as they are. */
#define VMM_KVM_POINTER(pointer) ((unsigned long)(uintptr_t)(pointer))

/* Opens /dev/kvm and checks that it is one that this program can use. */
int vmm_kvm_open(int *kvm, struct ws_error *error);

#endif
