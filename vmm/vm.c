// SPDX-License-Identifier: GPL-2.0-or-later
/* One virtual machine, from an open /dev/kvm to a guest that is ready to run. */
#include "vmm/vm.h"

#include <errno.h>
#include <linux/kvm.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "vmm/arch.h"
#include "vmm/kvm.h"
#include "vmm/parameters.h"

void vmm_vm_init(struct vmm_vm *vm, const struct vmm_options *options)
{
	*vm = (struct vmm_vm){
		.options = options,
		.kvm = -1,
		.fd = -1,
		.bus.lock = PTHREAD_MUTEX_INITIALIZER,
		.ports = {.space = "port ", .lock = PTHREAD_MUTEX_INITIALIZER},
		.console.fd = STDOUT_FILENO,
	};
	vmm_backend_init(&vm->backend, &vm->memory, &vm->vcpus[0]);
}

/* Read once and whole, before there is a VM: it cannot change under us. */
int vmm_vm_open_image(struct vmm_vm *vm, struct ws_error *error)
{
	const char *path = vm->options->probe;
	struct ws_error why;
	int result = vmm_image_open(&vm->image, path, error);

	if (result || !path)
		return result;
	result = arch_image_check(&vm->image, &why);
	return result ? ws_fail(error, -result, "--probe %.128s: %s", path, why.text) : 0;
}

int vmm_vm_open_kvm(struct vmm_vm *vm, struct ws_error *error)
{
	return vmm_kvm_open(&vm->kvm, error);
}

int vmm_vm_place(struct vmm_vm *vm, struct ws_error *error)
{
	int result = vmm_placement_find(&vm->placement, vm->options, error);

	if (result)
		return result;
	if (!vm->placement.apart)
		fprintf(stderr, "worldswitch-vmm: one CPU alone: what needs two is skipped\n");
	return vmm_placement_enter(&vm->placement, error);
}

/*
 * KVM would look for a halted VCPU's interrupt for a while before it blocks. Such a VCPU is not
 * idle: it is woken by a word in memory, and not by an interrupt of its CPU. What is timed is this
 * host as its users have it.
 */
static int never_poll(int vm, struct ws_error *error)
{
	struct kvm_enable_cap nothing = {.cap = KVM_CAP_HALT_POLL};

	return vmm_kvm_named(vm, KVM_ENABLE_CAP, VMM_KVM_POINTER(&nothing),
			     "KVM_ENABLE_CAP of KVM_CAP_HALT_POLL", error);
}

int vmm_vm_create(struct vmm_vm *vm, struct ws_error *error)
{
	uint64_t size = (uint64_t)vm->options->memory_mib << 20;
	unsigned long type;
	int result = arch_vm_type(vm->kvm, arch_memory_base + size, &type, error);

	if (result)
		return result;
	vm->fd = vmm_kvm_call(vm->kvm, KVM_CREATE_VM, type, error);
	if (vm->fd < 0)
		return vm->fd;
	return vm->options->timed ? 0 : never_poll(vm->fd, error);
}

int vmm_vm_create_memory(struct vmm_vm *vm, struct ws_error *error)
{
	uint64_t size = (uint64_t)vm->options->memory_mib << 20;
	struct kvm_userspace_memory_region region;
	int result = vmm_memory_create(&vm->memory, arch_memory_base, size, error);

	if (result)
		return result;
	region = (struct kvm_userspace_memory_region){
		.guest_phys_addr = vm->memory.base,
		.memory_size = vm->memory.size,
		.userspace_addr = (uintptr_t)vm->memory.host,
	};
	return vmm_kvm_call(vm->fd, KVM_SET_USER_MEMORY_REGION, VMM_KVM_POINTER(&region), error);
}

unsigned int vmm_vm_cpus(const struct vmm_vm *vm)
{
	return vm->placement.apart && !vm->is_peer ? vm->options->cpus : 1;
}

int vmm_vm_create_vcpus(struct vmm_vm *vm, struct ws_error *error)
{
	while (vm->vcpu_count < vmm_vm_cpus(vm)) {
		struct vmm_vcpu *vcpu = &vm->vcpus[vm->vcpu_count];
		int result = vmm_vcpu_create(vm, vcpu, (unsigned int)vm->vcpu_count, error);

		if (result)
			return result;
		vm->vcpu_count++;
	}
	return 0;
}

int vmm_vm_create_backend(struct vmm_vm *vm, struct ws_error *error)
{
	vm->backend.features = vmm_backend_features(vm->kvm, vm->placement.apart);
	vm->backend.timed = vm->options->timed;
	if (!vm->is_peer) {
		vm->backend.put = vmm_console_put;
		vm->backend.console = &vm->console;
	}
	return vmm_backend_create(&vm->backend, vm->fd, arch_backend_base, arch_backend_interrupt,
				  error);
}

/* That it cannot be is no failure: the guest says what it cannot measure without it. */
int vmm_vm_share_clock(struct vmm_vm *vm, struct ws_error *error)
{
	bool shared = vm->options->timed;

	(void)error;
	for (size_t i = 0; i < vm->vcpu_count && shared; i++)
		shared = arch_clock_share(&vm->vcpus[i]);
	if (shared)
		vm->backend.features |= WS_BACKEND_HAS_CLOCK;
	return 0;
}

void vmm_vm_arguments(const struct vmm_vm *vm, char *text)
{
	uint64_t frequency = vm->options->timed ? arch_clock_frequency(&vm->vcpus[0]) : 0;

	if (vm->is_peer)
		vmm_parameters_write_peer(vm->options, text);
	else
		vmm_parameters_write(vm->options, frequency, text);
}

static int add_devices(struct vmm_vm *vm, struct ws_error *error)
{
	struct vmm_device doorbell = vmm_doorbell_device(&vm->backend, arch_backend_base);
	int result = vmm_bus_add(&vm->bus, &doorbell, error);

	if (result || vm->is_peer)
		return result;
	vm->uart.put = vmm_console_put;
	vm->uart.context = &vm->console;
	return arch_uart_add(vm, error);
}

int vmm_vm_boot(struct vmm_vm *vm, struct ws_error *error)
{
	int result = add_devices(vm, error);

	return result ? result : arch_boot(vm, &vm->image, error);
}

static void close_if_open(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void vmm_vm_destroy(struct vmm_vm *vm)
{
	vmm_vm_destroy_peer(vm);
	vmm_backend_destroy(&vm->backend);
	while (vm->vcpu_count)
		vmm_vcpu_destroy(&vm->vcpus[--vm->vcpu_count]);
	close_if_open(&vm->fd);
	close_if_open(&vm->kvm);
	vmm_memory_destroy(&vm->memory);
	vmm_image_close(&vm->image);
	if (!vm->is_peer)
		vmm_placement_leave(&vm->placement);
}
