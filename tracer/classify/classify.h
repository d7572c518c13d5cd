/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the tracer has to know of an architecture: which instructions it may count together, which
 * are markers, and whose an instruction is. Pure functions of encodings and register values, one
 * file per architecture; everything else in the tracer is the same for all.
 */
#ifndef WORLDSWITCH_TRACER_CLASSIFY_H
#define WORLDSWITCH_TRACER_CLASSIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/worlds.h>

/* Longest encoding of an instruction on any architecture. */
#define CLASSIFY_INSTRUCTION_MAX 16

/* Levels of privilege that blocks of translated code belong to. */
#define CLASSIFY_LEVELS 4

enum instruction_kind {
	INSTRUCTION_PLAIN,  /* always goes on to the next one: no exception, no branch */
	INSTRUCTION_LEAVES, /* may raise an exception or go elsewhere; what is not known does */
	INSTRUCTION_WORLD,  /* leaves, and may change whose the lower levels are */
	INSTRUCTION_MARKER, /* leaves, and is one of markers.h */
};

struct instruction {
	enum instruction_kind kind;
	unsigned int marker; /* its number, of a marker */
};

/* What is read of a CPU to tell whose its instructions are. */
struct cpu_state {
	uint64_t status;  /* the level of privilege is in it */
	uint64_t control; /* who owns the lower levels; 0 where the CPU has no such register */
	uint64_t counter; /* the program counter */
};

enum cpu_register {
	REGISTER_STATUS,
	REGISTER_CONTROL,
	REGISTER_COUNTER,
	REGISTER_OPERAND_0,
	REGISTER_OPERAND_1,
	REGISTER_OPERAND_2,
	REGISTER_COUNT
};

struct classifier {
	const char *target;                    /* the emulator's name of the architecture */
	const char *registers[REGISTER_COUNT]; /* the emulator's names */
	struct instruction (*instruction)(const uint8_t *bytes, size_t size);
	unsigned int (*level)(const struct cpu_state *state); /* below CLASSIFY_LEVELS */
	enum ws_world (*world)(unsigned int level, uint64_t control);
	/* Whether the first instruction of a block that begins in this state may fault, whatever it
	 * is. */
	bool (*entry_faults)(const struct cpu_state *state);
	/* Whether state describes code at address at all: see arm64.c. */
	bool (*describes)(const struct cpu_state *state, uint64_t address);
};

extern const struct classifier classifier_arm64;

/* NULL where the architecture is not known. */
const struct classifier *classifier_find(const char *target);

#endif
