// SPDX-License-Identifier: GPL-2.0-or-later
/* One virtual machine, from an open /dev/kvm to the guest's power-off. */
#include "vmm/vm.h"

#include <errno.h>
#include <linux/kvm.h>
#include <stdint.h>
#include <unistd.h>

#include "vmm/arch.h"
#include "vmm/deadline.h"
#include "vmm/image.h"
#include "vmm/kvm.h"

void vmm_vm_init(struct vmm_vm *vm, const struct vmm_options *options)
{
	*vm = (struct vmm_vm){
		.options = options,
		.kvm = -1,
		.fd = -1,
		.console.fd = STDOUT_FILENO,
	};
}

int vmm_vm_open_kvm(struct vmm_vm *vm, struct ws_error *error)
{
	return vmm_kvm_open(&vm->kvm, error);
}

int vmm_vm_create(struct vmm_vm *vm, struct ws_error *error)
{
	uint64_t size = (uint64_t)vm->options->memory_mib << 20;
	unsigned long type;
	int result = arch_vm_type(vm->kvm, arch_memory_base + size, &type, error);

	if (result)
		return result;
	vm->fd = vmm_kvm_call(vm->kvm, KVM_CREATE_VM, type, error);
	return vm->fd < 0 ? vm->fd : 0;
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

int vmm_vm_create_vcpus(struct vmm_vm *vm, struct ws_error *error)
{
	while (vm->vcpu_count < VMM_VCPU_MAX) {
		struct vmm_vcpu *vcpu = &vm->vcpus[vm->vcpu_count];
		int result = vmm_vcpu_create(vm, vcpu, (unsigned int)vm->vcpu_count, error);

		if (result)
			return result;
		vm->vcpu_count++;
	}
	return 0;
}

int vmm_vm_boot(struct vmm_vm *vm, struct ws_error *error)
{
	struct vmm_image image;
	int result = vmm_image_open(&image, vm->options->probe, error);

	if (result)
		return result;
	result = arch_devices_add(vm, error);
	if (!result)
		result = arch_boot(vm, &image, error);
	vmm_image_close(&image);
	return result;
}

/* What the guest's last record says of a guest that is off. */
static int judge(const struct vmm_vm *vm, struct ws_error *error)
{
	switch (vm->console.ending) {
	case VMM_ENDING_END:
		return 0;
	case VMM_ENDING_PANIC:
		return ws_fail(error, EPROTO, "the guest panicked: its last record says where");
	case VMM_ENDING_NONE:
		break;
	}
	return ws_fail(error, EPROTO, "the guest powered off before its `end` record");
}

int vmm_vm_run(struct vmm_vm *vm, struct ws_error *error)
{
	struct ws_error ignored;
	int result;
	int flushed;

	vmm_memory_lock();
	result = vmm_vcpu_run(&vm->vcpus[0], &vm->bus, error);
	flushed = vmm_console_flush(&vm->console, result ? &ignored : error);
	if (result)
		return result;
	return flushed ? flushed : judge(vm, error);
}

static void close_if_open(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void vmm_vm_destroy(struct vmm_vm *vm)
{
	while (vm->vcpu_count)
		vmm_vcpu_destroy(&vm->vcpus[--vm->vcpu_count]);
	close_if_open(&vm->fd);
	close_if_open(&vm->kvm);
	vmm_memory_destroy(&vm->memory);
}
