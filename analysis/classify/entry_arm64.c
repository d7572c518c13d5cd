// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Vectors and the code between them and C, of Linux (arch/arm64/kernel/entry.S, kvm/hyp/entry.S,
 * hyp-entry.S, nvhe/host.S) and of Xen (arch/arm/arm64/entry.S, bpi.S): loads and stores there are
 * of general registers. The vectors that mitigate Spectre are nothing but the mitigation.
 */
#include "analysis/classify/entry_arm64.h"

#include <string.h>

#define NVHE "__kvm_nvhe_" /* what the kernel puts before the names of split mode's part */

struct row {
	const char *prefix;
	enum ws_class access; /* of loads and stores */
	enum ws_class rest;
};

#define ROW(name, access_class, rest_class)                                                        \
	{                                                                                          \
		.prefix = (name), .access = WS_CLASS_##access_class, .rest = WS_CLASS_##rest_class \
	}

/* The first that fits decides. */
static const struct row rows[] = {
	ROW("__bp_harden_", MITIGATION, MITIGATION),
	ROW("__kvm_bp_vect", MITIGATION, MITIGATION),
	ROW("arm_smccc_1_", MITIGATION, MITIGATION),
	ROW("hyp_traps_vector_b", MITIGATION, MITIGATION),
	ROW("mitigate_spectre_", MITIGATION, MITIGATION),
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
	ROW("return_from_trap", GENERAL, EXCEPTION),
	ROW("return_to_", GENERAL, EXCEPTION),
};

static bool begins_with(const char *name, const char *prefix)
{
	return strncmp(name, prefix, strlen(prefix)) == 0;
}

enum ws_class entry_arm64_class(const struct ws_function *function, bool access)
{
	const char *name = function->name;

	if (!name)
		return WS_CLASS_CODE;
	if (begins_with(name, NVHE))
		name += strlen(NVHE);
	for (size_t at = 0; at < sizeof(rows) / sizeof(rows[0]); at++)
		if (begins_with(name, rows[at].prefix))
			return access ? rows[at].access : rows[at].rest;
	return WS_CLASS_CODE;
}
