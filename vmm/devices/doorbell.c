// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The backend's registers, as far as they end here: those that an eventfd takes never do. All that
 * they carry comes from the guest, and an address is only kept where its memory is.
 */
#include <errno.h>
#include <sched.h>
#include <stddef.h>

#include "vmm/backend.h"
#include "vmm/placement.h"
#include "vmm/vcpu.h"

/* Others on this CPU that are ready run first, one after the other: more than there are threads. */
#define YIELDS 8

static int refuse(const char *access, uint64_t offset, struct ws_error *error)
{
	return ws_fail(error, ENXIO, "guest %s the backend's register 0x%llx: there is none",
		       access, (unsigned long long)offset);
}

static int read_register(void *state, uint64_t offset, unsigned int size, uint64_t *value,
			 struct ws_error *error)
{
	const struct vmm_backend *backend = state;

	if (offset != WS_BACKEND_FEATURES || size != sizeof(uint32_t))
		return refuse("read", offset, error);
	*value = backend->features;
	return 0;
}

static int keep_mailbox(struct vmm_backend *backend, uint64_t address, struct ws_error *error)
{
	struct ws_backend_mailbox *mailbox =
		vmm_memory_at(backend->memory, address, sizeof(*mailbox));

	if (!mailbox || address % _Alignof(struct ws_backend_mailbox))
		return ws_fail(error, EFAULT, "the guest's mailbox at 0x%llx is not in its memory",
			       (unsigned long long)address);
	backend->taken = 0;
	backend->requested = 0;
	__atomic_store_n(&backend->mailbox, mailbox, __ATOMIC_RELEASE);
	return 0;
}

static void yield(bool keep)
{
	vmm_placement_keep(false);
	for (unsigned int at = 0; at < YIELDS; at++)
		sched_yield();
	vmm_placement_keep(keep);
}

static int write_register(void *state, uint64_t offset, unsigned int size, uint64_t value,
			  struct ws_error *error)
{
	struct vmm_backend *backend = state;

	if (size != (offset == WS_BACKEND_MAILBOX ? sizeof(uint64_t) : sizeof(uint32_t)))
		return refuse("wrote", offset, error);
	switch (offset) {
	case WS_BACKEND_MARKS_EXITS:
		backend->vcpu->marks_exits = value & 1;
		return 0;
	case WS_BACKEND_MAILBOX:
		return keep_mailbox(backend, value, error);
	case WS_BACKEND_SIGNAL_EXIT:
		vmm_backend_take(backend);
		return 0;
	case WS_BACKEND_YIELD:
		yield(value & 1);
		return 0;
	default:
		return refuse("wrote", offset, error);
	}
}

struct vmm_device vmm_doorbell_device(struct vmm_backend *backend, uint64_t base)
{
	return (struct vmm_device){
		.name = "backend",
		.base = base,
		.size = WS_BACKEND_SIZE,
		.read = read_register,
		.write = write_register,
		.state = backend,
	};
}
