// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What arm64 code is spent on. An instruction that names a system register says so itself; a load
 * or store is told by the register that it serves, found by following values from one instruction
 * to the next: what MRS reads and STR keeps is saved, what LDR fetches and MSR writes is restored.
 * Encodings: Arm ARM DDI 0487, C4.1.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/classes.h"
#include "analysis/classify/entry.h"
#include "analysis/classify/registers_arm64.h"
#include "analysis/classify/word_arm64.h"

#define REGISTERS 32 /* the last is XZR or SP, of which nothing is followed */
#define NOWHERE   UINT64_MAX

/* Where the value of a general register is from: the place in the trace of what set it. */
struct origin {
	uint64_t read;      /* by MRS, or NOWHERE */
	uint64_t loaded;    /* from memory, or NOWHERE */
	enum ws_class kept; /* what it is where what MRS read is saved */
};

struct walk {
	const struct ws_trace *trace;
	const struct ws_functions *functions;
	struct ws_spent *spent;
	struct origin origins[REGISTERS];
	uint64_t at; /* instructions executed so far */
};

static uint32_t field(uint32_t word, unsigned int low, unsigned int bits)
{
	return word >> low & ((1u << bits) - 1);
}

static void forget(struct walk *walk)
{
	for (size_t at = 0; at < REGISTERS; at++)
		walk->origins[at] = (struct origin){.read = NOWHERE, .loaded = NOWHERE};
}

static struct ws_spent spend(enum ws_class class_of, enum ws_direction direction)
{
	return (struct ws_spent){.class_of = (uint8_t)class_of, .direction = (uint8_t)direction};
}

static struct ws_spent system_register(struct walk *walk, uint32_t word)
{
	enum ws_class kept = registers_arm64_class(word, true);
	enum ws_class used = registers_arm64_class(word, false);
	struct origin *origin = &walk->origins[field(word, 0, 5)];

	if (field(word, 21, 1)) { /* MRS */
		*origin = (struct origin){.read = walk->at, .loaded = NOWHERE, .kept = kept};
		return spend(used, WS_DIRECTION_NONE);
	}
	if (origin->loaded == NOWHERE)
		return spend(used, WS_DIRECTION_NONE);
	if (walk->spent[origin->loaded].class_of == WS_CLASS_CODE)
		walk->spent[origin->loaded] = spend(kept, WS_DIRECTION_RESTORE);
	return spend(kept, WS_DIRECTION_RESTORE);
}

/* SYS, barriers, hints, and MSR of an immediate. */
static struct ws_spent system_instruction(struct walk *walk, uint32_t word)
{
	uint32_t crn = field(word, 12, 4);
	uint32_t op2 = field(word, 5, 3);

	if ((word & 0xfff00000) == 0xd5300000 || (word & 0xfff00000) == 0xd5100000)
		return system_register(walk, word);
	if ((word & 0xffd80000) == 0xd5080000)
		return spend(crn == 7 || crn == 8 ? WS_CLASS_TLB : WS_CLASS_SYSTEM, 0);
	if ((word & 0xfffff01f) == 0xd503301f) {
		/* SB; and SSBB and PSSBB, which are DSB with an option of their own. */
		if (op2 == 7 || (op2 == 4 && (field(word, 8, 4) & ~4u) == 0))
			return spend(WS_CLASS_MITIGATION, 0);
		return spend(op2 >= 4 ? WS_CLASS_BARRIER : WS_CLASS_CODE, 0);
	}
	switch (word) {
	case 0xd503229f: /* CSDB */
	case 0xd50322df: /* CLRBHB */
		return spend(WS_CLASS_MITIGATION, 0);
	case 0xd503221f: /* ESB */
		return spend(WS_CLASS_BARRIER, 0);
	default:
		return spend((word & 0xfff8f01f) == 0xd500401f ? WS_CLASS_SYSTEM : WS_CLASS_CODE,
			     0);
	}
}

/* Whether a load or store is of a pair, which has a second register. */
static int is_pair(uint32_t word)
{
	return field(word, 27, 3) == 5 && !field(word, 25, 1) && field(word, 28, 2) == 2;
}

static void load(struct walk *walk, uint32_t reg)
{
	walk->origins[reg] = (struct origin){.read = NOWHERE, .loaded = walk->at};
}

