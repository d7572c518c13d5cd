// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The boot protocol of arm64 (Linux, Documentation/arch/arm64/booting.rst): the image at its offset
 * from a 2 MiB boundary, the device tree's address in x0, the MMU off, interrupts masked, EL1.
 */
#include <errno.h>
#include <linux/kvm.h>
#include <string.h>

#include "vmm/arch.h"
#include "vmm/arch/arm64/devicetree.h"
#include "vmm/arch/arm64/header.h"
#include "vmm/arch/arm64/registers.h"
#include "vmm/parameters.h"

#define DEVICETREE_SIZE 0x10000 /* at the end of memory */

/* EL1 with its own stack pointer; debug, SError, IRQ and FIQ masked (Arm ARM DDI 0487, C5.2). */
#define PSTATE_EL1H 0x5
#define PSTATE_DAIF 0x3c0

static int load_image(const struct vmm_memory *memory, const struct vmm_image *image,
		      uint64_t *entry, struct ws_error *error)
{
	uint64_t room = memory->size - DEVICETREE_SIZE;
	struct vmm_header header;
	int result = vmm_header_read(image->data, image->size, &header, error);
	void *to;

	if (result)
		return result;
	if (header.text_offset > room || header.image_size > room - header.text_offset)
		return ws_fail(error, E2BIG, "the guest image does not fit: see --memory");
	*entry = memory->base + header.text_offset;
	to = vmm_memory_at(memory, *entry, image->size);
	if (!to)
		return ws_fail(error, EFAULT, "the guest image lies outside of its memory");
	memcpy(to, image->data, image->size);
	return 0;
}

static int load_devicetree(const struct vmm_vm *vm, uint64_t address, struct ws_error *error)
{
	char parameters[VMM_PARAMETERS_MAX];
	struct vmm_machine machine = {
		.memory_base = vm->memory.base,
		.memory_size = vm->memory.size,
		.cpus = (unsigned int)vm->vcpu_count,
		.gic = vm->irqchip,
		.console = !vm->is_peer,
		.bootargs = parameters,
	};
	void *to = vmm_memory_at(&vm->memory, address, DEVICETREE_SIZE);

	if (!to)
		return ws_fail(error, EFAULT, "the device tree lies outside of guest memory");
	vmm_vm_arguments(vm, parameters);
	return vmm_devicetree_write(&machine, to, DEVICETREE_SIZE, error);
}

static int set_registers(const struct vmm_vcpu *vcpu, uint64_t entry, uint64_t devicetree,
			 struct ws_error *error)
{
	const struct {
		uint64_t id;
		uint64_t value;
		const char *name;
	} registers[] = {
		{VMM_REGISTER_PC, entry, "KVM_SET_ONE_REG of pc"},
		{VMM_REGISTER_X0, devicetree, "KVM_SET_ONE_REG of x0"},
		{VMM_REGISTER_PSTATE, PSTATE_EL1H | PSTATE_DAIF, "KVM_SET_ONE_REG of pstate"},
	};

	for (size_t i = 0; i < sizeof(registers) / sizeof(registers[0]); i++) {
		struct kvm_one_reg access = {.id = registers[i].id,
					     .addr = (uintptr_t)&registers[i].value};
		int result = vmm_kvm_named(vcpu->fd, KVM_SET_ONE_REG, VMM_KVM_POINTER(&access),
					   registers[i].name, error);

		if (result < 0)
			return result;
	}
	return 0;
}

int arch_image_check(const struct vmm_image *image, struct ws_error *error)
{
	struct vmm_header header;

	return vmm_header_read(image->data, image->size, &header, error);
}

int arch_boot(struct vmm_vm *vm, const struct vmm_image *image, struct ws_error *error)
{
	uint64_t devicetree = vm->memory.base + vm->memory.size - DEVICETREE_SIZE;
	uint64_t entry = 0;
	int result = load_image(&vm->memory, image, &entry, error);

	if (!result)
		result = load_devicetree(vm, devicetree, error);
	return result ? result : set_registers(&vm->vcpus[0], entry, devicetree, error);
}
