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
#define CLASSIFY_LEVELS 5

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
	INSTRUCTION_ENTERS,       /* leaves, and where it does not fault enters the CPU's guest */
	INSTRUCTION_TABLE,        /* leaves, and loads where interrupts are taken to */
	INSTRUCTION_RETURNS,      /* leaves, perhaps into an instruction that repeats itself */
	INSTRUCTION_REPEATS,      /* leaves, and executes itself again until it is done */
	INSTRUCTION_KINDS,
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
	uint64_t mode;    /* what else the level depends on */
	uint64_t control; /* who owns the lower levels; 0 where the CPU has no such register */
	uint64_t counter; /* the program counter */
};

/* The control of a CPU in its guest, on architectures where no register has it: guests.h. */
#define CONTROL_IN_GUEST 1

#define CLASSIFY_GENERAL_REGISTERS 31

/* A general register of the CPU that runs, by its number. */
typedef uint64_t (*classify_read)(unsigned int number);

enum cpu_register {
	REGISTER_STATUS,
	REGISTER_CONTROL,
	REGISTER_MODE,
	REGISTER_COUNTER,
	REGISTER_FLAGS,
	REGISTER_STACK,
	REGISTER_SPACE,     /* of addresses */
	REGISTER_VECTORS_1, /* where exceptions are taken to, by level */
	REGISTER_VECTORS_2,
	REGISTER_GENERAL_0,
	REGISTER_OPERAND_0 = REGISTER_GENERAL_0,
	REGISTER_GENERAL_LAST = REGISTER_GENERAL_0 + CLASSIFY_GENERAL_REGISTERS - 1,
	REGISTER_COUNT
};

struct classifier {
	const char *target;                    /* the emulator's name of the architecture */
	const char *registers[REGISTER_COUNT]; /* the emulator's names; NULL: it has none */
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
	/* Whether a CPU that waits may go on at a level, wherever that is; NULL: it never does. */
	bool (*restarts)(unsigned int level);

	/*
	 * Where exceptions are taken to. Either a register has the address of code, all of these:
	 */
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
	/* What a value that INSTRUCTION_ACKNOWLEDGES or INSTRUCTION_LOADS gets means. */
	struct acknowledged (*acknowledged)(enum instruction_kind kind, uint64_t value);

	/* Or a table in memory has the addresses of handlers (handlers.h): one entry's, 0 for none.
	 */
	uint64_t (*handler)(const uint8_t *entry);
	size_t handler_size;
	const char *handler_table;    /* its register, in the monitor's words (monitor.h) */
	unsigned int first_interrupt; /* the number of the first that is no exception */

	/*
	 * Whether INSTRUCTION_SENDS and INSTRUCTION_ACKNOWLEDGES are the interrupt controller's at
	 * a level; in a guest they are its virtual one's, or trapped.
	 */
	bool (*controls_interrupts)(unsigned int level, uint64_t control);
	/* Whether INSTRUCTION_WAITS does it at a level, or is trapped. */
	bool (*waits)(unsigned int level, uint64_t control);
	/* The value that INSTRUCTION_SENDS with this operand has; false: it sends nothing. */
	bool (*sends)(unsigned int operand, classify_read read, uint64_t *value);
	/* What that value or INSTRUCTION_STORES' sends; false: nothing. */
	bool (*sent)(enum instruction_kind kind, uint64_t value, struct sent *sent);
	/* Of INSTRUCTION_STORES' value the upper half is what was stored so much further last. */
	uint64_t destination_offset; /* 0: it has none */
	/* Whether the word is an INSTRUCTION_WAITS. */
	bool (*is_wait)(const uint8_t *bytes);
	size_t wait_size;
	size_t alignment; /* of instructions */

	/* Where no register tells a guest (guests.h), else NULL: */
	/* Whether the bytes are an INSTRUCTION_ENTERS. */
	bool (*is_entry)(const uint8_t *bytes);
	size_t entry_size;
	/* Whether INSTRUCTION_ENTERS does it at a level outside guests, or faults. */
	bool (*enters)(unsigned int level, classify_read read);

	/* Whether INSTRUCTION_REPEATS is not begun where the flags are these; NULL: it is none. */
	bool (*repeated)(uint64_t flags);
};

extern const struct classifier classifier_arm64;
extern const struct classifier classifier_x86_64;

/* NULL where the architecture is not known. */
const struct classifier *classifier_find(const char *target);

#endif
