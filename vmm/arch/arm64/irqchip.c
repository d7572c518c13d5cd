// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The GIC in the kernel (Linux, Documentation/virt/kvm/devices/arm-vgic.rst and arm-vgic-v3.rst).
 * Which version a guest can have depends on the host's: a GICv3 runs GICv2 guests only where it was
 * built with that compatibility, a GICv2 never runs GICv3 guests.
 */
#include <errno.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <unistd.h>

#include "vmm/arch.h"
#include "vmm/arch/arm64/layout.h"

/* One range that the controller is told of. */
struct range {
	uint64_t attribute;
	uint64_t base;
	const char *name;
};

static const struct model {
	unsigned int version;
	uint32_t type;
	struct range ranges[2];
} models[] = {
	{
		.version = 3,
		.type = KVM_DEV_TYPE_ARM_VGIC_V3,
		.ranges = {{KVM_VGIC_V3_ADDR_TYPE_DIST, GIC_DISTRIBUTOR_BASE, "distributor"},
			   {KVM_VGIC_V3_ADDR_TYPE_REDIST, GICV3_REDIST_BASE, "redistributor"}},
	},
	{
		.version = 2,
		.type = KVM_DEV_TYPE_ARM_VGIC_V2,
		.ranges = {{KVM_VGIC_V2_ADDR_TYPE_DIST, GIC_DISTRIBUTOR_BASE, "distributor"},
			   {KVM_VGIC_V2_ADDR_TYPE_CPU, GICV2_CPU_BASE, "CPU interface"}},
	},
};

#define MODEL_COUNT (sizeof(models) / sizeof(models[0]))

static int configure(int device, const struct model *model, struct ws_error *error)
{
	struct kvm_device_attr ready = {
		.group = KVM_DEV_ARM_VGIC_GRP_CTRL,
		.attr = KVM_DEV_ARM_VGIC_CTRL_INIT,
	};

	for (size_t i = 0; i < sizeof(model->ranges) / sizeof(model->ranges[0]); i++) {
		const struct range *range = &model->ranges[i];
		struct kvm_device_attr address = {
			.group = KVM_DEV_ARM_VGIC_GRP_ADDR,
			.attr = range->attribute,
			.addr = (uintptr_t)&range->base,
		};
		int result = vmm_kvm_try(device, KVM_SET_DEVICE_ATTR, VMM_KVM_POINTER(&address));

		if (result < 0)
			return ws_fail_errno(error, -result, "cannot place the GICv%u's %s",
					     model->version, range->name);
	}
	return vmm_kvm_named(device, KVM_SET_DEVICE_ATTR, VMM_KVM_POINTER(&ready),
			     "KVM_DEV_ARM_VGIC_CTRL_INIT", error);
}

static int create(struct vmm_vm *vm, const struct model *model, struct ws_error *error)
{
	struct kvm_create_device device = {.type = model->type};
	int result = vmm_kvm_try(vm->fd, KVM_CREATE_DEVICE, VMM_KVM_POINTER(&device));

	if (result < 0)
		return ws_fail_errno(error, -result, "this kernel refuses a GICv%u",
				     model->version);
	result = configure((int)device.fd, model, error);
	close((int)device.fd); /* the VM keeps the controller */
	vm->irqchip = model->version;
	return result;
}

int arch_irqchip_prepare(struct vmm_vm *vm, struct ws_error *error)
{
	(void)vm;
	(void)error;
	return 0; /* a GIC is made of its VCPUs' parts */
}

int arch_irqchip_create(struct vmm_vm *vm, struct ws_error *error)
{
	unsigned int wanted = vm->options->irqchip;
	int result = 0;

	for (size_t i = 0; i < MODEL_COUNT; i++) {
		if (wanted && models[i].version != wanted)
			continue;
		result = create(vm, &models[i], error);
		if (wanted || result != -ENODEV)
			break;
		if (i + 1 < MODEL_COUNT)
			fprintf(stderr, "worldswitch-vmm: %s; trying a GICv%u\n", error->text,
				models[i + 1].version);
	}
	return result;
}
