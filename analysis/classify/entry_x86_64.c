// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Vectors, entries and exits of Linux (arch/x86/entry/entry_64.S, kvm/svm/vmenter.S,
 * lib/retpoline.S) and of Xen (arch/x86/x86_64/entry.S, hvm/svm/entry.S, indirect-thunk.S): what is
 * pushed, popped, loaded and stored there are general registers. Thunks are nothing but the
 * mitigation. A CPU without decode assists leaves the guest's instruction to a decoder in software,
 * which is known by name; fetching the instruction's bytes is part of it, and walking the guest's
 * page tables for them. What an emulated instruction makes a device do is not.
 */
#include "analysis/classify/entry.h"

#define ROW(name, access_class, rest_class)                                                        \
	{                                                                                          \
		.prefix = (name), .access = WS_CLASS_##access_class, .rest = WS_CLASS_##rest_class \
	}
#define MITIGATION(name) ROW(name, MITIGATION, MITIGATION)
#define ENTRY(name)      ROW(name, GENERAL, EXCEPTION)
#define DECODE(name)     ROW(name, DECODE, DECODE)
#define DECODE_ALL(name)                                                                           \
	{                                                                                          \
		.prefix = (name), .access = WS_CLASS_DECODE, .rest = WS_CLASS_DECODE,              \
		.below = true                                                                      \
	}

static const struct entry_row rows[] = {
	/* Retpolines, return thunks, and what empties predictors on entry. */
	MITIGATION("__x86_indirect_"),
	MITIGATION("__x86_return_thunk"),
	MITIGATION("srso_"),
	MITIGATION("retbleed_"),
	MITIGATION("entry_untrain_ret"),
	MITIGATION("entry_ibpb"),
	MITIGATION("write_ibpb"),
	MITIGATION("clear_bhb_loop"),
	MITIGATION("x86_virt_spec_ctrl"),
	ENTRY("__svm_vcpu_run"),
	ENTRY("__svm_sev_es_vcpu_run"),
	ENTRY("__vmx_vcpu_run"),
	ENTRY("asm_exc_"),
	ENTRY("asm_sysvec_"),
	ENTRY("asm_common_interrupt"),
	ENTRY("asm_load_gs_index"),
	ENTRY("common_interrupt_return"),
	ENTRY("irq_entries_start"),
	ENTRY("entry_SYSCALL_"),
	ENTRY("error_entry"),
	ENTRY("error_return"),
	ENTRY("paranoid_"),
	ENTRY("swapgs_restore_regs_"),
	ENTRY("restore_regs_and_return_"),
	/* Xen's. */
	ENTRY("svm_asm_do_resume"),
	ENTRY("svm_stgi_label"),
	ENTRY("vmx_asm_"),
	ENTRY("ret_from_intr"),
	ENTRY("handle_exception"),
	ENTRY("restore_all_"),
	ENTRY("lstar_enter"),
	ENTRY("entry_int82"),
	/* KVM's emulator (arch/x86/kvm/emulate.c) and what prepares and ends it. */
	DECODE("x86_emulate_"),
	DECODE_ALL("x86_decode_"),
	DECODE_ALL("init_emulate_ctxt"),
	DECODE("init_decode_cache"),
	DECODE("decode_"),
	DECODE_ALL("__do_insn_fetch_bytes"),
	DECODE_ALL("do_insn_fetch_bytes"),
	DECODE_ALL("kvm_fetch_guest_virt"),
	DECODE("emulator_"),
	DECODE("em_"),
	DECODE("segmented_"),
	DECODE("__linearize"),
	DECODE("writeback"),
	DECODE("__svm_skip_emulated_instruction"),
	DECODE("svm_skip_emulated_instruction"),
	/* Xen's (arch/x86/x86_emulate, hvm/emulate.c, hvm/svm/emulate.c). */
	DECODE("x86_emulate"),
	DECODE_ALL("x86emul_decode"),
	DECODE("x86emul_"),
	DECODE("hvmemul_"),
	DECODE_ALL("hvm_emulate_init_"),
	DECODE("hvm_emulate_"),
	DECODE("_hvm_emulate_"),
	DECODE_ALL("svm_get_insn_len"),
};

const struct entry_table entry_x86_64 = {
	.rows = rows,
	.count = sizeof(rows) / sizeof(rows[0]),
};
