// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The one table of arm64's system registers (Arm ARM DDI 0487, D23 "AArch64 System Register
 * Descriptions"; GIC: IHI 0069, 12.2). The first row that fits decides, so exceptions stand before
 * rules. op1 5 is an EL1 register by the name that VHE gives it (SCTLR_EL12).
 */
#include "analysis/classify/registers_arm64.h"

struct range {
	uint8_t first, last;
};

struct row {
	uint8_t op0;
	struct range op1, crn, crm, op2;
	enum ws_class class_of; /* where its value is saved or restored */
	enum ws_class used;     /* where it is read or set for what it is now */
};

/* Inclusive ranges; ANY for a field that does not matter. */
#define ANY                                                                                        \
	{                                                                                          \
		.first = 0, .last = 15                                                             \
	}
#define FROM(a, b)                                                                                 \
	{                                                                                          \
		.first = (a), .last = (b)                                                          \
	}
#define ONLY(a) FROM(a, a)

/* A range in braces has no parentheses. NOLINTBEGIN(bugprone-macro-parentheses) */
/* A register that says something else to who uses it than to who keeps it for somebody. */
#define TWO(op0_value, op1_range, crn_range, crm_range, op2_range, kept_name, used_name)           \
	{                                                                                          \
		.op0 = (op0_value), .op1 = op1_range, .crn = crn_range, .crm = crm_range,          \
		.op2 = op2_range, .class_of = WS_CLASS_##kept_name, .used = WS_CLASS_##used_name   \
	}
#define ROW(op0_value, op1_range, crn_range, crm_range, op2_range, name)                           \
	{                                                                                          \
		.op0 = (op0_value), .op1 = op1_range, .crn = crn_range, .crm = crm_range,          \
		.op2 = op2_range, .class_of = WS_CLASS_##name, .used = WS_CLASS_##name             \
	}
/* NOLINTEND(bugprone-macro-parentheses) */

