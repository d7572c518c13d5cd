/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Device registers. The plain addressing form is required: a hypervisor that emulates the device
 * decodes the access from the syndrome, which is valid for no other form (Arm ARM DDI 0487, ISV).
 */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_MMIO_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_MMIO_H

#include <stdint.h>

static inline uint32_t mmio_read(uint64_t address)
{
	uint32_t value;

	__asm__ volatile("ldr	%w0, [%1]" : "=r"(value) : "r"(address) : "memory");
	return value;
}

static inline uint8_t mmio_read_byte(uint64_t address)
{
	uint32_t value;

	__asm__ volatile("ldrb	%w0, [%1]" : "=r"(value) : "r"(address) : "memory");
	return (uint8_t)value;
}

static inline uint64_t mmio_read_64(uint64_t address)
{
	uint64_t value;

	__asm__ volatile("ldr	%0, [%1]" : "=r"(value) : "r"(address) : "memory");
	return value;
}

static inline void mmio_write(uint64_t address, uint32_t value)
{
	__asm__ volatile("str	%w0, [%1]" : : "r"(value), "r"(address) : "memory");
}

static inline void mmio_write_64(uint64_t address, uint64_t value)
{
	__asm__ volatile("str	%0, [%1]" : : "r"(value), "r"(address) : "memory");
}

static inline void mmio_write_byte(uint64_t address, uint8_t value)
{
	__asm__ volatile("strb	%w0, [%1]" : : "r"(value), "r"(address) : "memory");
}

#endif
