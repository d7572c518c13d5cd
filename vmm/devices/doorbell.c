// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The backend's registers, as far as they end here: those that an eventfd takes never do. All that
 * they carry comes from the guest, and an address is only kept where its memory is.
 */
#include <errno.h>
#include <sched.h>
#include <stddef.h>

#include <worldswitch/records.h>

#include "vmm/backend.h"
#include "vmm/cell.h"
#include "vmm/placement.h"
#include "vmm/vcpu.h"
#include "vmm/vm.h"

/* Others on this CPU that are ready run first, one after the other: more than there are threads. */
#define YIELDS 8

static int refuse(const char *access, uint64_t offset, struct ws_error *error)
{
	return ws_fail(error, ENXIO, "guest %s the backend's register 0x%llx: there is none",
		       access, (unsigned long long)offset);
}

static unsigned int size_of(uint64_t offset)
{
	bool wide = offset == WS_BACKEND_MAILBOX || offset == WS_BACKEND_CLOCK ||
		    offset == WS_BACKEND_TEXT;

	return wide ? sizeof(uint64_t) : sizeof(uint32_t);
}

static bool wants_more(struct vmm_vm *vm)
{
	return vm->cell.begun && vmm_more(vm, vm->cell.benchmark);
}

static int read_register(void *state, uint64_t offset, unsigned int size, uint64_t *value,
			 struct ws_error *error)
{
	const struct vmm_backend *backend = state;

	if (size != size_of(offset))
		return refuse("read", offset, error);
	if (offset == WS_BACKEND_FEATURES)
		*value = backend->features;
	else if (offset == WS_BACKEND_MORE && backend->timed)
		*value = wants_more(backend->vcpu->vm);
	else if (offset == WS_BACKEND_CLOCK && backend->timed)
		*value = __atomic_load_n(&backend->other_clock, __ATOMIC_ACQUIRE);
	else
		return refuse("read", offset, error);
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

/* To the end of the line, or of what a record can be; it goes where the guest's console goes. */
static int put_text(const struct vmm_backend *backend, uint64_t address, struct ws_error *error)
{
	for (unsigned int at = 0; at <= WS_RECORD_MAX; at++) {
		const char *byte = vmm_memory_at(backend->memory, address + at, 1);
		int result;

		if (!byte)
			return ws_fail(error, EFAULT,
				       "the guest's text at 0x%llx is not in its memory",
				       (unsigned long long)address);
		result = backend->put(backend->console, *byte, error);
		if (result || *byte == '\n')
			return result;
	}
	return 0;
}

static void yield(bool keep)
{
	vmm_placement_keep(false);
	for (unsigned int at = 0; at < YIELDS; at++)
		sched_yield();
	vmm_placement_keep(keep);
}

/* What a guest that is not timed has no business with. */
static int write_timed(struct vmm_backend *backend, uint64_t offset, uint64_t value,
		       struct ws_error *error)
{
	if (offset == WS_BACKEND_CELL && backend->timed && vmm_cell_step(backend->vcpu->vm, value))
		return 0;
	if (offset == WS_BACKEND_CLOCK && backend->other) {
		__atomic_store_n(&backend->other->other_clock, value, __ATOMIC_RELEASE);
		return 0;
	}
	if (offset == WS_BACKEND_TEXT && backend->timed && backend->put)
		return put_text(backend, value, error);
	return refuse("wrote", offset, error);
}

static int write_register(void *state, uint64_t offset, unsigned int size, uint64_t value,
			  struct ws_error *error)
{
	struct vmm_backend *backend = state;

	if (size != size_of(offset))
		return refuse("wrote", offset, error);
	switch (offset) {
	case WS_BACKEND_MARKS_EXITS:
		backend->vcpu->marks_exits = value & 1;
		return 0;
	case WS_BACKEND_MAILBOX:
		return keep_mailbox(backend, value, error);
	case WS_BACKEND_SIGNAL_EXIT:
		vmm_backend_take(backend, backend->vcpu->left);
		return 0;
	case WS_BACKEND_YIELD:
		yield(value & 1);
		return 0;
	default:
		return write_timed(backend, offset, value, error);
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
