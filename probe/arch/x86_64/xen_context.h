/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The state that a VCPU begins with, in the form in which Xen saves and restores it
 * (xen/include/public/hvm/save.h and arch-x86/hvm/save.h, named as there): records, each after its
 * descriptor, of which the first is the header and the last has no contents.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_XEN_CONTEXT_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_XEN_CONTEXT_H

#include <stdint.h>

struct hvm_save_descriptor {
	uint16_t typecode;
	uint16_t instance;
	uint32_t length;
};

struct hvm_save_header {
	uint32_t magic;
	uint32_t version;
	uint64_t changeset;
	uint32_t cpuid; /* CPUID 1, EAX */
	uint32_t gtsc_khz;
};

/* In the order of `sel`, `limit`, `base` and `arbytes` below. */
enum hvm_segment { HVM_CS, HVM_DS, HVM_ES, HVM_FS, HVM_GS, HVM_SS, HVM_TR, HVM_LDTR, HVM_SEGMENTS };

struct hvm_hw_cpu {
	uint8_t fpu_regs[512];
	uint64_t rax, rbx, rcx, rdx, rbp, rsi, rdi, rsp;
	uint64_t r8_to_r15[8];
	uint64_t rip, rflags;
	uint64_t cr0, cr2, cr3, cr4;
	uint64_t dr0, dr1, dr2, dr3, dr6, dr7;
	uint32_t sel[HVM_SEGMENTS];
	uint32_t limit[HVM_SEGMENTS];
	uint32_t idtr_limit, gdtr_limit;
	uint64_t base[HVM_SEGMENTS];
	uint64_t idtr_base, gdtr_base;
	uint32_t arbytes[HVM_SEGMENTS];
	uint64_t sysenter_cs, sysenter_esp, sysenter_eip;
	uint64_t shadow_gs;
	uint64_t msr_flags, msr_lstar, msr_star, msr_cstar, msr_syscall_mask, msr_efer, msr_tsc_aux;
	uint64_t tsc;
	uint32_t pending_event, error_code;
	uint32_t flags, pad0;
};

struct xen_context {
	struct hvm_save_descriptor header_descriptor;
	struct hvm_save_header header;
	struct hvm_save_descriptor cpu_descriptor;
	struct hvm_hw_cpu cpu;
	struct hvm_save_descriptor end_descriptor;
};

/*
 * VCPU 0 as PVH has it (Xen, docs/misc/pvh.pandoc): 32-bit protected mode without paging, flat
 * segments, EBX the start info.
 */
void xen_context_make(struct xen_context *context, uint32_t cpuid, uint32_t entry,
		      uint32_t start_info);

#endif
