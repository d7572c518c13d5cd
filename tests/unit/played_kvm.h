/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A KVM that is played, and a backend on it. To be included once, after cmocka.h. */
#ifndef WORLDSWITCH_TESTS_PLAYED_KVM_H
#define WORLDSWITCH_TESTS_PLAYED_KVM_H

#include <errno.h>
#include <linux/kvm.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "vmm/arch.h"
#include "vmm/backend.h"
#include "vmm/event.h"
#include "vmm/kvm.h"
#include "vmm/vcpu.h"
#include "vmm/vm.h"

#define BASE      0xa000000ULL
#define MEMORY    0x40000000ULL
#define INTERRUPT 7
#define PATIENCE  60000 /* milliseconds */

static _Alignas(8) uint8_t guest[256];
static struct vmm_memory memory = {.base = MEMORY, .size = sizeof(guest), .host = guest};
static struct ws_backend_mailbox *const mailbox = (struct ws_backend_mailbox *)guest;
static struct vmm_vm vm;
static struct vmm_vcpu vcpu;
static struct vmm_backend backend;
static struct vmm_bus bus;
static struct ws_error failure;

static struct {
	unsigned int stores;
	unsigned int interrupts;
	int refuse;     /* the errno of all that is asked for, or 0 */
	bool ioeventfd; /* what KVM_CHECK_EXTENSION says */
	int irqfd;
} kvm;

int vmm_kvm_try(int fd, unsigned long request, unsigned long argument)
{
	(void)fd;
	assert_int_equal(request, KVM_CHECK_EXTENSION);
	if (argument == KVM_CAP_IOEVENTFD)
		return kvm.ioeventfd;
	assert_int_equal(argument, KVM_CAP_IRQFD);
	return kvm.irqfd;
}

static inline bool is_register(const struct kvm_ioeventfd *store)
{
	return store && store->len == sizeof(uint32_t) && store->addr >= BASE &&
	       store->addr <= BASE + WS_BACKEND_SIZE - sizeof(uint32_t);
}

int vmm_kvm_named(int fd, unsigned long request, unsigned long argument, const char *name,
		  struct ws_error *error)
{
	const union {
		unsigned long number;
		const struct kvm_ioeventfd *store;
		const struct kvm_irqfd *raise;
	} passed = {.number = argument};

	(void)fd;
	if (kvm.refuse)
		return ws_fail_errno(error, kvm.refuse, "%s", name);
	if (request == KVM_IOEVENTFD)
		kvm.stores += is_register(passed.store);
	else if (request == KVM_IRQFD)
		kvm.interrupts += passed.raise && passed.raise->gsi == INTERRUPT;
	return 0;
}

long arch_marker_read(int event)
{
	uint64_t count;

	return read(event, &count, sizeof(count)) < 0 ? -errno : (long)sizeof(count);
}

long arch_marker_write(int event)
{
	vmm_event_signal(event);
	return 0;
}

void arch_relax(void)
{
	sched_yield();
}

/* A clock that goes on by one with each look at it. */
static uint64_t now;

uint64_t arch_clock_now(void)
{
	return ++now;
}

static uint64_t step;

bool vmm_cell_step(struct vmm_vm *of, uint64_t value)
{
	assert_ptr_equal(of, &vm);
	step = value;
	return value < 100;
}

bool vmm_more(struct vmm_vm *of, enum ws_benchmark benchmark)
{
	assert_ptr_equal(of, &vm);
	return benchmark == WS_BENCHMARK_IO_OUT;
}

static size_t text_size; /* of what the guest wrote */

static inline int setup(void **state)
{
	struct vmm_device device = vmm_doorbell_device(&backend, BASE);

	(void)state;
	memset(guest, 0, sizeof(guest));
	memset(&kvm, 0, sizeof(kvm));
	memset(&vm, 0, sizeof(vm));
	now = 0;
	text_size = 0;
	vcpu = (struct vmm_vcpu){.fd = -1, .vm = &vm};
	bus = (struct vmm_bus){.lock = PTHREAD_MUTEX_INITIALIZER};
	vmm_backend_init(&backend, &memory, &vcpu);
	return vmm_bus_add(&bus, &device, &failure);
}

static inline int teardown(void **state)
{
	(void)state;
	vmm_backend_destroy(&backend);
	return 0;
}

static inline int store(uint64_t where, uint64_t value, unsigned int size)
{
	return vmm_bus_access(&bus, BASE + where, (uint8_t *)&value, size, true, &failure);
}

static inline void create(uint32_t features)
{
	backend.features = features;
	assert_int_equal(vmm_backend_create(&backend, -1, BASE, INTERRUPT, &failure), 0);
}

#endif
