/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an instruction is spent on: the groups of the study's Table III, and what has come since.
 * Saving and restoring are told apart: what is read from a register to be kept is saved, what is
 * written to one from memory is restored; what is neither (a control register set to a constant)
 * is set.
 */
#ifndef WORLDSWITCH_ANALYSIS_CLASSES_H
#define WORLDSWITCH_ANALYSIS_CLASSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/trace.h>

#include "analysis/functions.h"

/* X(symbol, identifier, name, what belongs to it) */
#define WS_CLASS_LIST(X)                                                                           \
	X(GENERAL, "gp", "GP registers",                                                           \
	  "the general registers of a guest or of what was interrupted")                           \
	X(FP, "fp", "FP registers", "FP and SIMD registers, FPCR, FPSR; on x86 the FPU's state")   \
	X(EL1, "el1", "EL1 system registers",                                                      \
	  "what a kernel in a VM owns: SCTLR, TTBR, VBAR and such")                                \
	X(VGIC, "vgic", "VGIC registers",                                                          \
	  "the interrupt controller's and its virtual interface's")                                \
	X(TIMER, "timer", "Timer registers", "the generic timer's")                                \
	X(EL2_CONFIGURATION, "el2-config", "EL2 configuration registers",                          \
	  "what the hypervisor traps: HCR_EL2, CPTR_EL2, MDCR_EL2 and such")                       \
	X(EL2_MEMORY, "el2-memory", "EL2 virtual memory registers",                                \
	  "stage 2: VTTBR_EL2, VTCR_EL2")                                                          \
	X(DEBUG, "debug", "Debug and PMU registers", "breakpoints, profiling, event counters")     \
	X(POINTER_KEYS, "pauth", "Pointer authentication keys", "APIAKey and the others")          \
	X(SVE, "sve", "SVE registers", "Z, P, FFR, ZCR, and SME's")                                \
	X(VMCB, "vmcb", "VMLOAD, VMSAVE and MSRs",                                                 \
	  "x86: state that the CPU does not switch itself")                                        \
	X(CONTROL, "cr", "CRs, DRs and segments", "x86: control and debug registers, descriptors") \
	X(DECODE, "decode", "Instruction decoding",                                                \
	  "x86: guests' instructions that software takes apart and carries out")                   \
	X(MITIGATION, "mitigation", "Mitigations", "of Spectre and its kin, on entry and exit")    \
	X(BARRIER, "barrier", "Barriers", "ISB, DSB, DMB; on x86 fences")                          \
	X(TLB, "tlb", "TLB maintenance", "TLBI, cache maintenance; on x86 INVLPG and its kin")     \
	X(EXCEPTION, "exception", "Exception entry and return",                                    \
	  "HVC, SVC, ERET and the vectors' own code; on x86 VMRUN, IRET and such")                 \
	X(SYSTEM, "system", "Other system registers", "identification, per-CPU pointers, PSTATE")  \
	X(CODE, "code", "C code", "everything else")

#define WS_CLASS_ENUM(symbol, id, name, meaning) WS_CLASS_##symbol,
enum ws_class { WS_CLASS_LIST(WS_CLASS_ENUM) WS_CLASS_COUNT };
#undef WS_CLASS_ENUM

enum ws_direction {
	WS_DIRECTION_NONE,
	WS_DIRECTION_SAVE,
	WS_DIRECTION_RESTORE,
	WS_DIRECTION_COUNT
};

/* Of one executed instruction. */
struct ws_spent {
	uint8_t class_of; /* enum ws_class */
	uint8_t direction;
};

/*
 * One for each instruction executed, in order; allocated. Loads and stores count with the register
 * that they serve: MRS and the store of what it read are one save. NULL: no memory.
 */
struct ws_spent *ws_classes_arm64(const struct ws_trace *trace,
				  const struct ws_functions *functions);
struct ws_spent *ws_classes_x86_64(const struct ws_trace *trace,
				   const struct ws_functions *functions);

#endif
