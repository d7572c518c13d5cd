/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Device registers. One plain move each: a hypervisor that emulates the device may have to decode
 * the instruction by itself, and some decode few.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_MMIO_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_MMIO_H

#include <stdint.h>

static inline uint32_t mmio_read(uint64_t address)
{
	uint32_t value;

	__asm__ volatile("movl	(%1), %0" : "=a"(value) : "r"(address) : "memory");
	return value;
}

static inline uint64_t mmio_read_64(uint64_t address)
{
	uint64_t value;

	__asm__ volatile("movq	(%1), %0" : "=a"(value) : "r"(address) : "memory");
	return value;
}

static inline void mmio_write(uint64_t address, uint32_t value)
{
	__asm__ volatile("movl	%0, (%1)" : : "a"(value), "r"(address) : "memory");
}

static inline void mmio_write_64(uint64_t address, uint64_t value)
{
	__asm__ volatile("movq	%0, (%1)" : : "a"(value), "r"(address) : "memory");
}

static inline void mmio_write_byte(uint64_t address, uint8_t value)
{
	__asm__ volatile("movb	%0, (%1)" : : "q"(value), "r"(address) : "memory");
}

#endif
