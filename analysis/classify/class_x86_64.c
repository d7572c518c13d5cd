// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What x86-64 code is spent on. Most privileged instructions say it themselves; which register
 * RDMSR and WRMSR mean is in ECX, and is known where a constant was put there just before. The
 * hardware saves and restores what is in the VMCB at VMRUN and #VMEXIT: that is no instruction at
 * all. Encodings: AMD64 Architecture Programmer's Manual, volume 3, appendix A.
 */
#include <stdlib.h>

#include "analysis/classes.h"
#include "analysis/classify/entry.h"
#include "analysis/classify/opcode_x86_64.h"

enum operand { ANY, MEMORY, REGISTER, EXACT };

/* One row decides by the opcode and, where that has a group, by ModRM. */
struct row {
	uint8_t map;
	uint8_t first, last; /* opcodes */
	uint8_t operand;     /* enum operand: what ModRM names; EXACT: all of ModRM is `group` */
	uint8_t group;       /* bits 5 to 3 of ModRM, where the operand is MEMORY or REGISTER */
	uint8_t class_of;
	uint8_t direction;
};

#define ROW(map_name, from, to, name, where)                                                       \
	{                                                                                          \
		.map = OPCODE_##map_name, .first = (from), .last = (to),                           \
		.class_of = WS_CLASS_##name, .direction = WS_DIRECTION_##where                     \
	}
#define GROUP(code, operand_kind, number, name, where)                                             \
	{                                                                                          \
		.map = OPCODE_0F, .first = (code), .last = (code), .operand = (operand_kind),      \
		.group = (number), .class_of = WS_CLASS_##name, .direction = WS_DIRECTION_##where  \
	}

