// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Phases on x86-64 with AMD's SVM, of Linux (arch/x86/kvm/svm/, x86.c) and of Xen
 * (arch/x86/hvm/svm/). VMRUN stands in the middle of its function: what comes before it is on the
 * way in, what comes after it on the way out.
 */
#include "analysis/classify/phases.h"

static const struct ws_phase_row rows[] = {
	ROW("__svm_vcpu_run", EXIT, ENTRY),
	ROW("svm_vcpu_enter_exit", SAVE, RESTORE),
	ROW("svm_vcpu_run", SAVE, RESTORE),
	ROW("kvm_load_guest_", RESTORE, RESTORE),
	ROW("kvm_load_host_", SAVE, SAVE),
	ROW("svm_prepare_switch_to_guest", RESTORE, RESTORE),
	ROW("svm_prepare_host_switch", SAVE, SAVE),
	ROW("kvm_arch_vcpu_put", SAVE, SAVE),
	ROW("kvm_arch_vcpu_load", RESTORE, RESTORE),
	/* What VMRUN does not know of: interrupts that are put into the VMCB. */
	ROW("kvm_cpu_has_injectable_intr", RESTORE, RESTORE),
	ROW("kvm_cpu_get_interrupt", RESTORE, RESTORE),
	ROW("svm_inject_irq", RESTORE, RESTORE),
	ROW("update_cr8_intercept", RESTORE, RESTORE),
	ROW("svm_update_cr8_intercept", RESTORE, RESTORE),
	ROW("kvm_lapic_sync_to_vapic", RESTORE, RESTORE),
	ROW("kvm_lapic_sync_from_vapic", SAVE, SAVE),
	/* Handlers are jumped to, one by the other: none of them is below svm_handle_exit. */
	TURN("svm_handle_exit"),
	TURN("svm_invoke_exit_handler"),
	TURN("svm_exit_handlers_fastpath"),
	TURN("handle_fastpath_"),
	TURN("npf_interception"),
	TURN("msr_interception"),
	TURN("io_interception"),
	TURN("intr_interception"),
	TURN("kvm_mmu_page_fault"),
	TURN("kvm_emulate_"),
	TURN("kvm_skip_emulated_instruction"),
	TURN("x86_emulate_"),
	/* The host's own interrupt, which is why the guest was left. */
	TURN("asm_common_interrupt"),
	TURN("asm_sysvec_"),
	/* Xen. Its handler of exits also saves the VMCB, which nothing tells apart. */
	ROW("svm_asm_do_resume", EXIT, ENTRY),
	ROW("svm_stgi_label", EXIT, ENTRY),
	ROW("svm_ctxt_switch_from", SAVE, SAVE),
	ROW("svm_ctxt_switch_to", RESTORE, RESTORE),
	ROW("svm_vmenter_helper", RESTORE, RESTORE),
	ROW("svm_intr_assist", RESTORE, RESTORE),
	ROW("do_softirq", DISPATCH, DISPATCH),
	ROW("__do_softirq", DISPATCH, DISPATCH),
	TURN("svm_vmexit_handler"),
	TURN("do_IRQ"),
};

const struct ws_phase_table ws_phases_x86_64 = {
	.rows = rows,
	.count = sizeof(rows) / sizeof(rows[0]),
};
