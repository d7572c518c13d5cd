// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The start of PVH (Xen, docs/misc/pvh.pandoc, "x86 boot protocol"): flat 32-bit protected mode
 * without paging, interrupts off, the start info's address in EBX. All else of the CPU is as KVM
 * resets it, its local APIC too.
 */
#include <errno.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <string.h>

#include <worldswitch/backend.h>

#include "vmm/arch.h"
#include "vmm/arch/x86_64/acpi.h"
#include "vmm/arch/x86_64/elf.h"
#include "vmm/arch/x86_64/layout.h"
#include "vmm/arch/x86_64/pvh.h"
#include "vmm/parameters.h"

#define CR0_PE    1
#define RFLAGS_1  2 /* the bit that is always set */
#define TSS_LIMIT 0x67

/* Types of segments (AMD64 Architecture Programmer's Manual, volume 2, 4.7 and 4.8). */
#define TYPE_CODE 0xb /* execute, read; accessed */
#define TYPE_DATA 0x3 /* read, write; accessed */
#define TYPE_TSS  0xb /* of 32 bits; busy */

#define SELECTOR_CODE 0x08 /* no table has them: a guest loads its own */
#define SELECTOR_DATA 0x10
#define SELECTOR_TASK 0x18

#define ARGUMENTS_MAX (VMM_PARAMETERS_MAX + 64)

static int load_segment(const struct vmm_memory *memory, const struct vmm_segment *segment,
			struct ws_error *error)
{
	uint8_t *to = vmm_memory_at(memory, segment->address, segment->size);

	if (segment->address < HIGH_MEMORY || !to)
		return ws_fail(error, E2BIG,
			       "0x%llx bytes of the guest image at 0x%llx do not fit: see --memory",
			       (unsigned long long)segment->size,
			       (unsigned long long)segment->address);
	memcpy(to, segment->data, segment->data_size);
	memset(to + segment->data_size, 0, segment->size - segment->data_size);
	return 0;
}

static int load_image(const struct vmm_memory *memory, const struct vmm_image *image,
		      uint32_t *entry, struct ws_error *error)
{
	struct vmm_elf elf;
	int result = vmm_elf_read(image->data, image->size, &elf, error);

	for (size_t i = 0; i < elf.count && !result; i++)
		result = load_segment(memory, &elf.segments[i], error);
	*entry = elf.entry;
	return result;
}

static void write_arguments(const struct vmm_vm *vm, char text[ARGUMENTS_MAX])
{
	char parameters[VMM_PARAMETERS_MAX];

	vmm_vm_arguments(vm, parameters);
	snprintf(text, ARGUMENTS_MAX, WS_BACKEND_PARAMETER "0x%llx,0x%x %s", BACKEND_BASE,
		 BACKEND_VECTOR, parameters);
}

static int describe(const struct vmm_vm *vm, struct ws_error *error)
{
	uint8_t *tables = vmm_memory_at(&vm->memory, ACPI_TABLES, ACPI_TABLES_SIZE);
	uint8_t *info = vmm_memory_at(&vm->memory, START_INFO, START_INFO_SIZE);
	char arguments[ARGUMENTS_MAX];
	const struct vmm_machine machine = {
		.memory_end = vm->memory.base + vm->memory.size,
		.rsdp = ACPI_TABLES,
		.arguments = arguments,
	};
	int result;

	if (!tables || !info)
		return ws_fail(error, EFAULT, "what the guest is told lies outside of its memory");
	write_arguments(vm, arguments);
	result = vmm_acpi_write(ACPI_TABLES, (unsigned int)vm->vcpu_count, tables, ACPI_TABLES_SIZE,
				error);
	return result ? result : vmm_pvh_write(&machine, START_INFO, info, START_INFO_SIZE, error);
}

static struct kvm_segment flat_segment(uint16_t selector, uint8_t type)
{
	return (struct kvm_segment){
		.selector = selector,
		.limit = UINT32_MAX,
		.type = type,
		.present = 1,
		.s = 1,
		.db = 1,
		.g = 1,
	};
}

static int set_registers(const struct vmm_vcpu *vcpu, uint32_t entry, struct ws_error *error)
{
	const struct kvm_regs registers = {.rip = entry, .rbx = START_INFO, .rflags = RFLAGS_1};
	struct kvm_sregs system;
	int result = vmm_kvm_call(vcpu->fd, KVM_GET_SREGS, VMM_KVM_POINTER(&system), error);

	if (result < 0)
		return result;
	system.cs = flat_segment(SELECTOR_CODE, TYPE_CODE);
	system.ds = flat_segment(SELECTOR_DATA, TYPE_DATA);
	system.es = system.fs = system.gs = system.ss = system.ds;
	system.tr = (struct kvm_segment){
		.selector = SELECTOR_TASK, .limit = TSS_LIMIT, .type = TYPE_TSS, .present = 1};
	system.cr0 = CR0_PE;
	system.cr4 = 0;
	result = vmm_kvm_call(vcpu->fd, KVM_SET_SREGS, VMM_KVM_POINTER(&system), error);
	return result < 0
		       ? result
		       : vmm_kvm_call(vcpu->fd, KVM_SET_REGS, VMM_KVM_POINTER(&registers), error);
}

int arch_image_check(const struct vmm_image *image, struct ws_error *error)
{
	struct vmm_elf elf;

	return vmm_elf_read(image->data, image->size, &elf, error);
}

int arch_boot(struct vmm_vm *vm, const struct vmm_image *image, struct ws_error *error)
{
	uint32_t entry = 0;
	int result = load_image(&vm->memory, image, &entry, error);

	if (!result)
		result = describe(vm, error);
	return result ? result : set_registers(&vm->vcpus[0], entry, error);
}
