/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the CPU says of itself, and its model-specific registers. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_CPU_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_CPU_H

#include <stdint.h>

struct cpuid {
	uint32_t eax;
	uint32_t ebx;
	uint32_t ecx;
	uint32_t edx;
};

static inline struct cpuid cpuid(uint32_t leaf)
{
	struct cpuid answer = {.eax = leaf};

	__asm__ volatile("cpuid"
			 : "+a"(answer.eax), "=b"(answer.ebx), "+c"(answer.ecx), "=d"(answer.edx));
	return answer;
}

static inline uint64_t msr_read(uint32_t number)
{
	uint32_t low;
	uint32_t high;

	__asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(number) : "memory");
	return (uint64_t)high << 32 | low;
}

static inline void msr_write(uint32_t number, uint64_t value)
{
	__asm__ volatile("wrmsr"
			 :
			 : "a"((uint32_t)value), "d"((uint32_t)(value >> 32)), "c"(number)
			 : "memory");
}

#endif
