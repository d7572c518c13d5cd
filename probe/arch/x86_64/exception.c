// SPDX-License-Identifier: GPL-2.0-or-later
/* Exceptions, and interrupts that nobody has asked for: the end of everything. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/arch/x86_64/power.h"
#include "probe/arch/x86_64/vectors.h"
#include "probe/core/say.h"

/* As vectors.S and the CPU lay it out. */
struct x86_64_frame {
	uint64_t vector;
	uint64_t error;
	uint64_t rip;
};

/* Called by vectors.S. */
_Noreturn void x86_64_exception(const struct x86_64_frame *frame);

static const char *vector_name(uint64_t vector)
{
	static const char *const names[VECTOR_FIRST + 1] = {
		[0] = "divide-error",
		[1] = "debug",
		[2] = "nmi",
		[3] = "breakpoint",
		[6] = "invalid-opcode",
		[7] = "device-not-available",
		[8] = "double-fault",
		[10] = "invalid-tss",
		[11] = "segment-not-present",
		[12] = "stack-fault",
		[13] = "general-protection",
		[VECTOR_PAGE_FAULT] = "page-fault",
		[18] = "machine-check",
		[VECTOR_FIRST] = "interrupt",
	};

	return vector <= VECTOR_FIRST && names[vector] ? names[vector] : "exception";
}

void x86_64_exception(const struct x86_64_frame *frame)
{
	static bool panicking;
	uint64_t address;

	__asm__ volatile("mov	%%cr2, %0" : "=r"(address));
	if (!panicking) {
		panicking = true;
		say_panic(vector_name(frame->vector), frame->error, frame->rip, address, NULL);
	}
	x86_64_power_off();
}
