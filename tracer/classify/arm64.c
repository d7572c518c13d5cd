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

#define WFI 0xd503207f

/* What is more than an instruction that may leave its block. */
static const struct {
	struct encoding encoding;
	enum instruction_kind kind;
} special[] = {
	{.encoding = {.mask = 0xffffffe0, .value = 0xd51c1100},
	 .kind = INSTRUCTION_WORLD}, /* MSR HCR_EL2 */
	{.encoding = {.mask = 0xffffffe0, .value = 0xd518cba0},
	 .kind = INSTRUCTION_SENDS}, /* MSR ICC_SGI1R_EL1 */
	{.encoding = {.mask = 0xffffffe0, .value = 0xd518cbc0},
	 .kind = INSTRUCTION_SENDS}, /* MSR ICC_ASGI1R_EL1 */
	{.encoding = {.mask = 0xffffffe0, .value = 0xd518cbe0},
	 .kind = INSTRUCTION_SENDS}, /* MSR ICC_SGI0R_EL1 */
	{.encoding = {.mask = 0xffffffff, .value = WFI}, .kind = INSTRUCTION_WAITS}, /* WFI */
	{.encoding = {.mask = 0xffc00000, .value = 0xb9000000},
	 .kind = INSTRUCTION_STORES}, /* STR, unsigned offset */
	{.encoding = {.mask = 0xffe00000, .value = 0xb8000000},
	 .kind = INSTRUCTION_STORES}, /* STR, STUR, STTR */
	{.encoding = {.mask = 0xffe00c00, .value = 0xb8200800},
	 .kind = INSTRUCTION_STORES}, /* STR, register offset */
	{.encoding = {.mask = 0xffc00000, .value = 0xb9400000},
	 .kind = INSTRUCTION_LOADS}, /* LDR, unsigned offset */
	{.encoding = {.mask = 0xffe00000, .value = 0xb8400000},
	 .kind = INSTRUCTION_LOADS}, /* LDR, LDUR, LDTR */
	{.encoding = {.mask = 0xffe00c00, .value = 0xb8600800},
	 .kind = INSTRUCTION_LOADS}, /* LDR, register offset */
	{.encoding = {.mask = 0xfffffc00, .value = 0x88dffc00},
	 .kind = INSTRUCTION_LOADS}, /* LDAR: Linux's for devices where Cortex-A57 needs it */
	{.encoding = {.mask = 0xffffffe0, .value = 0xd538cc00},
	 .kind = INSTRUCTION_ACKNOWLEDGES}, /* MRS ICC_IAR1_EL1 */
	{.encoding = {.mask = 0xffffffe0, .value = 0xd538c800},
	 .kind = INSTRUCTION_ACKNOWLEDGES}, /* MRS ICC_IAR0_EL1 */
	{.encoding = {.mask = 0xffffffe0, .value = 0xd538c9a0},
	 .kind = INSTRUCTION_ACKNOWLEDGES}, /* MRS ICC_NMIAR1_EL1 */
};

static uint32_t word_of(const uint8_t *bytes)
{
	return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
}

static bool is(const struct encoding *encoding, uint32_t word)
{
	return (word & encoding->mask) == encoding->value;
}

static bool is_marker(uint32_t word)
{
	unsigned int number = word >> 5 & 0x7f;

	return (word & HINT_MASK) == HINT && number >= WS_MARKER_FIRST && number <= WS_MARKER_LAST;
}

static bool arm64_is_marker(const uint8_t *bytes, size_t size)
{
	return size == 4 && is_marker(word_of(bytes));
}

static struct instruction arm64_instruction(const uint8_t *bytes, size_t size)
{
	struct instruction result = {.kind = INSTRUCTION_LEAVES};
	uint32_t word;

	if (size != 4)
		return result;
	word = word_of(bytes);
	if (is_marker(word)) {
		result.kind = INSTRUCTION_MARKER;
		result.marker = word >> 5 & 0x7f;
		return result;
	}
	result.operand = word & 0x1f;
	for (size_t i = 0; i < ARRAY_LENGTH(special); i++)
		if (is(&special[i].encoding, word))
			result.kind = special[i].kind;
	for (size_t i = 0; i < ARRAY_LENGTH(plain); i++)
		if (is(&plain[i], word))
			result.kind = INSTRUCTION_PLAIN;
	return result;
}

