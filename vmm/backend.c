// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The backend's threads. Each sleeps in read() on its eventfd; a window ends when that returns, or
 * begins with the write that interrupts the guest. Between windows they look at the mailbox in the
 * guest's memory, which is the guest's to spoil: a wait for it ends, and what is read is compared,
 * no more.
 */
#include "vmm/backend.h"

#include <errno.h>
#include <linux/kvm.h>
#include <unistd.h>

#include "vmm/arch.h"
#include "vmm/event.h"
#include "vmm/turn.h"

/* A guest that has asked for an interrupt and has not gone to wait for it so many turns later. */
#define TURNS_MAX 1000000

void vmm_backend_init(struct vmm_backend *backend, const struct vmm_memory *memory,
		      struct vmm_vcpu *vcpu)
{
	*backend = (struct vmm_backend){
		.signal = -1,
		.request = -1,
		.interrupt = -1,
		.unheard = -1,
		.memory = memory,
		.vcpu = vcpu,
	};
}

static bool has(int kvm, int capability)
{
	return vmm_kvm_try(kvm, KVM_CHECK_EXTENSION, (unsigned long)capability) > 0;
}

uint32_t vmm_backend_features(int kvm, bool apart)
{
	return (has(kvm, KVM_CAP_IOEVENTFD) ? WS_BACKEND_HAS_IOEVENTFD : 0) |
	       (has(kvm, KVM_CAP_IRQFD) ? WS_BACKEND_HAS_IRQFD : 0) |
	       (apart ? WS_BACKEND_HAS_CPU : 0);
}

static int create_on_store(int *event, int vm, uint64_t address, struct ws_error *error)
{
	*event = vmm_event_create(error);
	return *event < 0 ? *event : vmm_event_on_store(vm, *event, address, error);
}

int vmm_backend_create(struct vmm_backend *backend, int vm, uint64_t base, uint32_t interrupt,
		       struct ws_error *error)
{
	int result = 0;

	if (backend->features & WS_BACKEND_HAS_IOEVENTFD) {
		result = create_on_store(&backend->signal, vm, base + WS_BACKEND_SIGNAL, error);
		if (!result)
			result = create_on_store(&backend->request, vm, base + WS_BACKEND_REQUEST,
						 error);
	}
	if (!result && backend->features & WS_BACKEND_HAS_IRQFD) {
		backend->interrupt = vmm_event_create(error);
		result = backend->interrupt < 0
				 ? backend->interrupt
				 : vmm_event_raises(vm, backend->interrupt, interrupt, error);
	}
	return result;
}

static void close_event(int *event)
{
	if (*event >= 0)
		close(*event);
	*event = -1;
}

void vmm_backend_destroy(struct vmm_backend *backend)
{
	close_event(&backend->signal);
	close_event(&backend->request);
	close_event(&backend->interrupt);
	close_event(&backend->unheard);
}

static bool stopped(const struct vmm_backend *backend)
{
	return __atomic_load_n(&backend->stop, __ATOMIC_ACQUIRE);
}

/* The guest reads it when it has seen what is written after it. */
static void tell_time(const struct vmm_backend *backend, uint64_t clock)
{
	struct ws_backend_mailbox *mailbox = __atomic_load_n(&backend->mailbox, __ATOMIC_ACQUIRE);

	if (mailbox && backend->timed)
		__atomic_store_n(&mailbox->clock, clock, __ATOMIC_RELEASE);
}

void vmm_backend_take(struct vmm_backend *backend, uint64_t clock)
{
	struct ws_backend_mailbox *mailbox = __atomic_load_n(&backend->mailbox, __ATOMIC_ACQUIRE);

	tell_time(backend, clock);
	if (mailbox)
		__atomic_store_n(&mailbox->taken, ++backend->taken, __ATOMIC_RELEASE);
}

static int put_out(void *context, struct ws_error *error)
{
	struct vmm_backend *backend = context;

	while (!stopped(backend)) {
		long result = arch_marker_read(backend->signal);
		uint64_t clock = backend->timed ? arch_clock_now() : 0;

		if (result < 0 && result != -EINTR)
			return ws_fail_errno(error, (int)-result, "cannot read an eventfd");
		if (result >= 0)
			vmm_backend_take(backend, clock);
	}
	return 0;
}

/* Until the guest has gone to wait for its number-th interrupt, and is there. */
static void wait_for_guest(const struct vmm_backend *backend, uint32_t number)
{
	const struct ws_backend_mailbox *mailbox =
		__atomic_load_n(&backend->mailbox, __ATOMIC_ACQUIRE);

	for (unsigned int turn = 0; mailbox && turn < TURNS_MAX; turn++) {
		if (__atomic_load_n(&mailbox->waiting, __ATOMIC_ACQUIRE) == number)
			break;
		vmm_turn();
	}
	vmm_turns_settle();
}

static int put_in(void *context, struct ws_error *error)
{
	struct vmm_backend *backend = context;
	uint64_t requests;

	while (!stopped(backend)) {
		if (read(backend->request, &requests, sizeof(requests)) < 0) {
			if (errno == EINTR)
				continue;
			return ws_fail_errno(error, errno, "cannot read an eventfd");
		}
		if (stopped(backend))
			break;
		wait_for_guest(backend, ++backend->requested);
		if (backend->timed)
			tell_time(backend, arch_clock_now());
		arch_marker_write(backend->interrupt);
	}
	return 0;
}

int vmm_backend_start(struct vmm_backend *backend, unsigned int cpu, struct ws_error *error)
{
	int result = 0;

	backend->output = (struct vmm_thread){.body = put_out, .context = backend, .cpu = cpu};
	backend->input = (struct vmm_thread){.body = put_in, .context = backend, .cpu = cpu};
	if (backend->signal >= 0)
		result = vmm_thread_start(&backend->output, error);
	if (!result && backend->request >= 0 && backend->interrupt >= 0)
		result = vmm_thread_start(&backend->input, error);
	return result;
}

void vmm_backend_stop(struct vmm_backend *backend)
{
	__atomic_store_n(&backend->stop, true, __ATOMIC_RELEASE);
	if (backend->output.started)
		vmm_event_signal(backend->signal);
	if (backend->input.started)
		vmm_event_signal(backend->request);
	vmm_thread_join(&backend->output);
	vmm_thread_join(&backend->input);
}