/* The class of a value that MRS has read, which the store makes a save. */
static struct ws_spent store(struct walk *walk, uint32_t reg, struct ws_spent otherwise)
{
	uint64_t read = walk->origins[reg].read;

	if (reg == REGISTERS - 1 || read == NOWHERE)
		return otherwise;
	walk->spent[read] = spend(walk->origins[reg].kept, WS_DIRECTION_SAVE);
	return walk->spent[read];
}

static struct ws_spent general_access(struct walk *walk, uint32_t word)
{
	struct ws_spent result = spend(WS_CLASS_CODE, WS_DIRECTION_NONE);
	uint32_t second = field(word, 10, 5);

	if (field(word, 22, 1)) {
		load(walk, field(word, 0, 5));
		if (is_pair(word))
			load(walk, second);
		return result;
	}
	if (is_pair(word))
		result = store(walk, second, result);
	return store(walk, field(word, 0, 5), result);
}

static struct ws_spent access(struct walk *walk, uint32_t word)
{
	enum ws_direction direction = field(word, 22, 1) ? WS_DIRECTION_RESTORE : WS_DIRECTION_SAVE;

	if (field(word, 26, 1))
		return spend(WS_CLASS_FP, direction);
	return general_access(walk, word);
}

/* Its result, whatever it is, is no register's any more; of XZR nothing is followed anyway. */
static struct ws_spent data_processing(struct walk *walk, uint32_t word)
{
	walk->origins[field(word, 0, 5)] = (struct origin){.read = NOWHERE, .loaded = NOWHERE};
	return spend(WS_CLASS_CODE, WS_DIRECTION_NONE);
}

static struct ws_spent branch(struct walk *walk, uint32_t word)
{
	enum ws_flow flow;

	if (field(word, 22, 10) == 0x354)
		return system_instruction(walk, word);
	flow = flow_arm64_of_word(word);
	return spend(flow == WS_FLOW_TRAP || flow == WS_FLOW_EXCEPTION_RETURN ? WS_CLASS_EXCEPTION
									      : WS_CLASS_CODE,
		     WS_DIRECTION_NONE);
}

/* By bits 28 to 25: C4.1, "A64 instruction set encoding". */
static struct ws_spent classify(struct walk *walk, uint32_t word)
{
	switch (field(word, 25, 4)) {
	case 2:
		return spend(WS_CLASS_SVE, WS_DIRECTION_NONE);
	case 8:
	case 9:
	case 5:
	case 13:
		return data_processing(walk, word);
	case 10:
	case 11:
		return branch(walk, word);
	case 4:
	case 6:
	case 12:
	case 14:
		return access(walk, word);
	case 7:
	case 15:
		return spend(WS_CLASS_FP, WS_DIRECTION_NONE);
	default:
		return spend(WS_CLASS_CODE, WS_DIRECTION_NONE);
	}
}

static enum entry_access access_of(uint32_t word)
{
	if ((field(word, 25, 4) & 5) != 4)
		return ENTRY_NONE;
	return field(word, 22, 1) ? ENTRY_LOAD : ENTRY_STORE;
}

static void execute(struct walk *walk, uint32_t number)
{
	uint32_t word = word_arm64(walk->trace->instructions[number].bytes);
	const struct ws_function *function = &walk->functions->list[walk->functions->of[number]];
	struct ws_spent spent = classify(walk, word);

	walk->spent[walk->at++] = entry_spent(&entry_arm64, function, spent, access_of(word));
}

struct ws_spent *ws_classes_arm64(const struct ws_trace *trace,
				  const struct ws_functions *functions)
{
	struct walk walk = {.trace = trace, .functions = functions};
	uint32_t stage = 0;

	walk.spent = calloc(trace->executed + 1, sizeof(*walk.spent));
	if (!walk.spent)
		return NULL;
	forget(&walk);
	for (size_t at = 0; at < trace->run_count; at++) {
		const struct ws_trace_run *run = &trace->runs[at];

		if (run->stage != stage)
			forget(&walk);
		stage = run->stage;
		for (uint32_t number = run->first; number < run->first + run->count; number++)
			execute(&walk, number);
	}
	return walk.spent;
}
