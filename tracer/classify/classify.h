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
	INSTRUCTION_SENDS,  /* leaves, and where it is not trapped interrupts CPUs */
	INSTRUCTION_WAITS,  /* leaves, and where it is not trapped stops until an interrupt */
	INSTRUCTION_STORES, /* leaves, and stores 32 bits: to an interrupt controller, perhaps */
	INSTRUCTION_LOADS,  /* leaves, and loads 32 bits: from one, perhaps */
	INSTRUCTION_ACKNOWLEDGES, /* leaves, and outside guests asks which interrupt it is */
};

struct instruction {
	enum instruction_kind kind;
	unsigned int marker;  /* its number, of a marker */
	unsigned int operand; /* the general register that is sent, stored or loaded */
};

/* A software-generated interrupt. */
struct sent {
	uint32_t cpus; /* the emulator's numbers of CPUs, one bit each */
	bool sender;   /* the CPU itself, whatever its number */
	bool others;   /* all CPUs but itself */
	unsigned int number;
};

/* What an interrupt controller answers to a CPU that asks which interrupt it has taken. */
struct acknowledged {
	enum {
		ACKNOWLEDGED_NOTHING, /* there is none, or none any more */
		ACKNOWLEDGED_SENT,    /* a software-generated one */
		ACKNOWLEDGED_DEVICE,  /* any other */
	} kind;
	unsigned int number;
};

/* What is read of a CPU to tell whose its instructions are. */
struct cpu_state {
	uint64_t status;  /* the level of privilege is in it */
	uint64_t control; /* who owns the lower levels; 0 where the CPU has no such register */
	uint64_t counter; /* the program counter */
};

#define CLASSIFY_GENERAL_REGISTERS 31

enum cpu_register {
	REGISTER_STATUS,
	REGISTER_CONTROL,
	REGISTER_COUNTER,
	REGISTER_VECTORS_1, /* where exceptions are taken to, by level */
	REGISTER_VECTORS_2,
	REGISTER_GENERAL_0,
	REGISTER_OPERAND_0 = REGISTER_GENERAL_0,
	REGISTER_GENERAL_LAST = REGISTER_GENERAL_0 + CLASSIFY_GENERAL_REGISTERS - 1,
	REGISTER_COUNT
};

struct classifier {
	const char *target;                    /* the emulator's name of the architecture */
	const char *registers[REGISTER_COUNT]; /* the emulator's names */
	struct instruction (*instruction)(const uint8_t *bytes, size_t size);
	/* Whether it is an INSTRUCTION_MARKER: all that is asked while nothing is counted. */
	bool (*is_marker)(const uint8_t *bytes, size_t size);
	unsigned int (*level)(const struct cpu_state *state); /* below CLASSIFY_LEVELS */
	enum ws_world (*world)(unsigned int level, uint64_t control);
	/* Whether the first instruction of a block that begins in this state may fault, whatever it
	 * is. */
	bool (*entry_faults)(const struct cpu_state *state);
	/* Whether state describes code at address at all: see arm64.c. */
	bool (*describes)(const struct cpu_state *state, uint64_t address);
	/* Whether code at an address may be an interrupt's handler, wherever its vectors are. */
	bool (*may_handle_interrupt)(uint64_t address);
	/* The same of any exception's. */
	bool (*may_be_vector)(uint64_t address);
	/* The register with the address of a level's vectors, REGISTER_COUNT where it has none. */
	enum cpu_register (*vectors)(unsigned int level);
	/* Whether an address is where vectors at a base take interrupts to. */
	bool (*handles_interrupt)(uint64_t address, uint64_t vectors);
	/* Whether an address is where vectors at a base take traps to. */
	bool (*handles_trap)(uint64_t address, uint64_t vectors);
	/*
	 * Whether INSTRUCTION_SENDS and INSTRUCTION_ACKNOWLEDGES are the interrupt controller's at
	 * a level; in a guest they are its virtual one's, or trapped.
	 */
	bool (*controls_interrupts)(unsigned int level, uint64_t control);
	/* Whether INSTRUCTION_WAITS does it at a level, or is trapped. */
	bool (*waits)(unsigned int level, uint64_t control);
	/* What is sent by a value that INSTRUCTION_SENDS or INSTRUCTION_STORES has. */
	struct sent (*sent)(enum instruction_kind kind, uint64_t value);
	/* What a value that INSTRUCTION_ACKNOWLEDGES or INSTRUCTION_LOADS gets means. */
	struct acknowledged (*acknowledged)(enum instruction_kind kind, uint64_t value);
	/* Whether the word is an INSTRUCTION_WAITS. */
	bool (*is_wait)(const uint8_t *bytes);
	size_t wait_size;
};

extern const struct classifier classifier_arm64;

/* NULL where the architecture is not known. */
const struct classifier *classifier_find(const char *target);

#endif