static const struct row rows[] = {
	/* 0F 01 with all of ModRM: VMCALL to VMRESUME; SERIALIZE; XGETBV, XSETBV. */
	GROUP(0x01, EXACT, 0xc1, EXCEPTION, NONE),
	GROUP(0x01, EXACT, 0xc2, EXCEPTION, NONE),
	GROUP(0x01, EXACT, 0xc3, EXCEPTION, NONE),
	GROUP(0x01, EXACT, 0xe8, BARRIER, NONE),
	GROUP(0x01, EXACT, 0xd0, FP, SAVE),
	GROUP(0x01, EXACT, 0xd1, FP, RESTORE),
	/* VMRUN, VMMCALL, VMLOAD, VMSAVE, STGI, CLGI, INVLPGA. */
	GROUP(0x01, EXACT, 0xd8, EXCEPTION, NONE),
	GROUP(0x01, EXACT, 0xd9, EXCEPTION, NONE),
	GROUP(0x01, EXACT, 0xda, VMCB, RESTORE),
	GROUP(0x01, EXACT, 0xdb, VMCB, SAVE),
	GROUP(0x01, EXACT, 0xdc, EXCEPTION, NONE),
	GROUP(0x01, EXACT, 0xdd, EXCEPTION, NONE),
	GROUP(0x01, EXACT, 0xdf, TLB, NONE),
	/* SWAPGS, RDTSCP, INVLPGB, TLBSYNC. */
	GROUP(0x01, EXACT, 0xf8, EXCEPTION, NONE),
	GROUP(0x01, EXACT, 0xf9, TIMER, NONE),
	GROUP(0x01, EXACT, 0xfe, TLB, NONE),
	GROUP(0x01, EXACT, 0xff, TLB, NONE),
	/* SGDT, SIDT, LGDT, LIDT, INVLPG; SMSW, LMSW. */
	GROUP(0x01, MEMORY, 0, CONTROL, SAVE),
	GROUP(0x01, MEMORY, 1, CONTROL, SAVE),
	GROUP(0x01, MEMORY, 2, CONTROL, RESTORE),
	GROUP(0x01, MEMORY, 3, CONTROL, RESTORE),
	GROUP(0x01, MEMORY, 7, TLB, NONE),
	GROUP(0x01, REGISTER, 4, CONTROL, NONE),
	GROUP(0x01, REGISTER, 6, CONTROL, NONE),
	/* SLDT, STR, LLDT, LTR; VERW, which on its own is of no use any more. */
	GROUP(0x00, ANY, 0, CONTROL, SAVE),
	GROUP(0x00, ANY, 1, CONTROL, SAVE),
	GROUP(0x00, ANY, 2, CONTROL, RESTORE),
	GROUP(0x00, ANY, 3, CONTROL, RESTORE),
	GROUP(0x00, ANY, 5, MITIGATION, NONE),
	/* FXSAVE, FXRSTOR, LDMXCSR, STMXCSR, XSAVE, XRSTOR, XSAVEOPT; XRSTORS, XSAVEC, XSAVES. */
	GROUP(0xae, MEMORY, 0, FP, SAVE),
	GROUP(0xae, MEMORY, 1, FP, RESTORE),
	GROUP(0xae, MEMORY, 2, FP, RESTORE),
	GROUP(0xae, MEMORY, 3, FP, SAVE),
	GROUP(0xae, MEMORY, 4, FP, SAVE),
	GROUP(0xae, MEMORY, 5, FP, RESTORE),
	GROUP(0xae, MEMORY, 6, FP, SAVE),
	GROUP(0xc7, MEMORY, 3, FP, RESTORE),
	GROUP(0xc7, MEMORY, 4, FP, SAVE),
	GROUP(0xc7, MEMORY, 5, FP, SAVE),
	/* CLFLUSH; RDFSBASE, RDGSBASE, WRFSBASE, WRGSBASE. */
	GROUP(0xae, MEMORY, 7, TLB, NONE),
	GROUP(0xae, REGISTER, 0, CONTROL, NONE),
	GROUP(0xae, REGISTER, 1, CONTROL, NONE),
	GROUP(0xae, REGISTER, 2, CONTROL, NONE),
	GROUP(0xae, REGISTER, 3, CONTROL, NONE),
	/* LFENCE orders nothing that kernels want ordered but speculation; MFENCE, SFENCE. */
	GROUP(0xae, REGISTER, 5, MITIGATION, NONE),
	GROUP(0xae, REGISTER, 6, BARRIER, NONE),
	GROUP(0xae, REGISTER, 7, BARRIER, NONE),
	/* SYSCALL, SYSRET, SYSENTER, SYSEXIT; CLTS; WBINVD; MOV of CR and DR; RDTSC; CPUID. */
	ROW(0F, 0x05, 0x05, EXCEPTION, NONE),
	ROW(0F, 0x07, 0x07, EXCEPTION, NONE),
	ROW(0F, 0x34, 0x35, EXCEPTION, NONE),
	ROW(0F, 0x06, 0x06, CONTROL, NONE),
	ROW(0F, 0x08, 0x09, TLB, NONE),
	ROW(0F, 0x20, 0x23, CONTROL, NONE),
	ROW(0F, 0x31, 0x31, TIMER, NONE),
	ROW(0F, 0xa2, 0xa2, SYSTEM, NONE),
	/* PUSH and POP of FS and GS. */
	ROW(0F, 0xa0, 0xa0, CONTROL, SAVE),
	ROW(0F, 0xa8, 0xa8, CONTROL, SAVE),
	ROW(0F, 0xa1, 0xa1, CONTROL, RESTORE),
	ROW(0F, 0xa9, 0xa9, CONTROL, RESTORE),
	/* INVEPT, INVVPID, INVPCID. */
	ROW(0F38, 0x80, 0x82, TLB, NONE),
	/* MOV from and to segment registers. */
	ROW(ONE_BYTE, 0x8c, 0x8c, CONTROL, SAVE),
	ROW(ONE_BYTE, 0x8e, 0x8e, CONTROL, RESTORE),
	/* PUSHF, POPF; CLI, STI; HLT. */
	ROW(ONE_BYTE, 0x9c, 0x9d, SYSTEM, NONE),
	ROW(ONE_BYTE, 0xfa, 0xfb, SYSTEM, NONE),
	ROW(ONE_BYTE, 0xf4, 0xf4, SYSTEM, NONE),
	/* INT3, INT, IRET; the x87's. */
	ROW(ONE_BYTE, 0xcc, 0xcd, EXCEPTION, NONE),
	ROW(ONE_BYTE, 0xcf, 0xcf, EXCEPTION, NONE),
	ROW(ONE_BYTE, 0xd8, 0xdf, FP, NONE),
};