static const struct row rows[] = {
	/* op0 2: breakpoints, watchpoints, MDSCR_EL1, OS lock. */
	ROW(2, ANY, ANY, ANY, ANY, DEBUG),
	/* FPCR, FPSR. */
	ROW(3, ONLY(3), ONLY(4), ONLY(4), ANY, FP),
	/* ZCR, SMCR and the like at every level. */
	ROW(3, ANY, ONLY(1), ONLY(2), ONLY(0), SVE),
	ROW(3, ANY, ONLY(1), ONLY(2), FROM(4, 6), SVE),
	/* APIAKey, APIBKey, APDAKey, APDBKey, APGAKey. */
	ROW(3, ONLY(0), ONLY(2), FROM(1, 3), ANY, POINTER_KEYS),
	/* ICC_PMR_EL1; ICC_*; ICH_*, ICC_SRE_EL2. */
	ROW(3, ONLY(0), ONLY(4), ONLY(6), ONLY(0), VGIC),
	ROW(3, ONLY(0), ONLY(12), FROM(8, 12), ANY, VGIC),
	ROW(3, FROM(4, 6), ONLY(12), FROM(8, 15), ANY, VGIC),
	/* PMU: PMCR to PMOVSSET, PMINTEN; the event counters; PMCCFILTR. */
	ROW(3, FROM(0, 3), ONLY(9), FROM(12, 14), ANY, DEBUG),
	ROW(3, ONLY(3), ONLY(14), FROM(8, 15), ANY, DEBUG),
	/* Statistical profiling, trace buffer and filters. */
	ROW(3, FROM(0, 5), ONLY(9), FROM(9, 11), ANY, DEBUG),
	ROW(3, FROM(0, 5), ONLY(1), ONLY(2), ONLY(1), DEBUG),
	/* MDCR_EL2 says what of this traps. */
	ROW(3, ONLY(4), ONLY(1), ONLY(1), ONLY(1), EL2_CONFIGURATION),
	/* CNT*, of every level. */
	ROW(3, ANY, ONLY(14), ANY, ANY, TIMER),
	/* VTTBR_EL2, VTCR_EL2, HPFAR_EL2. */
	ROW(3, ONLY(4), ONLY(2), ONLY(1), ANY, EL2_MEMORY),
	ROW(3, ONLY(4), ONLY(6), ONLY(0), ONLY(4), EL2_MEMORY),
	/* HCR_EL2, CPTR_EL2, HSTR_EL2, HFG*TR_EL2, HCRX_EL2; VPIDR_EL2, VMPIDR_EL2. */
	ROW(3, ONLY(4), ONLY(1), FROM(1, 3), ANY, EL2_CONFIGURATION),
	ROW(3, ONLY(4), ONLY(3), ONLY(1), ANY, EL2_CONFIGURATION),
	ROW(3, ONLY(4), ONLY(0), ONLY(0), ANY, EL2_CONFIGURATION),
	/* CPACR_EL1: a kernel's own in split mode, which keeps it; with VHE it is CPTR_EL2, which
	 * is set to what the guest may do. */
	TWO(3, ONLY(0), ONLY(1), ONLY(0), ONLY(2), EL1, EL2_CONFIGURATION),
	/* ELR, SPSR, ESR, FAR and VBAR of EL2: what an exception says. */
	ROW(3, ONLY(4), ONLY(4), ONLY(0), ANY, EXCEPTION),
	ROW(3, ONLY(4), FROM(5, 6), ANY, ANY, EXCEPTION),
	ROW(3, ONLY(4), ONLY(12), ONLY(0), ANY, EXCEPTION),
	/* SP_EL0, TPIDR_EL1, TPIDR_EL2: the running thread and this CPU's variables, to the kernel
	 * that uses them; where they are kept, they are somebody else's. */
	TWO(3, ONLY(0), ONLY(4), ONLY(1), ONLY(0), EL1, SYSTEM),
	TWO(3, ONLY(0), ONLY(13), ONLY(0), ONLY(4), EL1, SYSTEM),
	TWO(3, ONLY(4), ONLY(13), ONLY(0), ONLY(2), EL1, SYSTEM),
	/* SP_EL1, TPIDR_EL0, TPIDRRO_EL0, CONTEXTIDR_EL1. */
	ROW(3, ANY, ONLY(13), ANY, ANY, EL1),
	ROW(3, ONLY(4), ONLY(4), ONLY(1), ONLY(0), EL1),
	/* SPSR_EL1, ELR_EL1. */
	ROW(3, ONLY(0), ONLY(4), ONLY(0), ANY, EL1),
	ROW(3, ONLY(5), ANY, ANY, ANY, EL1),
	/* SCTLR_EL1, ACTLR_EL1; TTBR, TCR; AFSR, ESR; FAR, PAR; MAIR, AMAIR; VBAR, DISR. */
	ROW(3, ONLY(0), FROM(1, 2), ONLY(0), ANY, EL1),
	ROW(3, ONLY(0), FROM(5, 7), ANY, ANY, EL1),
	ROW(3, ONLY(0), ONLY(10), ANY, ANY, EL1),
	ROW(3, ONLY(0), ONLY(12), FROM(0, 1), ANY, EL1),
	/* CSSELR_EL1; DACR32_EL2, IFSR32_EL2, FPEXC32_EL2: AArch32's. */
	ROW(3, ONLY(2), ONLY(0), ONLY(0), ONLY(0), EL1),
	ROW(3, ONLY(4), ONLY(3), ONLY(0), ONLY(0), EL1),
};

static int within(const struct range *range, uint32_t value)
{
	return value >= range->first && value <= range->last;
}

enum ws_class registers_arm64_class(uint32_t word, bool kept)
{
	uint32_t op0 = 2 + (word >> 19 & 1);
	uint32_t op1 = word >> 16 & 7;
	uint32_t crn = word >> 12 & 15;
	uint32_t crm = word >> 8 & 15;
	uint32_t op2 = word >> 5 & 7;

	for (size_t at = 0; at < sizeof(rows) / sizeof(rows[0]); at++) {
		const struct row *row = &rows[at];

		if (row->op0 == op0 && within(&row->op1, op1) && within(&row->crn, crn) &&
		    within(&row->crm, crm) && within(&row->op2, op2))
			return kept ? row->class_of : row->used;
	}
	return WS_CLASS_SYSTEM;
}