static bool arm64_is_wait(const uint8_t *bytes)
{
	return word_of(bytes) == WFI;
}

/* PSTATE.EL as SPSR_ELx and the emulator's CPSR have it. */
static unsigned int arm64_level(const struct cpu_state *state)
{
	return state->status >> 2 & 3;
}

/* HCR_EL2: interrupts are routed to EL2 (a guest's are virtual); EL0 is the host's (VHE). */
#define HCR_IMO (UINT64_C(1) << 4)
#define HCR_TWI (UINT64_C(1) << 13)
#define HCR_TGE (UINT64_C(1) << 27)

static bool lower_levels_are_guests(uint64_t control)
{
	return (control & HCR_IMO) && !(control & HCR_TGE);
}

static enum ws_world arm64_world(unsigned int level, uint64_t control)
{
	bool guest = lower_levels_are_guests(control);

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

/*
 * Vectors (D1.3.1 "Exception vectors"): four groups of 0x200, by where the exception comes from,
 * each of four entries of 0x80: synchronous, IRQ, FIQ, SError.
 */
#define VECTORS_SIZE 0x800
#define VECTOR_SIZE  0x80

static bool arm64_may_handle_interrupt(uint64_t address)
{
	uint64_t offset = address % VECTORS_SIZE % 0x200;

	return offset == 0x80 || offset == 0x100;
}

static bool arm64_may_be_vector(uint64_t address)
{
	return address % VECTOR_SIZE == 0;
}

static enum cpu_register arm64_vectors(unsigned int level)
{
	static const enum cpu_register registers[CLASSIFY_LEVELS] = {
		[0] = REGISTER_COUNT, [1] = REGISTER_VECTORS_1, [2] = REGISTER_VECTORS_2,
		[3] = REGISTER_COUNT, [4] = REGISTER_COUNT, /* there is none */
	};

	return registers[level];
}

static bool arm64_handles_interrupt(uint64_t address, uint64_t vectors)
{
	return address / VECTORS_SIZE == vectors / VECTORS_SIZE &&
	       arm64_may_handle_interrupt(address);
}

static bool arm64_handles_trap(uint64_t address, uint64_t vectors)
{
	return address / VECTORS_SIZE == vectors / VECTORS_SIZE && address % 0x200 == 0;
}

static bool arm64_controls_interrupts(unsigned int level, uint64_t control)
{
	return level >= 1 && arm64_world(level, control) != WS_WORLD_GUEST;
}

/*
 * At EL0 WFI may be trapped by EL1. It need not be known: interrupts are not masked there, so what
 * comes after it is the interrupt's handler.
 */
static bool arm64_waits(unsigned int level, uint64_t control)
{
	return level >= 2 || (level == 1 && !(control & HCR_TWI));
}

/*
 * ICC_SGI1R_EL1 (GIC architecture, IHI 0069, 12.2.19): INTID in 27:24, IRM (all others) 40, a list
 * of 16 CPUs in 15:0 of the cluster Aff1 23:16. QEMU's virt machine numbers CPUs in that order and
 * leaves Aff2 and Aff3 zero.
 */
static struct sent sent_by_register(uint64_t value)
{
	uint64_t list = value & 0xffff;
	unsigned int cluster = value >> 16 & 0xff;
	bool known = cluster < 2 && !(value >> 32 & 0xff) && !(value >> 44);

	return (struct sent){
		.others = value >> 40 & 1,
		.cpus = value >> 40 & 1 || !known ? 0 : (uint32_t)(list << cluster * 16),
		.number = value >> 24 & 0xf,
	};
}

/* GICD_SGIR (GICv2 architecture, IHI 0048, 4.3.15): filter in 25:24, list in 23:16, INTID 3:0. */
static struct sent sent_by_store(uint64_t value)
{
	unsigned int filter = value >> 24 & 3;