/* Model-specific registers that are not of the state that VMLOAD and VMSAVE are for. */
static const struct {
	uint32_t first, last;
	enum ws_class class_of;
} registers[] = {
	{0x48, 0x49, WS_CLASS_MITIGATION},             /* SPEC_CTRL, PRED_CMD */
	{0x10a, 0x10b, WS_CLASS_MITIGATION},           /* ARCH_CAPABILITIES, FLUSH_CMD */
	{0xc001011f, 0xc001011f, WS_CLASS_MITIGATION}, /* VIRT_SPEC_CTRL */
	{0x10, 0x10, WS_CLASS_TIMER},                  /* TSC */
	{0x3b, 0x3b, WS_CLASS_TIMER},                  /* TSC_ADJUST */
	{0x6e0, 0x6e0, WS_CLASS_TIMER},                /* TSC_DEADLINE */
	{0x1b, 0x1b, WS_CLASS_VGIC},                   /* APIC_BASE */
	{0x800, 0x8ff, WS_CLASS_VGIC},                 /* the local APIC's, x2APIC */
	{0x186, 0x189, WS_CLASS_DEBUG},                /* PERFEVTSEL */
	{0x1d9, 0x1de, WS_CLASS_DEBUG},                /* DEBUGCTL and last branches */
	{0xc0010000, 0xc0010007, WS_CLASS_DEBUG},      /* PERFEVTSEL, PERFCTR */
	{0xc0010200, 0xc001020b, WS_CLASS_DEBUG},      /* likewise, of newer CPUs */
};

/* How far back a constant in ECX is believed: compilers put it next to its use. */
#define NEAR 8

struct walk {
	const struct ws_trace *trace;
	const struct ws_functions *functions;
	struct ws_spent *spent;
	uint32_t ecx;       /* a constant */
	unsigned int known; /* for so many more instructions; 0: not at all */
	uint64_t at;
};

static bool fits(const struct row *row, const struct opcode_x86_64 *code)
{
	bool is_register = code->modrm >= 0xc0;
	uint8_t group = code->modrm >> 3 & 7;

	if (row->map != code->map || code->opcode < row->first || code->opcode > row->last)
		return false;
	if (row->operand == EXACT)
		return code->modrm == row->group;
	if (row->operand != ANY)
		return is_register == (row->operand == REGISTER) && group == row->group;
	/* The one group that may name either. */
	return code->map != OPCODE_0F || code->opcode != 0x00 || group == row->group;
}

static struct ws_spent spend(enum ws_class class_of, enum ws_direction direction)
{
	return (struct ws_spent){.class_of = (uint8_t)class_of, .direction = (uint8_t)direction};
}

/* RDMSR and WRMSR. */
static struct ws_spent model_specific(const struct walk *walk)
{
	for (size_t at = 0; at < sizeof(registers) / sizeof(registers[0]) && walk->known; at++)
		if (walk->ecx >= registers[at].first && walk->ecx <= registers[at].last)
			return spend(registers[at].class_of, WS_DIRECTION_NONE);
	return spend(WS_CLASS_VMCB, WS_DIRECTION_NONE);
}

static uint32_t immediate(const struct opcode_x86_64 *code)
{
	const uint8_t *rest = code->rest;

	return (uint32_t)rest[0] | (uint32_t)rest[1] << 8 | (uint32_t)rest[2] << 16 |
	       (uint32_t)rest[3] << 24;
}

