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
	ROW(LINUX, "__bp_harden_hyp_", EXIT, EXIT),
	ROW(LINUX, "__kvm_hyp_vector", EXIT, EXIT),
	ROW(LINUX, "el1_sync", EXIT, EXIT),
	ROW(LINUX, "el1_trap", EXIT, EXIT),
	ROW(LINUX, "el1_irq", EXIT, EXIT),
	ROW(LINUX, "el1_fiq", EXIT, EXIT),
	ROW(LINUX, "el1_error", EXIT, EXIT),
	ROW(LINUX, "__guest_exit", EXIT, EXIT),
	ROW(LINUX, "__guest_enter", ENTRY, ENTRY),
	/*
	 * Split mode, between the host and EL2: its code on both ways. The host calls EL2 for other
	 * things, too: then it is of what calls.
	 */
	YIELD(LINUX, "__kvm_hyp_host_vector", EXIT, ENTRY),
	YIELD(LINUX, "__host_enter", EXIT, ENTRY),
	YIELD(LINUX, "__host_exit", EXIT, ENTRY),
	YIELD(LINUX, "__host_hvc", EXIT, ENTRY),
	YIELD(LINUX, "__skip_pauth_save", EXIT, ENTRY),
	YIELD(LINUX, "__skip_pauth_restore", EXIT, ENTRY),
	YIELD(LINUX, "handle_trap", DISPATCH, DISPATCH),
	YIELD(LINUX, "handle_host_", DISPATCH, DISPATCH),
	YIELD(LINUX, "handle___kvm_vcpu_run", DISPATCH, DISPATCH),
	/* What EL2 answers itself; it need not be the end of the way out. */
	ROW(LINUX, "kvm_hyp_handle_", HANDLE, HANDLE),
	ROW(LINUX, "__vgic_v3_perform_cpuif_access", HANDLE, HANDLE),
	ROW(LINUX, "handle_exit_early", DISPATCH, DISPATCH),
	/*
	 * pKVM copies the VCPU's state between the host's view and EL2's own; both functions are
	 * inlined in handle___kvm_vcpu_run as a rule, and their copying is all that has a name.
	 */
	ROW(LINUX, "flush_hyp_vcpu", SAVE, RESTORE),
	ROW(LINUX, "sync_hyp_vcpu", SAVE, RESTORE),
	YIELD(LINUX, "__kvm_nvhe___memcpy", SAVE, RESTORE),
	/* The switch of the machine's state, and all that it calls. */
	ROW(LINUX, "__kvm_vcpu_run", SAVE, RESTORE),
	ROW(LINUX, "kvm_vgic_sync_hwstate", SAVE, SAVE),
	ROW(LINUX, "kvm_vgic_flush_hwstate", RESTORE, RESTORE),
	ROW(LINUX, "kvm_vgic_put", SAVE, SAVE),
	ROW(LINUX, "kvm_vgic_load", RESTORE, RESTORE),
	ROW(LINUX, "kvm_pmu_sync_hwstate", SAVE, SAVE),
	ROW(LINUX, "kvm_pmu_flush_hwstate", RESTORE, RESTORE),
	ROW(LINUX, "kvm_timer_sync_", SAVE, SAVE),
	ROW(LINUX, "kvm_arch_vcpu_ctxsync_fp", SAVE, SAVE),
	ROW(LINUX, "kvm_arch_vcpu_ctxflush_fp", RESTORE, RESTORE),
	ROW(LINUX, "kvm_arm_setup_debug", RESTORE, RESTORE),
	ROW(LINUX, "kvm_arm_clear_debug", SAVE, SAVE),
	ROW(LINUX, "kvm_arch_vcpu_put", SAVE, SAVE),
	ROW(LINUX, "kvm_arch_vcpu_load", RESTORE, RESTORE),
	TURN(LINUX, "handle_exit"),
	/* WFI asks to wait: on the way back from it nothing else is known to be its handler. */
	TURN(LINUX, "kvm_handle_wfx"),
	TURN(LINUX, "kvm_vcpu_wfi"),
	TURN(LINUX, "kvm_vcpu_halt"),
	TURN(LINUX, "kvm_vcpu_block"),
	/* The host's own interrupt, which is why the guest was left. */
	TURN(LINUX, "el1h_64_irq"),
	TURN(LINUX, "el1_interrupt"),
	/* Xen. What it calls from its way back to the guest may be another domain's turn. */
	ROW(XEN, "__bp_harden_", EXIT, EXIT),
	ROW(XEN, "hyp_traps_vector", EXIT, EXIT),
	ROW(XEN, "guest_sync", EXIT, ENTRY),
	ROW(XEN, "guest_irq", EXIT, ENTRY),
	ROW(XEN, "check_pending_guest_serror", EXIT, EXIT),
	ROW(XEN, "abort_guest_exit_", EXIT, EXIT),
	ROW(XEN, "mitigate_spectre_", EXIT, EXIT),
	ROW(XEN, "return_from_trap", ENTRY, ENTRY),
	ROW(XEN, "return_to_", ENTRY, ENTRY),
	ROW(XEN, "enter_hypervisor_from_guest", SAVE, SAVE),
	ROW(XEN, "vgic_sync_from_lrs", SAVE, SAVE),
	ROW(XEN, "vgic_sync_to_lrs", RESTORE, RESTORE),
	ROW(XEN, "leave_hypervisor_to_guest", RESTORE, RESTORE),
	ROW(XEN, "do_softirq", DISPATCH, DISPATCH),
	ROW(XEN, "__do_softirq", DISPATCH, DISPATCH),
	/* The switch of domains; ctxt_switch_from and ctxt_switch_to are inlined in its end. */
	ROW(XEN, "ctxt_switch_from", SAVE, SAVE),
	ROW(XEN, "p2m_save_state", SAVE, SAVE),
	ROW(XEN, "gic_save_state", SAVE, SAVE),
	ROW(XEN, "virt_timer_save", SAVE, SAVE),
	ROW(XEN, "vfp_save_state", SAVE, SAVE),
	ROW(XEN, "sve_save_", SAVE, SAVE),
	ROW(XEN, "ctxt_switch_to", RESTORE, RESTORE),
	ROW(XEN, "schedule_tail", RESTORE, RESTORE),
	ROW(XEN, "sched_context_switched", DISPATCH, DISPATCH),
	ROW(XEN, "update_runstate_area", DISPATCH, DISPATCH),
	TURN(XEN, "do_trap_"),
	TURN(XEN, "hyp_irq"),
};

const struct ws_phase_table ws_phases_arm64 = {
	.rows = rows,
	.count = sizeof(rows) / sizeof(rows[0]),
};
