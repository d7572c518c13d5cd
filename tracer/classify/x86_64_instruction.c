// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which x86-64 instructions always go on to the next one (AMD64 Architecture Programmer's Manual,
 * volume 3, appendix A "Opcode and Operand Encodings").
 *
 * Only integer instructions between general registers qualify, LEA and NOP: what accesses memory
 * may fault, so may what uses a unit that can be off (x87, SSE and later: #NM), divides, or is
 * privileged. What the tables do not name may fault, trap or branch, and so may what has a prefix
 * that they do not expect. An encoding that is nothing on the CPU at hand does raise an exception,
 * but always: the emulator then ends its block with it, which is as good as naming it. The tables
 * are those of 64-bit mode; where another mode reads the same bytes otherwise they are of another
 * length, or harmless in both.
 */
#include "tracer/classify/x86_64.h"

/* What follows a plain opcode. */
enum form {
	FORM_NONE,      /* not plain */
	FORM_IMPLIED,   /* nothing: operands are implied, or in the opcode */
	FORM_REGISTERS, /* ModRM of registers alone */
	FORM_ADDRESS,   /* ModRM of an address that is not accessed */
	FORM_ANY,       /* ModRM of either kind */
};

enum immediate { IMMEDIATE_NONE, IMMEDIATE_8, IMMEDIATE_32, IMMEDIATE_64 };

struct opcode {
	uint8_t first, last; /* of a range of opcodes */
	uint8_t form;
	uint8_t immediate;
	uint8_t extensions; /* of an opcode with ModRM.reg: those that are plain; 0: it has none */
};

/* The eight of the first rows: ADD, OR, ADC, SBB, AND, SUB, XOR, CMP. */
#define ARITHMETIC(base)                                                                           \
	{.first = (base), .last = (base) + 3, .form = FORM_REGISTERS},                             \
		{.first = (base) + 4,                                                              \
		 .last = (base) + 4,                                                               \
		 .form = FORM_IMPLIED,                                                             \
		 .immediate = IMMEDIATE_8},                                                        \
	{                                                                                          \
		.first = (base) + 5, .last = (base) + 5, .form = FORM_IMPLIED,                     \
		.immediate = IMMEDIATE_32                                                          \
	}

static const struct opcode one_byte[] = {
	ARITHMETIC(0x00),
	ARITHMETIC(0x08),
	ARITHMETIC(0x10),
	ARITHMETIC(0x18),
	ARITHMETIC(0x20),
	ARITHMETIC(0x28),
	ARITHMETIC(0x30),
	ARITHMETIC(0x38),
	{.first = 0x69, .last = 0x69, .form = FORM_REGISTERS, .immediate = IMMEDIATE_32}, /* IMUL */
	{.first = 0x6b, .last = 0x6b, .form = FORM_REGISTERS, .immediate = IMMEDIATE_8},
	{.first = 0x80, .last = 0x80, .form = FORM_REGISTERS, .immediate = IMMEDIATE_8},
	{.first = 0x81, .last = 0x81, .form = FORM_REGISTERS, .immediate = IMMEDIATE_32},
	{.first = 0x83, .last = 0x83, .form = FORM_REGISTERS, .immediate = IMMEDIATE_8},
	{.first = 0x84, .last = 0x8b, .form = FORM_REGISTERS}, /* TEST, XCHG, MOV */
	{.first = 0x8d, .last = 0x8d, .form = FORM_ADDRESS},   /* LEA */
	{.first = 0x90, .last = 0x99, .form = FORM_IMPLIED},   /* NOP, XCHG, CDQE, CQO */
	{.first = 0xa8, .last = 0xa8, .form = FORM_IMPLIED, .immediate = IMMEDIATE_8}, /* TEST */
	{.first = 0xa9, .last = 0xa9, .form = FORM_IMPLIED, .immediate = IMMEDIATE_32},
	{.first = 0xb0, .last = 0xb7, .form = FORM_IMPLIED, .immediate = IMMEDIATE_8}, /* MOV */
	{.first = 0xb8, .last = 0xbf, .form = FORM_IMPLIED, .immediate = IMMEDIATE_64},
	{.first = 0xc0, .last = 0xc1, .form = FORM_REGISTERS, .immediate = IMMEDIATE_8}, /* shift */
	{.first = 0xd0, .last = 0xd3, .form = FORM_REGISTERS},
	{.first = 0xc6,
	 .last = 0xc6,
	 .form = FORM_REGISTERS,
	 .immediate = IMMEDIATE_8,
	 .extensions = 1 << 0}, /* MOV */
	{.first = 0xc7,
	 .last = 0xc7,
	 .form = FORM_REGISTERS,
	 .immediate = IMMEDIATE_32,
	 .extensions = 1 << 0},
	{.first = 0xf5, .last = 0xf5, .form = FORM_IMPLIED}, /* CMC */
	{.first = 0xf8, .last = 0xf9, .form = FORM_IMPLIED}, /* CLC, STC */
	{.first = 0xfc, .last = 0xfd, .form = FORM_IMPLIED}, /* CLD, STD */
	{.first = 0xf6,
	 .last = 0xf6,
	 .form = FORM_REGISTERS,
	 .immediate = IMMEDIATE_8,
	 .extensions = 1 << 0}, /* TEST */
	{.first = 0xf7,
	 .last = 0xf7,
	 .form = FORM_REGISTERS,
	 .immediate = IMMEDIATE_32,
	 .extensions = 1 << 0},
	{.first = 0xf6,
	 .last = 0xf7,
	 .form = FORM_REGISTERS,
	 .extensions = 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5}, /* NOT, NEG, MUL, IMUL */
	{.first = 0xfe,
	 .last = 0xff,
	 .form = FORM_REGISTERS,
	 .extensions = 1 << 0 | 1 << 1}, /* INC, DEC */
};

/* Behind 0f. */
static const struct opcode two_bytes[] = {
	{.first = 0x1f, .last = 0x1f, .form = FORM_ANY, .extensions = 1 << 0}, /* NOP */
	{.first = 0x40, .last = 0x4f, .form = FORM_REGISTERS},                 /* CMOVcc */
	{.first = 0x90, .last = 0x9f, .form = FORM_REGISTERS},                 /* SETcc */
	{.first = 0xa3, .last = 0xa3, .form = FORM_REGISTERS},                 /* BT */
	{.first = 0xa4, .last = 0xa4, .form = FORM_REGISTERS, .immediate = IMMEDIATE_8}, /* SHLD */
	{.first = 0xa5, .last = 0xa5, .form = FORM_REGISTERS},
	{.first = 0xab, .last = 0xab, .form = FORM_REGISTERS},                           /* BTS */
	{.first = 0xac, .last = 0xac, .form = FORM_REGISTERS, .immediate = IMMEDIATE_8}, /* SHRD */
	{.first = 0xad, .last = 0xad, .form = FORM_REGISTERS},
	{.first = 0xaf, .last = 0xaf, .form = FORM_REGISTERS}, /* IMUL */
	{.first = 0xb0, .last = 0xb1, .form = FORM_REGISTERS}, /* CMPXCHG */
	{.first = 0xb3, .last = 0xb3, .form = FORM_REGISTERS}, /* BTR */
	{.first = 0xb6, .last = 0xb7, .form = FORM_REGISTERS}, /* MOVZX */
	{.first = 0xba,
	 .last = 0xba,
	 .form = FORM_REGISTERS,
	 .immediate = IMMEDIATE_8,
	 .extensions = 0xf0},                                  /* BT, BTS, BTR, BTC */
	{.first = 0xbb, .last = 0xbf, .form = FORM_REGISTERS}, /* BTC, BSF, BSR, MOVSX */
	{.first = 0xc0, .last = 0xc1, .form = FORM_REGISTERS}, /* XADD */
	{.first = 0xc8, .last = 0xcf, .form = FORM_IMPLIED},   /* BSWAP */
};

/* Behind f3 0f: POPCNT, TZCNT, LZCNT. */
static const struct opcode repeated[] = {
	{.first = 0xb8, .last = 0xb8, .form = FORM_REGISTERS},
	{.first = 0xbc, .last = 0xbd, .form = FORM_REGISTERS},
};

#define ARRAY_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* An instruction, read up to its opcode. */
struct reading {
	const uint8_t *bytes;
	size_t size;
	size_t at;         /* what is read next */
	bool small;        /* 16-bit operands */
	bool wide;         /* 64-bit operands */
	bool repeats;      /* f3, or f2 */
	bool zero_repeats; /* f3 alone */
	bool other;        /* a prefix that plain instructions need not have */
	bool escape;       /* 0f */
	uint8_t opcode;
};

static bool read_prefix(struct reading *reading, uint8_t byte)
{
	switch (byte) {
	case 0x66:
		reading->small = true;
		return true;
	case 0xf2:
	case 0xf3:
		reading->repeats = true;
		reading->zero_repeats = byte == 0xf3;
		return true;
	case 0x2e: /* segments, the address' size, LOCK */
	case 0x36:
	case 0x3e:
	case 0x26:
	case 0x64:
	case 0x65:
	case 0x67:
	case 0xf0:
		reading->other = true;
		return true;
	default:
		return false;
	}
}

static bool read_opcode(struct reading *reading)
{
	while (reading->at < reading->size && read_prefix(reading, reading->bytes[reading->at]))
		reading->at++;
	if (reading->at < reading->size && reading->bytes[reading->at] >> 4 == 4)
		reading->wide = reading->bytes[reading->at++] & 8;
	if (reading->at < reading->size && reading->bytes[reading->at] == 0x0f) {
		reading->escape = true;
		reading->at++;
	}
	if (reading->at == reading->size)
		return false;
	reading->opcode = reading->bytes[reading->at++];
	return true;
}

/* The length of ModRM with what belongs to it, SIB and displacement; 0: it is not all there. */
static size_t address_length(const struct reading *reading)
{
	size_t left = reading->size - reading->at;
	uint8_t mod, base;
	size_t length = 1;

	if (!left)
		return 0;
	mod = reading->bytes[reading->at] >> 6;
	base = reading->bytes[reading->at] & 7;
	if (mod == 3)
		return length;
	if (base == 4) {
		if (left < 2)
			return 0;
		base = reading->bytes[reading->at + 1] & 7;
		length++;
	}
	if (mod == 2 || (mod == 0 && base == 5))
		length += 4;
	return mod == 1 ? length + 1 : length;
}

static size_t immediate_length(const struct reading *reading, uint8_t immediate)
{
	switch (immediate) {
	case IMMEDIATE_8:
		return 1;
	case IMMEDIATE_64:
		if (reading->wide)
			return 8;
		/* fall through */
	case IMMEDIATE_32:
		return reading->small && !reading->wide ? 2 : 4;
	default:
		return 0;
	}
}

static bool has_form(const struct reading *reading, const struct opcode *opcode)
{
	bool registers = reading->at < reading->size && reading->bytes[reading->at] >> 6 == 3;
	size_t length = 0;

	if (opcode->form != FORM_IMPLIED) {
		length = address_length(reading);
		if (!length || (opcode->form == FORM_REGISTERS && !registers) ||
		    (opcode->form == FORM_ADDRESS && registers))
			return false;
		if (opcode->extensions &&
		    !(opcode->extensions >> (reading->bytes[reading->at] >> 3 & 7) & 1))
			return false;
	}
	length += immediate_length(reading, opcode->immediate);
	return reading->at + length == reading->size;
}

static bool is_listed(const struct reading *reading, const struct opcode *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (reading->opcode >= list[i].first && reading->opcode <= list[i].last &&
		    has_form(reading, &list[i]))
			return true;
	return false;
}

/* Assemblers pad with NOPs that have prefixes, which change nothing: no address is made. */
static bool is_plain(const struct reading *reading)
{
	bool is_nop = reading->escape && reading->opcode == 0x1f;

	if (reading->repeats)
		return reading->zero_repeats && reading->escape && !reading->other &&
		       is_listed(reading, repeated, ARRAY_LENGTH(repeated));
	if (reading->other && !is_nop)
		return false;
	return reading->escape ? is_listed(reading, two_bytes, ARRAY_LENGTH(two_bytes))
			       : is_listed(reading, one_byte, ARRAY_LENGTH(one_byte));
}

/* INS, OUTS, MOVS, CMPS; STOS, LODS, SCAS. */
static bool is_string(uint8_t opcode)
{
	return (opcode >= 0x6c && opcode <= 0x6f) || (opcode >= 0xa4 && opcode <= 0xa7) ||
	       (opcode >= 0xaa && opcode <= 0xaf);
}

static bool stores_32_bits(const struct reading *reading)
{
	bool registers = reading->at < reading->size && reading->bytes[reading->at] >> 6 == 3;

	if (reading->escape || reading->small || reading->wide)
		return false;
	return reading->opcode == 0xa3 ||
	       (!registers && (reading->opcode == 0x89 ||                            /* MOV */
			       reading->opcode == 0xc7 || reading->opcode == 0x87)); /* XCHG */
}

/* Behind 0f 01: what is in ModRM. */
static enum instruction_kind system_kind(uint8_t modrm)
{
	if (modrm == 0xd8) /* VMRUN */
		return INSTRUCTION_ENTERS;
	if (modrm >> 6 != 3 && (modrm >> 3 & 7) == 3) /* LIDT */
		return INSTRUCTION_TABLE;
	return INSTRUCTION_LEAVES;
}

static enum instruction_kind kind_of(const struct reading *reading)
{
	if (reading->escape && reading->opcode == 0x01 && reading->at < reading->size)
		return system_kind(reading->bytes[reading->at]);
	if (reading->escape && reading->opcode == 0x30) /* WRMSR */
		return INSTRUCTION_SENDS;
	if (!reading->escape && reading->opcode == 0xf4) /* HLT */
		return INSTRUCTION_WAITS;
	if (reading->escape ? reading->opcode == 0xaa  /* RSM */
			    : reading->opcode == 0xcf) /* IRET */
		return INSTRUCTION_RETURNS;
	if (!reading->escape && reading->repeats && is_string(reading->opcode))
		return INSTRUCTION_REPEATS;
	if (stores_32_bits(reading))
		return INSTRUCTION_STORES;
	return INSTRUCTION_LEAVES;
}

struct instruction x86_64_instruction(const uint8_t *bytes, size_t size)
{
	struct reading reading = {.bytes = bytes, .size = size};

	if (!read_opcode(&reading))
		return (struct instruction){.kind = INSTRUCTION_LEAVES};
	return (struct instruction){
		.kind = is_plain(&reading) ? INSTRUCTION_PLAIN : kind_of(&reading),
	};
}
