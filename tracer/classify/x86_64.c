// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whose an x86-64 instruction is, and what is a marker.
 *
 * The level of a block is what its CPU's registers said when it was translated: privilege level,
 * long mode and EFER.SVME are all in the key under which the emulator finds a block (target/i386,
 * hflags), so it never runs at another; nor in the other half of addresses, since no kernel maps
 * the same code for itself and for its processes to execute. Whether the CPU is in its guest is in
 * that key too, but in no register that can be read: see guests.h.
 */
#include <worldswitch/markers.h>

#include "tracer/classify/x86_64.h"

#define EFER_LMA  (UINT64_C(1) << 10)
#define EFER_SVME (UINT64_C(1) << 12)

enum level { LEVEL_USER, LEVEL_KERNEL, LEVEL_HYPERVISOR, LEVEL_FIRMWARE, LEVEL_PARAVIRTUAL };

#define MARKER_SIZE 7

/* NOP with a 32-bit displacement from RAX: 0f 1f 80. Its number, or none of markers.h. */
static unsigned int marker_number(const uint8_t *bytes, size_t size)
{
	if (size != MARKER_SIZE || bytes[0] != 0x0f || bytes[1] != 0x1f || bytes[2] != 0x80)
		return WS_MARKER_LAST + 1;
	return (bytes[3] | (uint32_t)bytes[4] << 8 | (uint32_t)bytes[5] << 16 |
		(uint32_t)bytes[6] << 24) -
	       WS_MARKER_X86;
}

static bool is_marker(const uint8_t *bytes, size_t size)
{
	unsigned int number = marker_number(bytes, size);

	return number >= WS_MARKER_FIRST && number <= WS_MARKER_LAST;
}

static struct instruction instruction(const uint8_t *bytes, size_t size)
{
	if (is_marker(bytes, size))
		return (struct instruction){
			.kind = INSTRUCTION_MARKER,
			.marker = marker_number(bytes, size),
		};
	return x86_64_instruction(bytes, size);
}

/*
 * A paravirtualized kernel, Dom0's under Xen, has the privilege of its processes, and they share
 * nothing of the address space: the kernel has the upper half (Xen, xen/include/public/arch-x86/
 * xen-x86_64.h). No other code at that level is there. What only a kernel may execute is trapped
 * there, as in a process.
 * Out of long mode there is only what boots: firmware, and system management mode. */
static unsigned int level(const struct cpu_state *state)
{
	if (!(state->mode & EFER_LMA))
		return LEVEL_FIRMWARE;
	if ((state->status & 3) == 3)
		return state->counter >> 63 ? LEVEL_PARAVIRTUAL : LEVEL_USER;
	return state->mode & EFER_SVME ? LEVEL_HYPERVISOR : LEVEL_KERNEL;
}

static enum ws_world world(unsigned int level, uint64_t control)
{
	static const enum ws_world outside[CLASSIFY_LEVELS] = {
		[LEVEL_USER] = WS_WORLD_HOST_USER,          [LEVEL_KERNEL] = WS_WORLD_HOST_KERNEL,
		[LEVEL_HYPERVISOR] = WS_WORLD_HYPERVISOR,   [LEVEL_FIRMWARE] = WS_WORLD_FIRMWARE,
		[LEVEL_PARAVIRTUAL] = WS_WORLD_HOST_KERNEL,
	};

	return control == CONTROL_IN_GUEST ? WS_WORLD_GUEST : outside[level];
}

/* What cannot fault elsewhere cannot as a block's first instruction either. */
static bool entry_faults(const struct cpu_state *state)
{
	(void)state;
	return false;
}

static bool describes(const struct cpu_state *state, uint64_t address)
{
	(void)state;
	(void)address;
	return true;
}

/* A CPU that waited may be reset and started anew, which out of long mode alone it can be. */
static bool restarts(unsigned int level)
{
	return level == LEVEL_FIRMWARE;
}

static bool controls_interrupts(unsigned int level, uint64_t control)
{
	return control != CONTROL_IN_GUEST && (level == LEVEL_KERNEL || level == LEVEL_HYPERVISOR);
}

static bool is_wait(const uint8_t *bytes)
{
	return bytes[0] == 0xf4;
}

static bool is_entry(const uint8_t *bytes)
{
	return bytes[0] == 0x0f && bytes[1] == 0x01 && bytes[2] == 0xd8;
}

/* VMRUN, where it does not fault: RAX has a page's address. */
static bool enters(unsigned int level, classify_read read)
{
	uint64_t page = read(X86_64_RAX);

	return level == LEVEL_HYPERVISOR && !(page & 0xfff) && !(page >> 52);
}

/* EFLAGS.RF: an instruction that repeats itself has done so, or is returned to. */
static bool repeated(uint64_t flags)
{
	return flags >> 16 & 1;
}

const struct classifier classifier_x86_64 = {
	.target = "x86_64",
	.registers =
		{
			[REGISTER_STATUS] = "cs",
			[REGISTER_MODE] = "efer",
			[REGISTER_COUNTER] = "rip",
			[REGISTER_FLAGS] = "eflags",
			[REGISTER_STACK] = "rsp",
			[REGISTER_SPACE] = "cr3",
			[REGISTER_GENERAL_0 + X86_64_RDI] = "rdi",
			[REGISTER_GENERAL_0 + X86_64_RSI] = "rsi",
			[REGISTER_GENERAL_0 + X86_64_RDX] = "rdx",
			[REGISTER_GENERAL_0 + X86_64_RAX] = "rax",
			[REGISTER_GENERAL_0 + X86_64_RCX] = "rcx",
		},
	.instruction = instruction,
	.is_marker = is_marker,
	.level = level,
	.world = world,
	.entry_faults = entry_faults,
	.describes = describes,
	.restarts = restarts,
	.controls_interrupts = controls_interrupts,
	.waits = controls_interrupts,
	.sends = x86_64_sends,
	.sent = x86_64_sent,
	.destination_offset = 0x10,
	.is_wait = is_wait,
	.wait_size = 1,
	.alignment = 1,
	.is_entry = is_entry,
	.entry_size = 3,
	.enters = enters,
	.repeated = repeated,
	.handler = x86_64_handler,
	.handler_size = 16,
	.handler_table = "IDT=",
	.first_interrupt = 32,
};
