// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How x86-64's CPUs interrupt each other: by the interrupt command register of the local controller
 * (AMD64 Architecture Programmer's Manual, volume 2, 16.5 "Interprocessor Interrupts"), two words
 * in memory or, in x2APIC mode, one model-specific register (16.12). Both are seen here as the 64
 * bits of the latter, with the destination above bit 32, but the words' has only bits 63 to 56.
 */
#include "tracer/classify/x86_64.h"

/* Model-specific registers of x2APIC mode. */
#define MSR_ICR  0x830
#define MSR_SELF 0x83f

#define ICR_MODE(value)      ((value) >> 8 & 7)
#define ICR_LOGICAL          (UINT64_C(1) << 11)
#define ICR_SHORTHAND(value) ((value) >> 18 & 3)

enum { MODE_FIXED, MODE_LOWEST };
enum { SHORTHAND_NONE, SHORTHAND_SELF, SHORTHAND_ALL, SHORTHAND_OTHERS };

bool x86_64_sends(unsigned int operand, classify_read read, uint64_t *value)
{
	uint64_t number = read(X86_64_RCX) & UINT32_MAX;

	(void)operand;
	*value = read(X86_64_RDX) << 32 | (read(X86_64_RAX) & UINT32_MAX);
	if (number == MSR_SELF)
		*value = (*value & 0xff) | SHORTHAND_SELF << 18;
	return number == MSR_ICR || number == MSR_SELF;
}

/*
 * Numbers of controllers are the CPUs' own. A logical destination has one bit for each CPU: in
 * x2APIC mode that is fixed, else software chooses it (the logical destination register), and all
 * choose the one that has the CPU's number. Where one did not, its interrupts are not recognised
 * and its windows mixed.
 */
static void address(enum instruction_kind kind, uint64_t value, struct sent *sent)
{
	uint32_t everyone = kind == INSTRUCTION_STORES ? UINT8_MAX : UINT32_MAX;
	uint32_t destination = (uint32_t)(kind == INSTRUCTION_STORES ? value >> 56 : value >> 32);

	if (destination == everyone)
		sent->sender = sent->others = true;
	else if (value & ICR_LOGICAL)
		sent->cpus = destination >> 16 ? 0 : destination;
	else
		sent->cpus = destination < 32 ? UINT32_C(1) << destination : 0;
}

bool x86_64_sent(enum instruction_kind kind, uint64_t value, struct sent *sent)
{
	*sent = (struct sent){.number = value & 0xff};
	/* The others start, stop or manage a CPU. */
	if (ICR_MODE(value) > MODE_LOWEST)
		return false;
	switch (ICR_SHORTHAND(value)) {
	case SHORTHAND_NONE:
		address(kind, value, sent);
		break;
	case SHORTHAND_SELF:
		sent->sender = true;
		break;
	case SHORTHAND_ALL:
		sent->sender = true;
		/* fall through */
	default:
		sent->others = true;
		break;
	}
	return true;
}

/* A gate of 64-bit mode (volume 2, 4.8.4 "Gate Descriptors"): 16, 16 and 32 bits of the address. */
uint64_t x86_64_handler(const uint8_t *entry)
{
	uint64_t address = 0;
	static const uint8_t from[] = {0, 1, 6, 7, 8, 9, 10, 11};

	for (unsigned int i = 0; i < sizeof(from); i++)
		address |= (uint64_t)entry[from[i]] << i * 8;
	return entry[5] & 0x80 ? address : 0; /* present */
}
