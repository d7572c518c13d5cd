/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A window: a body between two markers, or between two readings of the time-stamp counter. All
 * bodies have the same registers, loaded before the window begins; a reading is made in two of
 * them, so a timed window loads these when it has begun, and keeps them before it ends: four moves,
 * which `null` has as well.
 *
 * LFENCE on both sides of RDTSC: it is made when all before it has been executed, and before
 * anything after it (Intel SDM, volume 2, "RDTSC"; AMD64 Architecture Programmer's Manual, volume
 * 3, "LFENCE": dispatch serialising on every host whose kernel sees to it, as Linux does). RDTSCP
 * would save one of the four and not every CPU has it.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_WINDOW_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_WINDOW_H

#include <stdint.h>

#include <worldswitch/markers.h>

#include "probe/arch/clock.h"
#include "probe/arch/x86_64/body.h"
#include "probe/arch/x86_64/clock.h"
#include "probe/arch/x86_64/nop.h"

struct registers {
	uint64_t rax;
	uint64_t rbx;
	uint64_t rcx;
	uint64_t rdx;
	uint64_t rdi;
	uint64_t rsi;
};

#define READING "lfence\n\trdtsc\n\tlfence\n\t"
#define BEGIN                                                                                      \
	READING "movl	%%eax, %k[low]\n\tmovl	%%edx, %k[high]\n\t"                                  \
		"movq	%[rax], %%rax\n\tmovq	%[rdx], %%rdx\n\t"
#define END "movq	%%rax, %[rax]\n\tmovq	%%rdx, %[rdx]\n\t" READING

/* Whole windows, and those that end elsewhere: what was written before must have arrived there. */
#define MARKED(body)        MARKER(WS_MARKER_BEGIN) body MARKER(WS_MARKER_END)
#define MARKED_SIGNAL(body) "mfence\n\tlfence\n\t" MARKER(WS_MARKER_BEGIN) body
#define TIMED(body)         BEGIN body END
#define TIMED_SIGNAL(body)  "mfence\n\t" BEGIN body "movq	%%rax, %[rax]\n\t"

#define MARKED_STATEMENT(frame, body, registers)                                                   \
	__asm__ volatile(frame(body)                                                               \
			 : "+a"((registers)->rax), "+c"((registers)->rcx), "+d"((registers)->rdx), \
			   "+D"((registers)->rdi), "+S"((registers)->rsi)                          \
			 : "b"((registers)->rbx)                                                   \
			 : "memory")

#define TIMED_STATEMENT(frame, body, registers)                                                    \
	__extension__({                                                                            \
		uint32_t begin_low;                                                                \
		uint32_t begin_high;                                                               \
		uint32_t low;                                                                      \
		uint32_t high;                                                                     \
		__asm__ volatile(frame(body)                                                       \
				 : "=&a"(low),                                                     \
				   "=&d"(high), [low] "=&r"(begin_low), [high] "=&r"(begin_high),  \
				   [rax] "+&r"((registers)->rax), [rdx] "+&r"((registers)->rdx),   \
				   "+c"((registers)->rcx), "+D"((registers)->rdi),                 \
				   "+S"((registers)->rsi)                                          \
				 : "b"((registers)->rbx)                                           \
				 : "memory");                                                      \
		stopwatch.begin = (uint64_t)begin_high << 32 | begin_low;                          \
		(uint64_t) high << 32 | low;                                                       \
	})

#define WINDOW(body, registers)                                                                    \
	do {                                                                                       \
		if (arch_clock_is_open())                                                          \
			stopwatch.end = TIMED_STATEMENT(TIMED, body, registers);                   \
		else                                                                               \
			MARKED_STATEMENT(MARKED, body, registers);                                 \
	} while (0)

/* The other reading is somebody else's. */
#define SIGNAL(body, registers)                                                                    \
	do {                                                                                       \
		if (arch_clock_is_open())                                                          \
			(void)TIMED_STATEMENT(TIMED_SIGNAL, body, registers);                      \
		else                                                                               \
			MARKED_STATEMENT(MARKED_SIGNAL, body, registers);                          \
	} while (0)

#endif
