// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Branches of 64-bit mode (AMD64 Architecture Programmer's Manual, volume 3, appendix A). VMRUN is
 * a return into the guest, as VMLAUNCH and VMRESUME are.
 */
#include "analysis/classify/flow.h"
#include "analysis/classify/opcode_x86_64.h"

struct opcode {
	uint8_t first, last; /* of the opcode's last byte */
	enum ws_flow flow;
};

static const struct opcode one_byte[] = {
	{0x70, 0x7f, WS_FLOW_JUMP},             /* Jcc */
	{0xc2, 0xc3, WS_FLOW_RETURN},           /* RET */
	{0xca, 0xcb, WS_FLOW_RETURN},           /* RETF */
	{0xcc, 0xcd, WS_FLOW_TRAP},             /* INT3, INT */
	{0xcf, 0xcf, WS_FLOW_EXCEPTION_RETURN}, /* IRET */
	{0xe0, 0xe3, WS_FLOW_JUMP},             /* LOOPcc, JrCXZ */
	{0xe8, 0xe8, WS_FLOW_CALL},             /* CALL */
	{0xe9, 0xe9, WS_FLOW_JUMP},             /* JMP */
	{0xeb, 0xeb, WS_FLOW_JUMP},
};

/* After 0f. */
static const struct opcode two_bytes[] = {
	{0x05, 0x05, WS_FLOW_TRAP},             /* SYSCALL */
	{0x07, 0x07, WS_FLOW_EXCEPTION_RETURN}, /* SYSRET */
	{0x34, 0x34, WS_FLOW_TRAP},             /* SYSENTER */
	{0x35, 0x35, WS_FLOW_EXCEPTION_RETURN}, /* SYSEXIT */
	{0x80, 0x8f, WS_FLOW_JUMP},             /* Jcc */
};

/* After 0f 01. */
static const struct opcode system_bytes[] = {
	{0xc1, 0xc1, WS_FLOW_TRAP},             /* VMCALL */
	{0xc2, 0xc3, WS_FLOW_EXCEPTION_RETURN}, /* VMLAUNCH, VMRESUME */
	{0xd8, 0xd8, WS_FLOW_EXCEPTION_RETURN}, /* VMRUN */
	{0xd9, 0xd9, WS_FLOW_TRAP},             /* VMMCALL */
};

/* After ff: the operation is in bits 5 to 3 of ModRM. */
static const enum ws_flow group_5[8] = {
	[2] = WS_FLOW_CALL,
	[3] = WS_FLOW_CALL,
	[4] = WS_FLOW_JUMP,
	[5] = WS_FLOW_JUMP,
};

static enum ws_flow find(const struct opcode *list, size_t count, uint8_t byte)
{
	for (size_t at = 0; at < count; at++)
		if (byte >= list[at].first && byte <= list[at].last)
			return list[at].flow;
	return WS_FLOW_NEXT;
}

#define FIND(list, byte) find(list, sizeof(list) / sizeof((list)[0]), byte)

enum ws_flow ws_flow_x86_64(const uint8_t *bytes, size_t size)
{
	struct opcode_x86_64 opcode;

	if (!opcode_x86_64(bytes, size, &opcode))
		return WS_FLOW_NEXT;
	switch (opcode.map) {
	case OPCODE_ONE_BYTE:
		return opcode.opcode == 0xff ? group_5[opcode.modrm >> 3 & 7]
					     : FIND(one_byte, opcode.opcode);
	case OPCODE_0F:
		return opcode.opcode == 0x01 ? FIND(system_bytes, opcode.modrm)
					     : FIND(two_bytes, opcode.opcode);
	default:
		return WS_FLOW_NEXT;
	}
}
