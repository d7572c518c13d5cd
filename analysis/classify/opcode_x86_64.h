/* SPDX-License-Identifier: GPL-2.0-or-later */
/* As much of an instruction of 64-bit mode as says what it is spent on. */
#ifndef WORLDSWITCH_ANALYSIS_CLASSIFY_OPCODE_X86_64_H
#define WORLDSWITCH_ANALYSIS_CLASSIFY_OPCODE_X86_64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Maps of opcodes, by what stands before them. */
enum opcode_map { OPCODE_ONE_BYTE, OPCODE_0F, OPCODE_0F38, OPCODE_VEX };

struct opcode_x86_64 {
	enum opcode_map map;
	uint8_t opcode;
	uint8_t modrm; /* 0 where the instruction ends before it */
	bool repeat;   /* prefix F3 */
	uint8_t rex;
	const uint8_t *rest; /* what follows the opcode */
	size_t rest_size;
};

/* False where it ends within its prefixes or opcode. */
bool opcode_x86_64(const uint8_t *bytes, size_t size, struct opcode_x86_64 *opcode);

#endif