/* A call over one byte is no call: it fills the return stack (FILL_RETURN_BUFFER). */
static bool fills_return_stack(const struct opcode_x86_64 *code)
{
	return code->map == OPCODE_ONE_BYTE && code->opcode == 0xe8 && code->rest_size == 4 &&
	       immediate(code) == 1;
}

static struct ws_spent classify(const struct walk *walk, const struct opcode_x86_64 *code)
{
	if (code->map == OPCODE_0F && (code->opcode == 0x30 || code->opcode == 0x32))
		return model_specific(walk);
	if (fills_return_stack(code))
		return spend(WS_CLASS_MITIGATION, WS_DIRECTION_NONE);
	for (size_t at = 0; at < sizeof(rows) / sizeof(rows[0]); at++)
		if (fits(&rows[at], code))
			return spend(rows[at].class_of, rows[at].direction);
	return spend(WS_CLASS_CODE, WS_DIRECTION_NONE);
}

/* MOV of a constant to ECX begins it; another MOV to it, a jump or a call ends it. */
static void follow_ecx(struct walk *walk, const struct opcode_x86_64 *code)
{
	bool one_byte = code->map == OPCODE_ONE_BYTE;

	if (walk->known)
		walk->known--;
	if (one_byte && code->opcode == 0xb9 && !(code->rex & 9) && code->rest_size == 4) {
		walk->ecx = immediate(code);
		walk->known = NEAR;
	} else if (one_byte && ((code->opcode == 0x89 && (code->modrm & 0xc7) == 0xc1) ||
				(code->opcode == 0x8b && (code->modrm & 0x38) == 0x08) ||
				code->opcode == 0xe8 || code->opcode == 0xe9 ||
				code->opcode == 0xeb || code->opcode == 0xc3)) {
		walk->known = 0;
	}
}

/* PUSH, POP and MOV, by which general registers are saved and restored. */
static enum entry_access access_of(const struct opcode_x86_64 *code)
{
	bool memory = code->modrm < 0xc0;

	if (code->map != OPCODE_ONE_BYTE)
		return ENTRY_NONE;
	if ((code->opcode & 0xf8) == 0x50 || (code->opcode == 0x89 && memory))
		return ENTRY_STORE;
	if ((code->opcode & 0xf8) == 0x58 || (code->opcode == 0x8b && memory))
		return ENTRY_LOAD;
	return code->opcode == 0xff && (code->modrm >> 3 & 7) == 6 ? ENTRY_STORE : ENTRY_NONE;
}

static void execute(struct walk *walk, uint32_t number)
{
	const struct ws_trace_instruction *instruction = &walk->trace->instructions[number];
	const struct ws_function *function = &walk->functions->list[walk->functions->of[number]];
	struct ws_spent spent = spend(WS_CLASS_CODE, WS_DIRECTION_NONE);
	struct opcode_x86_64 code;
	enum entry_access access = ENTRY_NONE;

	if (opcode_x86_64(instruction->bytes, instruction->size, &code)) {
		spent = classify(walk, &code);
		access = access_of(&code);
		follow_ecx(walk, &code);
	}
	walk->spent[walk->at++] = entry_spent(&entry_x86_64, function, spent, access);
}

struct ws_spent *ws_classes_x86_64(const struct ws_trace *trace,
				   const struct ws_functions *functions)
{
	struct walk walk = {.trace = trace, .functions = functions};

	walk.spent = calloc(trace->executed + 1, sizeof(*walk.spent));
	if (!walk.spent)
		return NULL;
	for (size_t at = 0; at < trace->run_count; at++) {
		const struct ws_trace_run *run = &trace->runs[at];

		for (uint32_t number = run->first; number < run->first + run->count; number++)
			execute(&walk, number);
	}
	return walk.spent;
}
