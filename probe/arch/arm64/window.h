/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A window: a body between two markers, or between two readings of a clock. All bodies have the
 * same registers, loaded before the window begins. Each reading stands between two barriers (Arm
 * ARM DDI 0487, D11.1.2): it is made when all before it is done, and before anything after it.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_WINDOW_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_WINDOW_H

#include <stdint.h>

#include <worldswitch/markers.h>

#include "probe/arch/arm64/body.h"
#include "probe/arch/arm64/clock.h"
#include "probe/arch/arm64/hint.h"
#include "probe/arch/clock.h"

struct registers {
	uint64_t x0;
	uint64_t x1;
	uint64_t x16;
};

#define READING(counter, value) "isb\n\tmrs	%[" value "], " counter "\n\tisb\n\t"

/* Whole windows, and those that end elsewhere: what was written before must have arrived there. */
#define MARKED(body)                HINT(WS_MARKER_BEGIN) body HINT(WS_MARKER_END)
#define MARKED_SIGNAL(body)         "dsb	sy\n\t" HINT(WS_MARKER_BEGIN) body
#define TIMED(body, counter)        READING(counter, "begin") body READING(counter, "end")
#define TIMED_SIGNAL(body, counter) "dsb	sy\n\t" READING(counter, "begin") body

#define STATEMENT(text, registers, ...)                                                            \
	do {                                                                                       \
		register uint64_t x0 __asm__("x0") = (registers)->x0;                              \
		register uint64_t x1 __asm__("x1") = (registers)->x1;                              \
		register uint64_t x16 __asm__("x16") = (registers)->x16;                           \
		__asm__ volatile(text                                                              \
				 : "+r"(x0), "+r"(x1), "+r"(x16), ##__VA_ARGS__                    \
				 :                                                                 \
				 : BODY_CLOBBERS);                                                 \
		(registers)->x0 = x0;                                                              \
	} while (0)

#define TIMED_STATEMENT(text, registers)                                                           \
	do {                                                                                       \
		uint64_t begin;                                                                    \
		uint64_t end;                                                                      \
		STATEMENT(text, registers, [begin] "=&r"(begin), [end] "=&r"(end));                \
		stopwatch.begin = begin;                                                           \
		stopwatch.end = end;                                                               \
	} while (0)

/* The other reading is somebody else's. */
#define TIMED_SIGNAL_STATEMENT(text, registers)                                                    \
	do {                                                                                       \
		uint64_t begin;                                                                    \
		STATEMENT(text, registers, [begin] "=&r"(begin));                                  \
		stopwatch.begin = begin;                                                           \
	} while (0)

#define WINDOW(body, registers)                                                                    \
	do {                                                                                       \
		switch (arm64_counter) {                                                           \
		case ARM64_MARKERS:                                                                \
			STATEMENT(MARKED(body), registers);                                        \
			break;                                                                     \
		case ARM64_PMCCNTR:                                                                \
			TIMED_STATEMENT(TIMED(body, "pmccntr_el0"), registers);                    \
			break;                                                                     \
		case ARM64_CNTVCT:                                                                 \
			TIMED_STATEMENT(TIMED(body, "cntvct_el0"), registers);                     \
			break;                                                                     \
		case ARM64_CNTPCT:                                                                 \
			TIMED_STATEMENT(TIMED(body, "cntpct_el0"), registers);                     \
			break;                                                                     \
		}                                                                                  \
	} while (0)

/* No other CPU has this one's count of cycles. */
#define SIGNAL(body, registers)                                                                    \
	do {                                                                                       \
		if (arm64_counter == ARM64_MARKERS)                                                \
			STATEMENT(MARKED_SIGNAL(body), registers);                                 \
		else if (arm64_counter == ARM64_CNTPCT)                                            \
			TIMED_SIGNAL_STATEMENT(TIMED_SIGNAL(body, "cntpct_el0"), registers);       \
		else                                                                               \
			TIMED_SIGNAL_STATEMENT(TIMED_SIGNAL(body, "cntvct_el0"), registers);       \
	} while (0)

#endif
