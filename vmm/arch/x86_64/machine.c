// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The machine around the CPU: memory from 0 on, below all devices, so that it is one piece.
 */
#include <errno.h>
#include <linux/kvm.h>

#include "vmm/arch.h"
#include "vmm/arch/x86_64/layout.h"

const struct vmm_capability arch_capabilities[] = {
	{KVM_CAP_IRQCHIP, "KVM_CAP_IRQCHIP"},
	{KVM_CAP_IRQ_ROUTING, "KVM_CAP_IRQ_ROUTING"},
	{KVM_CAP_EXT_CPUID, "KVM_CAP_EXT_CPUID"},
	{KVM_CAP_SET_TSS_ADDR, "KVM_CAP_SET_TSS_ADDR"},
	{KVM_CAP_SET_IDENTITY_MAP_ADDR, "KVM_CAP_SET_IDENTITY_MAP_ADDR"},
};
const size_t arch_capability_count = sizeof(arch_capabilities) / sizeof(arch_capabilities[0]);

const uint64_t arch_memory_base = 0;
const uint64_t arch_backend_base = BACKEND_BASE;
const uint32_t arch_backend_interrupt = BACKEND_ROUTE;

int arch_vm_type(int kvm, uint64_t memory_end, unsigned long *type, struct ws_error *error)
{
	(void)kvm;
	if (memory_end > MEMORY_LIMIT)
		return ws_fail(error, E2BIG, "guest memory may end at %llu MiB: see --memory",
			       MEMORY_LIMIT >> 20);
	*type = 0;
	return 0;
}

int arch_uart_add(struct vmm_vm *vm, struct ws_error *error)
{
	struct vmm_device uart = vmm_ns16550_device(&vm->uart, UART_PORT);

	return vmm_bus_add(&vm->ports, &uart, error);
}
