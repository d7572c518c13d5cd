// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The machine around the CPU. A VM's address space has 40 bits unless the CPU has fewer (some have
 * 36): then KVM_CREATE_VM's argument must say how many, and 0, the old default, is refused.
 */
#include <errno.h>
#include <linux/kvm.h>

#include "vmm/arch.h"
#include "vmm/arch/arm64/layout.h"

#define DEFAULT_ADDRESS_BITS 40

const struct vmm_capability arch_capabilities[] = {
	{KVM_CAP_ONE_REG, "KVM_CAP_ONE_REG"},
	{KVM_CAP_DEVICE_CTRL, "KVM_CAP_DEVICE_CTRL"},
	{KVM_CAP_ARM_PSCI_0_2, "KVM_CAP_ARM_PSCI_0_2"},
};
const size_t arch_capability_count = sizeof(arch_capabilities) / sizeof(arch_capabilities[0]);

const uint64_t arch_memory_base = MEMORY_BASE;
const uint64_t arch_backend_base = BACKEND_BASE;
const uint32_t arch_backend_interrupt = BACKEND_SPI; /* shared ones are counted from 0 */

int arch_vm_type(int kvm, uint64_t memory_end, unsigned long *type, struct ws_error *error)
{
	int limit = vmm_kvm_try(kvm, KVM_CHECK_EXTENSION, KVM_CAP_ARM_VM_IPA_SIZE);
	int bits = limit > 0 && limit < DEFAULT_ADDRESS_BITS ? limit : DEFAULT_ADDRESS_BITS;

	if (memory_end > 1ULL << bits)
		return ws_fail(error, E2BIG, "guest memory ends past this CPU's %d address bits",
			       bits);
	*type = bits == DEFAULT_ADDRESS_BITS ? 0 : KVM_VM_TYPE_ARM_IPA_SIZE(bits);
	return 0;
}

int arch_uart_add(struct vmm_vm *vm, struct ws_error *error)
{
	struct vmm_device uart = vmm_pl011_device(&vm->uart, UART_BASE);

	return vmm_bus_add(&vm->bus, &uart, error);
}
