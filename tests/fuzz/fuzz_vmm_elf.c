// SPDX-License-Identifier: GPL-2.0-or-later
/* Any file as x86-64's guest image: it is refused, or each of its segments can be copied. */
#include <stddef.h>
#include <stdint.h>

#include "vmm/arch/x86_64/elf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* So that each byte is read. */
static volatile uint8_t seen;

static uint8_t sum_of(const struct vmm_segment *segment)
{
	uint8_t sum = 0;

	if (!segment->size || segment->data_size > segment->size ||
	    segment->address + segment->size < segment->address)
		__builtin_trap();
	for (uint64_t at = 0; at < segment->data_size; at++)
		sum = (uint8_t)(sum + segment->data[at]);
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ws_error error;
	struct vmm_elf elf;

	if (vmm_elf_read(data, size, &elf, &error))
		return 0;
	if (!elf.count || elf.count > VMM_SEGMENTS_MAX)
		__builtin_trap();
	for (size_t i = 0; i < elf.count; i++)
		seen = sum_of(&elf.segments[i]);
	return 0;
}
