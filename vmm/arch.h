/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an architecture gives the VMM: vmm/arch/ARCHITECTURE/ has a body for each of these, and what
 * is missing is a link error.
 */
#ifndef WORLDSWITCH_VMM_ARCH_H
#define WORLDSWITCH_VMM_ARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/places.h>

#include "support/error.h"
#include "vmm/image.h"
#include "vmm/kvm.h"
#include "vmm/vm.h"

/* machine.c: capabilities that are needed beside those that every architecture needs. */
extern const struct vmm_capability arch_capabilities[];
extern const size_t arch_capability_count;

/* machine.c: where the guest's memory begins. */
extern const uint64_t arch_memory_base;

/* machine.c: the argument of KVM_CREATE_VM for a guest whose memory ends at memory_end. */
int arch_vm_type(int kvm, uint64_t memory_end, unsigned long *type, struct ws_error *error);

/* machine.c: puts the guest's serial port where it expects it. */
int arch_uart_add(struct vmm_vm *vm, struct ws_error *error);

/* machine.c: where the backend's registers are, and its interrupt as KVM numbers it. */
extern const uint64_t arch_backend_base;
extern const uint32_t arch_backend_interrupt;

/* mode.c: KVM's mode (records.h), VMM_HOST_MODE_UNKNOWN where it cannot be told. */
const char *arch_host_mode(void);

/* audit.c: the architecture as seccomp names it (linux/audit.h). */
extern const uint32_t arch_audit;

/* environment.c: the CPU's name out of /proc/cpuinfo; false where it has none. */
bool arch_cpu_model(const char *info, char *model, size_t size);

/*
 * environment.c: the emulator that makes this machine, NULL where nothing shows that there is one.
 * root: what stands before "/proc"; info: /proc/cpuinfo.
 */
const char *arch_emulator(const char *root, const char *info);

/* options.c: the option that chooses the interrupt controller's version. */
extern const struct vmm_option arch_irqchip_option;

/*
 * irqchip.c: the interrupt controller in the kernel: what has to be there before the first VCPU,
 * and what is made for the VCPUs that there are.
 */
int arch_irqchip_prepare(struct vmm_vm *vm, struct ws_error *error);
int arch_irqchip_create(struct vmm_vm *vm, struct ws_error *error);

/* vcpu.c: makes what KVM_CREATE_VCPU has returned a CPU that can run. */
int arch_vcpu_init(const struct vmm_vm *vm, const struct vmm_vcpu *vcpu, struct ws_error *error);

/* vcpu.c: where the VCPU is, for messages; 0 where KVM does not say. */
uint64_t arch_vcpu_program_counter(const struct vmm_vcpu *vcpu);

/*
 * marker.c: reads an eventfd, and ends the window; begins one, and signals an eventfd; enters the
 * guest, and ends the window. All return what the kernel does: 0 or more, or -errno.
 */
long arch_marker_read(int event);
long arch_marker_write(int event);
int arch_marker_run(int vcpu);

/* marker.c: tells the host of an emulated machine where there are bytes for it. */
void arch_marker_data(const void *bytes, size_t size);

/* marker.c: reads anything, and ends the window; begins one, and asks a device. */
long arch_marker_receive(int fd, void *buffer, size_t size);
long arch_marker_ioctl(int fd, unsigned long request, void *argument);

/* marker.c: tells where a place of interest is (worldswitch/places.h). */
void arch_marker_place(enum ws_place place, uint64_t address);

/* clock.c: what the host's clock says, the one that a timed guest has, too. */
uint64_t arch_clock_now(void);

/* clock.c: makes the VCPU's clock the host's. Whether it is: each reading lies between two here. */
bool arch_clock_share(const struct vmm_vcpu *vcpu);

/* clock.c: how fast it counts, in Hz, where the guest cannot tell; else 0. */
uint64_t arch_clock_frequency(const struct vmm_vcpu *vcpu);

/* marker.c: a turn of a waiting loop that another CPU may use. */
void arch_relax(void);

/*
 * stop.c: a store to a device that stops the machine, with a timer of the kernel's that is due
 * VMM_STOP_SOON_US after it was set, before the store. Either it has come when this returns, or it
 * was called off. In a kernel where setting it takes longer than that the machine may not stop.
 */
#define VMM_STOP_SOON_US 20
int arch_stop(volatile uint8_t *device, uint8_t value, struct ws_error *error);

/* boot.c: whether an image is one that can be loaded at all. */
int arch_image_check(const struct vmm_image *image, struct ws_error *error);

/* boot.c: the image and the machine's description into memory, the first VCPU to its entry. */
int arch_boot(struct vmm_vm *vm, const struct vmm_image *image, struct ws_error *error);

#endif
