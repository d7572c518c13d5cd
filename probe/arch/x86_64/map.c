// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The last GiB below 4 GiB is mapped as devices, uncached (boot.S). A page there that is memory,
 * and that somebody else writes by way of his caches, gets an entry of its own: what was one large
 * page becomes a table (AMD64 Architecture Programmer's Manual, volume 2, 5.3).
 */
#include "probe/arch/x86_64/map.h"

#include "probe/arch/x86_64/boot.h"

#define PAGE_SIZE   UINT64_C(0x1000)
#define LARGE_SIZE  UINT64_C(0x200000)
#define ENTRIES     512
#define LARGE       UINT64_C(0x80)
#define WRITE_CACHE UINT64_C(0x18) /* PWT, PCD */

/* boot.S: one of the fourth level, one of the third, and from here on those of the second. */
extern uint64_t page_tables[];
#define LARGE_PAGES (page_tables + 2 * PAGE_SIZE / sizeof(uint64_t))

void *map_page(uint64_t address)
{
	static uint64_t pages[ENTRIES] __attribute__((aligned(0x1000)));
	uint64_t *large = &LARGE_PAGES[address / LARGE_SIZE];
	uint64_t flags = *large % PAGE_SIZE & ~LARGE;
	uint64_t base = *large - *large % LARGE_SIZE;

	for (uint64_t page = 0; page < ENTRIES; page++)
		pages[page] = (base + page * PAGE_SIZE) | flags;
	pages[address % LARGE_SIZE / PAGE_SIZE] &= ~WRITE_CACHE;
	*large = (uint64_t)(uintptr_t)pages | (flags & ~WRITE_CACHE);
	__asm__ volatile("movq	%%cr3, %%rax\n\tmovq	%%rax, %%cr3" : : : "rax", "memory");
	return (uint8_t *)DEVICES_BEGIN + (address - DEVICES_BEGIN);
}
