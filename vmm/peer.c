// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The second VM of vm-switch: the same image in another role, on the same CPU of the host, joined
 * to the first one by two eventfds. Each is a doorbell in one VM and an interrupt in the other, so
 * that nothing of this program is on the way. A VM that stays alone has its doorbell too: KVM looks
 * a device up among all of a VM's (kvm_io_bus_write), and what that costs the other benchmarks must
 * not depend on whether this one is asked for.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "vmm/arch.h"
#include "vmm/event.h"
#include "vmm/vm.h"

#define NEEDED (WS_BACKEND_HAS_IOEVENTFD | WS_BACKEND_HAS_IRQFD)

static bool is_wanted(const struct vmm_vm *vm)
{
	uint32_t benchmarks = vm->options->benchmarks;

	return (!benchmarks || benchmarks & 1U << WS_BENCHMARK_VM_SWITCH) &&
	       (vm->backend.features & NEEDED) == NEEDED;
}

static int create(struct vmm_vm *peer, struct ws_error *error)
{
	static int (*const steps[])(struct vmm_vm *, struct ws_error *) = {
		vmm_vm_create,       vmm_vm_create_memory, arch_irqchip_prepare,
		vmm_vm_create_vcpus, arch_irqchip_create,  vmm_vm_create_backend,
		vmm_vm_share_clock,  vmm_vm_boot,
	};
	int result = 0;

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && !result; i++)
		result = steps[i](peer, error);
	return result;
}

/* What one VM stores to its doorbell interrupts the other. */
static int join(const struct vmm_vm *from, const struct vmm_vm *to, struct ws_error *error)
{
	return vmm_event_on_store(from->fd, to->backend.interrupt,
				  arch_backend_base + WS_BACKEND_OTHER, error);
}

/* Nobody reads what it signals, and the probe, which is told of no other VM, does not ring it. */
static int hang_doorbell(struct vmm_vm *vm, struct ws_error *error)
{
	struct vmm_backend *backend = &vm->backend;

	if (!(backend->features & WS_BACKEND_HAS_IOEVENTFD))
		return 0;
	backend->unheard = vmm_event_create(error);
	if (backend->unheard < 0)
		return backend->unheard;
	return vmm_event_on_store(vm->fd, backend->unheard, arch_backend_base + WS_BACKEND_OTHER,
				  error);
}

int vmm_vm_create_peer(struct vmm_vm *vm, struct ws_error *error)
{
	struct vmm_vm *peer;
	int result;

	if (!is_wanted(vm))
		return hang_doorbell(vm, error);
	peer = malloc(sizeof(*peer));
	if (!peer)
		return ws_fail_errno(error, ENOMEM, "no room for a second VM");
	vm->peer = peer;
	vmm_vm_init(peer, vm->options);
	peer->is_peer = true;
	peer->placement = vm->placement;
	peer->image = (struct vmm_image){.data = vm->image.data, .size = vm->image.size};
	peer->kvm = dup(vm->kvm);
	if (peer->kvm < 0)
		return ws_fail_errno(error, errno, "cannot share /dev/kvm with a second VM");
	result = create(peer, error);
	if (!result)
		result = join(vm, peer, error);
	if (!result)
		result = join(peer, vm, error);
	peer->backend.other = &vm->backend;
	if (!result)
		vm->backend.features |= WS_BACKEND_HAS_OTHER;
	if (!(peer->backend.features & WS_BACKEND_HAS_CLOCK))
		vm->backend.features &= ~WS_BACKEND_HAS_CLOCK;
	return result;
}

void vmm_vm_destroy_peer(struct vmm_vm *vm)
{
	if (!vm->peer)
		return;
	vmm_vm_destroy(vm->peer);
	free(vm->peer);
	vm->peer = NULL;
}
