// SPDX-License-Identifier: GPL-2.0-or-later
/* Prefixes and maps: AMD64 Architecture Programmer's Manual, volume 3, 1.2 and appendix A. */
#include "analysis/classify/opcode_x86_64.h"

static bool is_prefix(uint8_t byte)
{
	switch (byte) {
	case 0x26: /* segments */
	case 0x2e:
	case 0x36:
	case 0x3e:
	case 0x64:
	case 0x65:
	case 0x66: /* size of operands, of addresses */
	case 0x67:
	case 0xf0: /* LOCK, REPNE, REP */
	case 0xf2:
	case 0xf3:
		return true;
	default:
		return false;
	}
}

static bool is_rex(uint8_t byte)
{
	return (byte & 0xf0) == 0x40;
}

/* A REX prefix counts only where nothing but the opcode follows it. */
static size_t skip_prefixes(const uint8_t *bytes, size_t size, struct opcode_x86_64 *opcode)
{
	size_t at = 0;

	for (; at < size && (is_prefix(bytes[at]) || is_rex(bytes[at])); at++) {
		opcode->repeat = opcode->repeat || bytes[at] == 0xf3;
		opcode->rex = is_rex(bytes[at]) ? bytes[at] : 0;
	}
	return at;
}

/* C4, C5 and 62 begin nothing else in 64-bit mode. */
static bool is_vex(uint8_t byte)
{
	return byte == 0xc4 || byte == 0xc5 || byte == 0x62;
}

bool opcode_x86_64(const uint8_t *bytes, size_t size, struct opcode_x86_64 *opcode)
{
	size_t at;

	*opcode = (struct opcode_x86_64){.map = OPCODE_ONE_BYTE};
	at = skip_prefixes(bytes, size, opcode);
	if (at < size && is_vex(bytes[at])) {
		opcode->map = OPCODE_VEX;
	} else if (at < size && bytes[at] == 0x0f) {
		opcode->map = OPCODE_0F;
		at++;
		if (at < size && bytes[at] == 0x38) {
			opcode->map = OPCODE_0F38;
			at++;
		}
	}
	if (at >= size)
		return false;
	opcode->opcode = bytes[at++];
	opcode->rest = bytes + at;
	opcode->rest_size = size - at;
	opcode->modrm = at < size ? bytes[at] : 0;
	return true;
}
