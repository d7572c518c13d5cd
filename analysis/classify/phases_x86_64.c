// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Phases on x86-64 with AMD's SVM, of Linux (arch/x86/kvm/svm/, x86.c) and of Xen
 * (arch/x86/hvm/svm/). VMRUN stands in the middle of its function: what comes before it is on the
 * way in, what comes after it on the way out.
 */
#include "analysis/classify/phases.h"

static const struct ws_phase_row rows[] = {
	ROW(LINUX, "__svm_vcpu_run", EXIT, ENTRY),
	ROW(LINUX, "svm_vcpu_enter_exit", SAVE, RESTORE),
	ROW(LINUX, "svm_vcpu_run", SAVE, RESTORE),
	ROW(LINUX, "kvm_load_guest_", RESTORE, RESTORE),
	ROW(LINUX, "kvm_load_host_", SAVE, SAVE),
	ROW(LINUX, "svm_prepare_switch_to_guest", RESTORE, RESTORE),
	ROW(LINUX, "svm_prepare_host_switch", SAVE, SAVE),
	/* The guest's registers; a process's, where the kernel returns to one. */
	YIELD(LINUX, "switch_fpu_return", RESTORE, RESTORE),
	ROW(LINUX, "arch_exit_to_user_mode_prepare", DISPATCH, DISPATCH),
	ROW(LINUX, "kvm_arch_vcpu_put", SAVE, SAVE),
	ROW(LINUX, "kvm_arch_vcpu_load", RESTORE, RESTORE),
	/* What VMRUN does not know of: interrupts that are put into the VMCB. */
	ROW(LINUX, "kvm_cpu_has_injectable_intr", RESTORE, RESTORE),
	ROW(LINUX, "kvm_cpu_get_interrupt", RESTORE, RESTORE),
	ROW(LINUX, "svm_inject_irq", RESTORE, RESTORE),
	ROW(LINUX, "update_cr8_intercept", RESTORE, RESTORE),
	ROW(LINUX, "svm_update_cr8_intercept", RESTORE, RESTORE),
	ROW(LINUX, "kvm_lapic_sync_to_vapic", RESTORE, RESTORE),
	ROW(LINUX, "kvm_lapic_sync_from_vapic", SAVE, SAVE),
	/* Handlers are jumped to, one by the other: none of them is below svm_handle_exit. */
	TURN(LINUX, "svm_handle_exit"),
	TURN(LINUX, "svm_invoke_exit_handler"),
	TURN(LINUX, "svm_exit_handlers_fastpath"),
	TURN(LINUX, "handle_fastpath_"),
	TURN(LINUX, "npf_interception"),
	TURN(LINUX, "msr_interception"),
	TURN(LINUX, "io_interception"),
	TURN(LINUX, "intr_interception"),
	TURN(LINUX, "vmmcall_interception"),
	TURN(LINUX, "kvm_mmu_page_fault"),
	TURN(LINUX, "kvm_emulate_"),
	TURN(LINUX, "kvm_skip_emulated_instruction"),
	TURN(LINUX, "x86_emulate_"),
	/* HLT asks to wait, which is done in the run loop. */
	TURN(LINUX, "kvm_vcpu_halt"),
	TURN(LINUX, "kvm_vcpu_block"),
	/* The host's own interrupt, which is why the guest was left. */
	TURN(LINUX, "asm_common_interrupt"),
	TURN(LINUX, "asm_sysvec_"),
	/* Xen. Its handler of exits also saves the VMCB, which nothing tells apart. */
	ROW(XEN, "svm_asm_do_resume", EXIT, ENTRY),
	ROW(XEN, "svm_stgi_label", EXIT, ENTRY),
	ROW(XEN, "nsvm_vcpu_switch", RESTORE, RESTORE),
	ROW(XEN, "svm_vmenter_helper", RESTORE, RESTORE),
	ROW(XEN, "svm_intr_assist", RESTORE, RESTORE),
	ROW(XEN, "do_softirq", DISPATCH, DISPATCH),
	ROW(XEN, "__do_softirq", DISPATCH, DISPATCH),
	/* The switch of domains. */
	ROW(XEN, "svm_ctxt_switch_from", SAVE, SAVE),
	ROW(XEN, "vcpu_save_fpu", SAVE, SAVE),
	ROW(XEN, "svm_ctxt_switch_to", RESTORE, RESTORE),
	ROW(XEN, "vcpu_restore_fpu", RESTORE, RESTORE),
	ROW(XEN, "psr_ctxt_switch_to", RESTORE, RESTORE),
	ROW(XEN, "write_ptbase", RESTORE, RESTORE),
	ROW(XEN, "set_xcr0", RESTORE, RESTORE),
	TURN(XEN, "svm_vmexit_handler"),
	/* Its own interrupt, which is why the guest was left. */
	TURN(XEN, "autogen_stubs"),
	TURN(XEN, "common_interrupt"),
	TURN(XEN, "do_IRQ"),
};

const struct ws_phase_table ws_phases_x86_64 = {
	.rows = rows,
	.count = sizeof(rows) / sizeof(rows[0]),
};
