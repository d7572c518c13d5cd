/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One virtual machine: its memory, its VCPUs, its interrupt controller, its devices. */
#ifndef WORLDSWITCH_VMM_VM_H
#define WORLDSWITCH_VMM_VM_H

#include <stddef.h>

#include "vmm/backend.h"
#include "vmm/cell.h"
#include "vmm/console.h"
#include "vmm/device.h"
#include "vmm/devices/uart.h"
#include "vmm/image.h"
#include "vmm/memory.h"
#include "vmm/options.h"
#include "vmm/placement.h"
#include "vmm/thread.h"
#include "vmm/vcpu.h"

#define VMM_VCPU_MAX 2

/* A VCPU that runs beside the first one, in a thread of its own. */
struct vmm_companion {
	struct vmm_thread thread;
	struct vmm_vcpu *vcpu;
	struct vmm_vcpu *first;
	pthread_t first_thread;
};

struct vmm_vm {
	const struct vmm_options *options;
	struct vmm_image image; /* a peer has no file of its own: it is the first one's */
	int kvm;                /* /dev/kvm, -1 before it is open */
	int fd;                 /* the VM, -1 before it is made */
	struct vmm_placement placement;
	unsigned int
		irqchip; /* the interrupt controller's version, as its architecture numbers it */
	struct vmm_memory memory;
	struct vmm_vcpu vcpus[VMM_VCPU_MAX];
	struct vmm_companion companions[VMM_VCPU_MAX];
	size_t companion_count;
	size_t vcpu_count;
	struct vmm_bus bus;   /* of memory */
	struct vmm_bus ports; /* where the architecture has such */
	struct vmm_uart uart;
	struct vmm_console console;
	struct vmm_backend backend;
	struct vmm_cell cell; /* where it is timed */
	bool is_peer;         /* the second one of vm-switch: no console, no end of its own */
	struct vmm_vm *peer;  /* that one; NULL where there is none */
};

void vmm_vm_init(struct vmm_vm *vm, const struct vmm_options *options);
void vmm_vm_destroy(struct vmm_vm *vm);
void vmm_vm_destroy_peer(struct vmm_vm *vm); /* peer.c */

/* How many VCPUs it is to have. */
unsigned int vmm_vm_cpus(const struct vmm_vm *vm);

/* The steps, in their order (main.c); each leaves on failure what vmm_vm_destroy can undo. */
int vmm_vm_open_image(struct vmm_vm *vm, struct ws_error *error);
int vmm_vm_open_kvm(struct vmm_vm *vm, struct ws_error *error);
int vmm_vm_place(struct vmm_vm *vm, struct ws_error *error);
int vmm_vm_create(struct vmm_vm *vm, struct ws_error *error);
int vmm_vm_create_memory(struct vmm_vm *vm, struct ws_error *error);
int vmm_vm_create_vcpus(struct vmm_vm *vm, struct ws_error *error);
int vmm_vm_create_backend(struct vmm_vm *vm, struct ws_error *error);
int vmm_vm_share_clock(struct vmm_vm *vm, struct ws_error *error);
int vmm_vm_create_peer(struct vmm_vm *vm, struct ws_error *error); /* peer.c */
int vmm_vm_boot(struct vmm_vm *vm, struct ws_error *error);

/* What it is told to do (parameters.h). */
void vmm_vm_arguments(const struct vmm_vm *vm, char *text);

/* run.c: 0 where the guest has powered itself off and its last record is `end`. */
int vmm_vm_run(struct vmm_vm *vm, struct ws_error *error);

#endif
