// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Vectors and the code between them and C, of Linux (arch/arm64/kernel/entry.S, kvm/hyp/entry.S,
 * hyp-entry.S, nvhe/host.S) and of Xen (arch/arm/arm64/entry.S, bpi.S): loads and stores there are
 * of general registers. The vectors that mitigate Spectre are nothing but the mitigation, their
 * barriers too. A GICv2's registers are memory, and so are known only by who accesses them.
 */
#include "analysis/classify/entry.h"

#define ROW(name, access_class, rest_class)                                                        \
	{                                                                                          \
		.prefix = (name), .access = WS_CLASS_##access_class, .rest = WS_CLASS_##rest_class \
	}

/* The first that fits decides. */
static const struct entry_row rows[] = {
	ROW("__bp_harden_", MITIGATION, MITIGATION),
	ROW("__kvm_bp_vect", MITIGATION, MITIGATION),
	ROW("arm_smccc_1_", MITIGATION, MITIGATION),
	ROW("hyp_traps_vector_b", MITIGATION, MITIGATION),
	ROW("mitigate_spectre_", MITIGATION, MITIGATION),
	/* What the vectors of EL0 and EL1 call is C. */
	ROW("el0t_64_sync_handler", CODE, CODE),
	ROW("el0t_64_irq_handler", CODE, CODE),
	ROW("el1h_64_sync_handler", CODE, CODE),
	ROW("el1h_64_irq_handler", CODE, CODE),
	{
		.prefix = "vgic_v2_save_state",
		.access = WS_CLASS_VGIC,
		.rest = WS_CLASS_CODE,
		.direction = WS_DIRECTION_SAVE,
	},
	{
		.prefix = "vgic_v2_restore_state",
		.access = WS_CLASS_VGIC,
		.rest = WS_CLASS_CODE,
		.direction = WS_DIRECTION_RESTORE,
	},
	{
		.prefix = "gicv2_save_state",
		.access = WS_CLASS_VGIC,
		.rest = WS_CLASS_CODE,
		.direction = WS_DIRECTION_SAVE,
	},
	{
		.prefix = "gicv2_restore_state",
		.access = WS_CLASS_VGIC,
		.rest = WS_CLASS_CODE,
		.direction = WS_DIRECTION_RESTORE,
	},
	ROW("__kvm_hyp_vector", GENERAL, EXCEPTION),
	ROW("__kvm_hyp_host_vector", GENERAL, EXCEPTION),
	ROW("hyp_traps_vector", GENERAL, EXCEPTION),
	ROW("vectors", GENERAL, EXCEPTION),
	ROW("tramp_vectors", GENERAL, MITIGATION),
	ROW("__guest_enter", GENERAL, EXCEPTION),
	ROW("__guest_exit", GENERAL, EXCEPTION),
	ROW("__host_enter", GENERAL, EXCEPTION),
	ROW("__host_exit", GENERAL, EXCEPTION),
	ROW("__host_hvc", GENERAL, EXCEPTION),
	ROW("__skip_pauth_", GENERAL, EXCEPTION),
	ROW("el1_trap", GENERAL, EXCEPTION),
	ROW("el1_sync", GENERAL, EXCEPTION),
	ROW("el1_irq", GENERAL, EXCEPTION),
	ROW("el0_sync", GENERAL, EXCEPTION),
	ROW("el0t_64_", GENERAL, EXCEPTION),
	ROW("el1h_64_", GENERAL, EXCEPTION),
	ROW("ret_to_user", GENERAL, EXCEPTION),
	ROW("ret_to_kernel", GENERAL, EXCEPTION),
	ROW("guest_sync", GENERAL, EXCEPTION),
	ROW("guest_irq", GENERAL, EXCEPTION),
	ROW("hyp_irq", GENERAL, EXCEPTION),
	ROW("check_pending_guest_serror", GENERAL, EXCEPTION),
	ROW("abort_guest_exit_", GENERAL, EXCEPTION),
	ROW("return_from_trap", GENERAL, EXCEPTION),
	ROW("return_to_", GENERAL, EXCEPTION),
};

const struct entry_table entry_arm64 = {
	.rows = rows,
	.count = sizeof(rows) / sizeof(rows[0]),
};
