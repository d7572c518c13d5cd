/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PVH's start info and ACPI's tables, made in memory. To be included once, after cmocka.h. */
#ifndef WORLDSWITCH_TESTS_START_INFO_H
#define WORLDSWITCH_TESTS_START_INFO_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "probe/arch/x86_64/acpi.h"
#include "probe/arch/x86_64/machine.h"

#define BEGIN 0x1000u

/* Where things are, from BEGIN on. */
enum {
	INFO = 0x000,
	COMMAND_LINE = 0x040,
	RSDP = 0x180,
	RSDT = 0x1c0,
	XSDT = 0x200,
	OTHER = 0x240,
	MADT = 0x280,
	SIZE = 0x340,
};

#define MAGIC 0x336ec578u

/* Who looks for things in firmware's place has more of it. */
#ifndef MEMORY
#define MEMORY SIZE
#endif

static uint8_t memory[MEMORY];
static size_t madt_length;

static inline void put(size_t at, uint64_t value, size_t bytes)
{
	for (size_t byte = 0; byte < bytes; byte++)
		memory[at + byte] = (uint8_t)(value >> byte * 8);
}

/* Makes the bytes sum to 0 by the one at `where`. */
static inline void sum_up(size_t at, size_t length, size_t where)
{
	uint8_t sum = 0;

	memory[where] = 0;
	for (size_t byte = 0; byte < length; byte++)
		sum = (uint8_t)(sum + memory[at + byte]);
	memory[where] = (uint8_t)-sum;
}

static inline void table(size_t at, const char *signature, size_t length)
{
	memcpy(memory + at, signature, 4);
	put(at + 4, length, 4);
	sum_up(at, length, at + 9);
}

static inline void arguments(const char *text)
{
	memset(memory + COMMAND_LINE, 0, RSDP - COMMAND_LINE);
	for (size_t at = 0; text[at]; at++)
		memory[COMMAND_LINE + at] = (uint8_t)text[at];
}

static inline void start_info(void)
{
	put(INFO, MAGIC, 4);
	put(INFO + 4, 1, 4);
	put(INFO + 24, BEGIN + COMMAND_LINE, 8);
	put(INFO + 32, BEGIN + RSDP, 8);
}

static inline void rsdp(unsigned int revision)
{
	static const char signature[8] = {'R', 'S', 'D', ' ', 'P', 'T', 'R', ' '};

	memcpy(memory + RSDP, signature, sizeof(signature));
	memory[RSDP + 15] = (uint8_t)revision;
	put(RSDP + 16, BEGIN + RSDT, 4);
	put(RSDP + 20, 36, 4);
	put(RSDP + 24, revision >= 2 ? BEGIN + XSDT : 0, 8);
	sum_up(RSDP, 20, RSDP + 8);
	sum_up(RSDP, 36, RSDP + 32);
}

static inline void madt_begin(void)
{
	madt_length = 44;
}

static inline void madt_end(void)
{
	table(MADT, "APIC", madt_length);
}

static inline void local_apic(uint8_t id, uint32_t flags)
{
	size_t at = MADT + madt_length;

	memory[at] = 0;
	memory[at + 1] = 8;
	memory[at + 3] = id;
	put(at + 4, flags, 4);
	madt_length += 8;
}

static inline void local_x2apic(uint32_t id, uint32_t flags)
{
	size_t at = MADT + madt_length;

	memory[at] = 9;
	memory[at + 1] = 16;
	put(at + 4, id, 4);
	put(at + 8, flags, 4);
	madt_length += 16;
}

/* An entry of a kind that is of no interest. */
static inline void io_apic(void)
{
	memory[MADT + madt_length] = 1;
	memory[MADT + madt_length + 1] = 12;
	madt_length += 12;
}

static inline void whole(unsigned int revision)
{
	memset(memory, 0, sizeof(memory));
	start_info();
	arguments("ws.iterations=3");
	rsdp(revision);
	put(RSDT + 36, BEGIN + OTHER, 4);
	put(RSDT + 40, BEGIN + MADT, 4);
	table(RSDT, "RSDT", 44);
	put(XSDT + 36, BEGIN + OTHER, 8);
	put(XSDT + 44, BEGIN + MADT, 8);
	table(XSDT, "XSDT", 52);
	table(OTHER, "FACP", 36);
	madt_begin();
	local_apic(4, 1);
	io_apic();
	local_apic(5, 0); /* not enabled */
	local_x2apic(0x107, 1);
	madt_end();
}

/* Discovers in a copy of exactly `size` bytes, so that a byte too far is seen. */
static inline bool discover(size_t size, struct x86_64_machine *machine)
{
	uint8_t *copy = malloc(size ? size : 1);
	struct physical physical = {.begin = BEGIN, .end = BEGIN + size, .bytes = copy};
	bool found;

	assert_non_null(copy);
	memcpy(copy, memory, size);
	*machine = (struct x86_64_machine){0};
	found = x86_64_machine_discover(machine, &physical, BEGIN + INFO);
	free(copy);
	return found;
}

#endif
