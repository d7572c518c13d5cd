// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which A64 instructions always go on to the next one, and whose an instruction is.
 *
 * Only data processing, immediate and register, and NOP qualify (Arm ARM DDI 0487, C4.1 "A64
 * instruction set encoding"): what the table does not name may fault, trap or branch. Pointer
 * authentication and memory tagging share encoding space with them and can be trapped, so they are
 * left out, and so is every extension that a CPU may lack. A value of the named groups that is
 * unallocated does raise an exception, but always: the emulator then ends its block with it, which
 * is as good as naming it.
 */
#include <worldswitch/markers.h>

#include "tracer/classify/classify.h"

#define ARRAY_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

struct encoding {
	uint32_t mask;
	uint32_t value;
};

static const struct encoding plain[] = {
	/* Data processing, immediate */
	{.mask = 0x1f000000, .value = 0x10000000}, /* ADR, ADRP */
	{.mask = 0x1f800000, .value = 0x11000000}, /* add and subtract, immediate */
	{.mask = 0x1f800000, .value = 0x12000000}, /* logical, immediate */
	{.mask = 0x1f800000, .value = 0x12800000}, /* move wide */
	{.mask = 0x1f800000, .value = 0x13000000}, /* bitfield */
	{.mask = 0x7fa00000, .value = 0x13800000}, /* EXTR */
	/* Data processing, register */
	{.mask = 0x1f000000, .value = 0x0a000000}, /* logical, shifted register */
	{.mask = 0x1f200000, .value = 0x0b000000}, /* add and subtract, shifted register */
	{.mask = 0x1fe00000, .value = 0x0b200000}, /* add and subtract, extended register */
	{.mask = 0x1fe0fc00, .value = 0x1a000000}, /* add and subtract with carry */
	{.mask = 0x3fe00410, .value = 0x3a400000}, /* conditional compare */
	{.mask = 0x3fe00800, .value = 0x1a800000}, /* conditional select */
	{.mask = 0x7fe00000, .value = 0x1b000000}, /* MADD, MSUB */
	{.mask = 0xffe00000, .value = 0x9b200000}, /* SMADDL, SMSUBL */
	{.mask = 0xffe00000, .value = 0x9ba00000}, /* UMADDL, UMSUBL */
	{.mask = 0xffe08000, .value = 0x9b400000}, /* SMULH */
	{.mask = 0xffe08000, .value = 0x9bc00000}, /* UMULH */
	{.mask = 0x7fe0f800, .value = 0x1ac00800}, /* UDIV, SDIV */
	{.mask = 0x7fe0f000, .value = 0x1ac02000}, /* LSLV, LSRV, ASRV, RORV */
	{.mask = 0x7ffff000, .value = 0x5ac00000}, /* RBIT, REV16, REV32, REV */
	{.mask = 0x7ffff800, .value = 0x5ac01000}, /* CLZ, CLS */
	/* Hints: the others can be trapped, or are something else on another CPU */
	{.mask = 0xffffffff, .value = 0xd503201f}, /* NOP */
};

/* HINT #imm, with imm (CRm:op2) in bits 11 to 5. */
#define HINT_MASK 0xfffff01f
#define HINT      0xd503201f

/* MSR HCR_EL2, Xt: the one instruction that can change what guest means. */
#define MSR_HCR_EL2_MASK 0xffffffe0
#define MSR_HCR_EL2      0xd51c1100

static struct instruction arm64_instruction(const uint8_t *bytes, size_t size)
{
	struct instruction result = {.kind = INSTRUCTION_LEAVES};
	uint32_t word;

	if (size != 4)
		return result;
	word = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
	if ((word & HINT_MASK) == HINT) {
		unsigned int number = word >> 5 & 0x7f;

		if (number >= WS_MARKER_FIRST && number <= WS_MARKER_LAST) {
			result.kind = INSTRUCTION_MARKER;
			result.marker = number;
			return result;
		}
	}
	if ((word & MSR_HCR_EL2_MASK) == MSR_HCR_EL2)
		result.kind = INSTRUCTION_WORLD;
	for (size_t i = 0; i < ARRAY_LENGTH(plain); i++)
		if ((word & plain[i].mask) == plain[i].value)
			result.kind = INSTRUCTION_PLAIN;
	return result;
}

/* PSTATE.EL as SPSR_ELx and the emulator's CPSR have it. */
static unsigned int arm64_level(const struct cpu_state *state)
{
	return state->status >> 2 & 3;
}

/* HCR_EL2: interrupts are routed to EL2 (a guest's are virtual); EL0 is the host's (VHE). */
#define HCR_IMO (UINT64_C(1) << 4)
#define HCR_TGE (UINT64_C(1) << 27)

static enum ws_world arm64_world(unsigned int level, uint64_t control)
{
	bool guest = (control & HCR_IMO) && !(control & HCR_TGE);

	switch (level) {
	case 0:
		return guest ? WS_WORLD_GUEST : WS_WORLD_HOST_USER;
	case 1:
		return guest ? WS_WORLD_GUEST : WS_WORLD_HOST_KERNEL;
	case 2:
		return WS_WORLD_HYPERVISOR;
	default:
		return WS_WORLD_FIRMWARE;
	}
}

/*
 * After an indirect branch (PSTATE.BTYPE not 0) whatever comes first can raise a Branch Target
 * exception, by an attribute of its page: the one way in which data processing faults.
 */
static bool arm64_entry_faults(const struct cpu_state *state)
{
	return state->status >> 10 & 3;
}

/*
 * In AArch32 state the emulator's PC and CPSR are those of the last A64 code. Nothing else that a
 * plugin can read tells the state, but a block whose address is not PC is surely not A64.
 */
static bool arm64_describes(const struct cpu_state *state, uint64_t address)
{
	return state->counter == address;
}

const struct classifier classifier_arm64 = {
	.target = "aarch64",
	.registers =
		{
			[REGISTER_STATUS] = "cpsr",
			[REGISTER_CONTROL] = "HCR_EL2",
			[REGISTER_COUNTER] = "pc",
			[REGISTER_OPERAND_0] = "x0",
			[REGISTER_OPERAND_1] = "x1",
			[REGISTER_OPERAND_2] = "x2",
		},
	.instruction = arm64_instruction,
	.level = arm64_level,
	.world = arm64_world,
	.entry_faults = arm64_entry_faults,
	.describes = arm64_describes,
};
