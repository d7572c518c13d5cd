// SPDX-License-Identifier: GPL-2.0-or-later
/* Where waits end: see waits.h. */
#include "tracer/waits.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

#define PAGE_SIZE 4096
#define ENDS_MAX  256

/* A bit for each place of 16 Mi. Addresses that share one cost time: a wait is out of sight. */
#define WORDS      (UINT64_C(1) << 24)
#define BITS       CHAR_BIT
#define BYTE(word) ((word) / BITS)
#define BIT(word)  (1U << (word) % BITS)

static const struct classifier *classifier;
static uint64_t ends[ENDS_MAX]; /* the addresses after all waits in sight */
static unsigned int end_count;
static uint8_t other_blocks[WORDS / BITS]; /* where blocks begin that are no wait's end */

void waits_start(const struct classifier *wanted)
{
	classifier = wanted;
	end_count = 0;
	memset(other_blocks, 0, sizeof(other_blocks));
}

static uint64_t word_at(uint64_t address)
{
	return address / classifier->alignment % WORDS;
}

static bool is_end(uint64_t address)
{
	for (unsigned int i = 0; i < end_count; i++)
		if (ends[i] == address)
			return true;
	return false;
}

static bool follows_wait(const struct qemu_plugin_insn *first)
{
	const uint8_t *code = qemu_plugin_insn_haddr(first);

	return code && (uintptr_t)code % PAGE_SIZE >= classifier->wait_size &&
	       classifier->is_wait(code - classifier->wait_size);
}

bool waits_end_at(const struct qemu_plugin_insn *first)
{
	uint64_t address = qemu_plugin_insn_vaddr(first);
	uint64_t word = word_at(address);

	if (follows_wait(first) || is_end(address))
		return true;
	other_blocks[BYTE(word)] |= BIT(word);
	return false;
}

/*
 * What follows a wait is seen by looking back from where a block begins. That ends at its page, so
 * a wait that is the last of one is left alone: its CPU goes on with its interrupt.
 */
static bool is_last_of_page(const struct qemu_plugin_insn *insn)
{
	uintptr_t address = (uintptr_t)qemu_plugin_insn_haddr(insn);

	return !address || (address + classifier->wait_size) % PAGE_SIZE == 0;
}

bool waits_are_followed(const struct qemu_plugin_insn *wait)
{
	return !is_last_of_page(wait);
}

bool waits_end_in_sight(const struct qemu_plugin_insn *wait)
{
	uint64_t address = qemu_plugin_insn_vaddr(wait) + classifier->wait_size;
	uint64_t word = word_at(address);

	if (is_end(address))
		return true;
	if (end_count == ENDS_MAX || other_blocks[BYTE(word)] & BIT(word))
		return false;
	ends[end_count++] = address;
	return true;
}
