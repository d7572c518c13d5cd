/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory by the addresses that firmware's tables are full of. They come from whoever started the
 * machine and are not trusted: what is not inside is not read.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_PHYSICAL_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_PHYSICAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct physical {
	uint64_t begin;       /* the first address, never 0 */
	uint64_t end;         /* behind the last one */
	const uint8_t *bytes; /* those from `begin` on */
};

/* So many bytes at that address, or NULL. */
static inline const uint8_t *physical_at(const struct physical *physical, uint64_t address,
					 uint64_t size)
{
	if (address < physical->begin || address > physical->end || size > physical->end - address)
		return NULL;
	return physical->bytes + (address - physical->begin);
}

/* Little-endian numbers, wherever they lie. */
static inline uint32_t physical_u32(const uint8_t *bytes)
{
	return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
}

static inline uint64_t physical_u64(const uint8_t *bytes)
{
	return physical_u32(bytes) | (uint64_t)physical_u32(bytes + 4) << 32;
}

#endif
