// SPDX-License-Identifier: GPL-2.0-or-later
/* The interrupt-descriptor table (AMD64 Architecture Programmer's Manual, volume 2, 4.6.5). */
#include "probe/arch/x86_64/vectors.h"

#include <stddef.h>

#include "probe/arch/x86_64/boot.h"

#define VECTORS        256
#define ENTRY_SIZE     16
#define INTERRUPT_GATE 0x8e00 /* present, entered with interrupts masked */

static struct {
	uint16_t offset_low;
	uint16_t selector;
	uint16_t kind;
	uint16_t offset_middle;
	uint32_t offset_high;
	uint32_t reserved;
} table[VECTORS] __attribute__((aligned(16)));

static const struct {
	unsigned int vector;
	const uint8_t *entry;
} ours[] = {
	{.vector = VECTOR_SELF, .entry = vector_self},
	{.vector = VECTOR_SECOND, .entry = vector_receive},
	{.vector = VECTOR_ALARM, .entry = vector_note},
	{.vector = VECTOR_WAKE, .entry = vector_note},
	{.vector = VECTOR_SPURIOUS, .entry = vector_spurious},
};

const uint8_t *vector_exception(unsigned int vector)
{
	return vector_entries + (size_t)vector * ENTRY_SIZE;
}

void vectors_set(unsigned int vector, const uint8_t *entry)
{
	uint64_t offset = (uint64_t)(uintptr_t)entry;

	table[vector].selector = SELECTOR_CODE64;
	table[vector].kind = INTERRUPT_GATE;
	table[vector].offset_low = (uint16_t)offset;
	table[vector].offset_middle = (uint16_t)(offset >> 16);
	table[vector].offset_high = (uint32_t)(offset >> 32);
	__asm__ volatile("" : : : "memory");
}

void vectors_make(void)
{
	for (unsigned int vector = 0; vector < VECTORS; vector++)
		vectors_set(vector,
			    vector < VECTOR_FIRST ? vector_exception(vector) : vector_stray);
	for (size_t at = 0; at < sizeof(ours) / sizeof(ours[0]); at++)
		vectors_set(ours[at].vector, ours[at].entry);
}

void vectors_use(void)
{
	const struct {
		uint16_t limit;
		uint64_t base;
	} __attribute__((packed)) pointer = {
		.limit = sizeof(table) - 1,
		.base = (uint64_t)(uintptr_t)table,
	};

	__asm__ volatile("lidt	%0" : : "m"(pointer) : "memory");
}
