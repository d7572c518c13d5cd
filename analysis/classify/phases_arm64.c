// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Phases on arm64, of Linux (arch/arm64/kvm/arm.c, hyp/, handle_exit.c, kernel/entry*) and of Xen
 * (arch/arm/arm64/entry.S, traps.c, domain.c). Split mode crosses into EL2 twice on each way: by
 * the guest's vector and by __host_enter on the way out, by the host's vector and __guest_enter on
 * the way in.
 */
#include "analysis/classify/phases.h"

static const struct ws_phase_row rows[] = {
	/* The vectors of EL2, with and without Spectre's mitigation, and what they branch to. */
	ROW("__bp_harden_", EXIT, EXIT),
	ROW("__kvm_hyp_vector", EXIT, EXIT),
	ROW("el1_sync", EXIT, EXIT),
	ROW("el1_trap", EXIT, EXIT),
	ROW("el1_irq", EXIT, EXIT),
	ROW("__guest_exit", EXIT, EXIT),
	ROW("__guest_enter", ENTRY, ENTRY),
	/* Split mode, between the host and EL2: its code on both ways. */
	ROW("__kvm_hyp_host_vector", EXIT, ENTRY),
	ROW("__host_enter", EXIT, ENTRY),
	ROW("__host_exit", EXIT, ENTRY),
	ROW("__host_hvc", EXIT, ENTRY),
	ROW("__skip_pauth_save", EXIT, ENTRY),
	ROW("__skip_pauth_restore", EXIT, ENTRY),
	/* What EL2 answers itself; it need not be the end of the way out. */
	ROW("kvm_hyp_handle_", HANDLE, HANDLE),
	ROW("__vgic_v3_perform_cpuif_access", HANDLE, HANDLE),
	ROW("handle_trap", DISPATCH, DISPATCH),
	ROW("handle_host_", DISPATCH, DISPATCH),
	ROW("handle___kvm_vcpu_run", DISPATCH, DISPATCH),
	ROW("handle_exit_early", DISPATCH, DISPATCH),
	/* pKVM copies the VCPU's state between the host's view and EL2's own. */
	ROW("flush_hyp_vcpu", SAVE, RESTORE),
	ROW("sync_hyp_vcpu", SAVE, RESTORE),
	/* The switch of the machine's state, and all that it calls. */
	ROW("__kvm_vcpu_run", SAVE, RESTORE),
	ROW("kvm_vgic_sync_hwstate", SAVE, SAVE),
	ROW("kvm_vgic_flush_hwstate", RESTORE, RESTORE),
	ROW("kvm_pmu_sync_hwstate", SAVE, SAVE),
	ROW("kvm_pmu_flush_hwstate", RESTORE, RESTORE),
	ROW("kvm_timer_sync_", SAVE, SAVE),
	ROW("kvm_arch_vcpu_ctxsync_fp", SAVE, SAVE),
	ROW("kvm_arch_vcpu_ctxflush_fp", RESTORE, RESTORE),
	ROW("kvm_arm_setup_debug", RESTORE, RESTORE),
	ROW("kvm_arm_clear_debug", SAVE, SAVE),
	ROW("kvm_arch_vcpu_put", SAVE, SAVE),
	ROW("kvm_arch_vcpu_load", RESTORE, RESTORE),
	TURN("handle_exit"),
	/* The host's own interrupt, which is why the guest was left. */
	TURN("el1h_64_irq_handler"),
	TURN("el1_interrupt"),
	/* Xen. What it calls from its way back to the guest may be another domain's turn. */
	ROW("hyp_traps_vector", EXIT, EXIT),
	ROW("guest_sync", EXIT, EXIT),
	ROW("guest_irq", EXIT, EXIT),
	ROW("check_pending_guest_serror", EXIT, EXIT),
	ROW("abort_guest_exit_", EXIT, EXIT),
	ROW("mitigate_spectre_", EXIT, EXIT),
	ROW("return_from_trap", ENTRY, ENTRY),
	ROW("return_to_", ENTRY, ENTRY),
	ROW("enter_hypervisor_from_guest", SAVE, SAVE),
	ROW("vgic_sync_from_lrs", SAVE, SAVE),
	ROW("vgic_sync_to_lrs", RESTORE, RESTORE),
	ROW("leave_hypervisor_to_guest", RESTORE, RESTORE),
	ROW("ctxt_switch_from", SAVE, SAVE),
	ROW("ctxt_switch_to", RESTORE, RESTORE),
	ROW("do_softirq", DISPATCH, DISPATCH),
	TURN("do_trap_"),
};

const struct ws_phase_table ws_phases_arm64 = {
	.rows = rows,
	.count = sizeof(rows) / sizeof(rows[0]),
};
