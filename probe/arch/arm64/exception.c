// SPDX-License-Identifier: GPL-2.0-or-later
/* Exceptions: one that is expected, and the end of everything for all others. */
#include <stdbool.h>
#include <stdint.h>

#include "probe/arch/arm64/call.h"
#include "probe/arch/arm64/exception.h"
#include "probe/arch/arm64/power.h"
#include "probe/core/say.h"

/* As vectors.S lays it out. */
struct arm64_frame {
	uint64_t x[19];
	uint64_t x30;
};

void arm64_exception(unsigned int vector, struct arm64_frame *frame);

volatile enum arm64_undefined arm64_undefined;

/* ESR_EL1.EC of an instruction that there is not, or of a register. */
static bool is_undefined(uint64_t syndrome)
{
	return syndrome >> 26 == 0;
}

static bool is_missing_hvc(uint64_t address)
{
	return address == (uint64_t)(uintptr_t)arm64_hvc_instruction;
}

/* Whether the instruction is one to be gone over. */
static bool is_expected(uint64_t syndrome, uint64_t address, struct arm64_frame *frame)
{
	if (!is_undefined(syndrome))
		return false;
	if (is_missing_hvc(address)) {
		frame->x[0] = ~UINT64_C(0);
		return true;
	}
	if (arm64_undefined == ARM64_UNDEFINED_IS_THE_END)
		return false;
	arm64_undefined = ARM64_UNDEFINED_SEEN;
	return true;
}

static const char *vector_name(unsigned int vector)
{
	static const char *const names[] = {"synchronous", "irq", "fiq", "serror"};

	return names[vector % 4];
}

void arm64_exception(unsigned int vector, struct arm64_frame *frame)
{
	static bool panicking;
	uint64_t syndrome;
	uint64_t link;
	uint64_t fault;

	__asm__ volatile("mrs	%0, esr_el1" : "=r"(syndrome));
	__asm__ volatile("mrs	%0, elr_el1" : "=r"(link));
	__asm__ volatile("mrs	%0, far_el1" : "=r"(fault));
	if (is_expected(syndrome, link, frame)) {
		__asm__ volatile("msr	elr_el1, %0" : : "r"(link + 4));
		return;
	}
	if (!panicking) {
		panicking = true;
		say_panic(vector_name(vector), syndrome, link, fault, NULL);
	}
	arm64_power_off();
}