	return (struct sent){
		.cpus = filter == 0 ? value >> 16 & 0xff : 0,
		.others = filter == 1,
		.sender = filter == 2,
		.number = value & 0xf,
	};
}

/*
 * INTID (IHI 0069, 2.2.1; IHI 0048, 4.4.4): 0 to 15 are software-generated, 1020 to 1023 special:
 * nothing is taken. GICC_IAR has the sender in 12:10. A maintenance interrupt is a device's like
 * any other, with a number that the machine's maker chose: it tells of what a guest did before.
 */
static struct acknowledged arm64_acknowledged(enum instruction_kind kind, uint64_t value)
{
	unsigned int number = value & (kind == INSTRUCTION_LOADS ? 0x3ff : 0xffffff);

	if (number >= 1020 && number <= 1023)
		return (struct acknowledged){.kind = ACKNOWLEDGED_NOTHING};
	return (struct acknowledged){
		.kind = number < 16 ? ACKNOWLEDGED_SENT : ACKNOWLEDGED_DEVICE,
		.number = number,
	};
}

static bool arm64_sent(enum instruction_kind kind, uint64_t value, struct sent *sent)
{
	*sent = kind == INSTRUCTION_STORES ? sent_by_store(value) : sent_by_register(value);
	return true;
}

static bool arm64_sends(unsigned int operand, classify_read read, uint64_t *value)
{
	*value = read(operand);
	return true;
}

const struct classifier classifier_arm64 = {
	.target = "aarch64",
	.registers =
		{
			[REGISTER_STATUS] = "cpsr",        [REGISTER_CONTROL] = "HCR_EL2",
			[REGISTER_COUNTER] = "pc",         [REGISTER_VECTORS_1] = "VBAR",
			[REGISTER_VECTORS_2] = "VBAR_EL2", [REGISTER_GENERAL_0] = "x0",
			[REGISTER_GENERAL_0 + 1] = "x1",   [REGISTER_GENERAL_0 + 2] = "x2",
			[REGISTER_GENERAL_0 + 3] = "x3",   [REGISTER_GENERAL_0 + 4] = "x4",
			[REGISTER_GENERAL_0 + 5] = "x5",   [REGISTER_GENERAL_0 + 6] = "x6",
			[REGISTER_GENERAL_0 + 7] = "x7",   [REGISTER_GENERAL_0 + 8] = "x8",
			[REGISTER_GENERAL_0 + 9] = "x9",   [REGISTER_GENERAL_0 + 10] = "x10",
			[REGISTER_GENERAL_0 + 11] = "x11", [REGISTER_GENERAL_0 + 12] = "x12",
			[REGISTER_GENERAL_0 + 13] = "x13", [REGISTER_GENERAL_0 + 14] = "x14",
			[REGISTER_GENERAL_0 + 15] = "x15", [REGISTER_GENERAL_0 + 16] = "x16",
			[REGISTER_GENERAL_0 + 17] = "x17", [REGISTER_GENERAL_0 + 18] = "x18",
			[REGISTER_GENERAL_0 + 19] = "x19", [REGISTER_GENERAL_0 + 20] = "x20",
			[REGISTER_GENERAL_0 + 21] = "x21", [REGISTER_GENERAL_0 + 22] = "x22",
			[REGISTER_GENERAL_0 + 23] = "x23", [REGISTER_GENERAL_0 + 24] = "x24",
			[REGISTER_GENERAL_0 + 25] = "x25", [REGISTER_GENERAL_0 + 26] = "x26",
			[REGISTER_GENERAL_0 + 27] = "x27", [REGISTER_GENERAL_0 + 28] = "x28",
			[REGISTER_GENERAL_0 + 29] = "x29", [REGISTER_GENERAL_0 + 30] = "x30",
		},
	.instruction = arm64_instruction,
	.is_marker = arm64_is_marker,
	.level = arm64_level,
	.world = arm64_world,
	.entry_faults = arm64_entry_faults,
	.describes = arm64_describes,
	.may_handle_interrupt = arm64_may_handle_interrupt,
	.may_be_vector = arm64_may_be_vector,
	.vectors = arm64_vectors,
	.handles_interrupt = arm64_handles_interrupt,
	.handles_trap = arm64_handles_trap,
	.controls_interrupts = arm64_controls_interrupts,
	.waits = arm64_waits,
	.sends = arm64_sends,
	.sent = arm64_sent,
	.acknowledged = arm64_acknowledged,
	.is_wait = arm64_is_wait,
	.wait_size = 4,
	.alignment = 4,
};
