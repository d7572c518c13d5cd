/* SPDX-License-Identifier: GPL-2.0-or-later */
/* I/O ports. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_PORT_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_PORT_H

#include <stdint.h>

static inline uint8_t port_read(uint16_t port)
{
	uint8_t value;

	__asm__ volatile("inb	%1, %0" : "=a"(value) : "Nd"(port) : "memory");
	return value;
}

static inline void port_write(uint16_t port, uint8_t value)
{
	__asm__ volatile("outb	%0, %1" : : "a"(value), "Nd"(port) : "memory");
}

static inline void port_write_16(uint16_t port, uint16_t value)
{
	__asm__ volatile("outw	%0, %1" : : "a"(value), "Nd"(port) : "memory");
}

#endif
