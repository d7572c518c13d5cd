// SPDX-License-Identifier: GPL-2.0-or-later
/* Nothing in the file is believed: each offset is compared with what is left of it. */
#include "probe/arch/x86_64/program.h"

#include "probe/arch/x86_64/physical.h"
#include "probe/core/text.h"

enum { FILE_CLASS = 4, FILE_ENTRY = 24, FILE_HEADERS = 32, FILE_HEADER_SIZE = 54, FILE_COUNT = 56 };
enum { FILE_SIZE = 64 };
enum { HEADER_TYPE = 0, HEADER_OFFSET = 8, HEADER_ADDRESS = 24, HEADER_IN_FILE = 32 };
enum { HEADER_IN_MEMORY = 40, HEADER_SIZE = 56 };

#define MAGIC         "\177ELF"
#define CLASS_64      2
#define TYPE_LOADABLE 1

static uint32_t u16(const uint8_t *bytes)
{
	return bytes[0] | (uint32_t)bytes[1] << 8;
}

static bool inside(uint64_t offset, uint64_t count, uint64_t size)
{
	return offset <= size && count <= size - offset;
}

static const uint8_t *header_of(const struct program *program, uint32_t number)
{
	return program->file + program->headers + (uint64_t)number * HEADER_SIZE;
}

static bool is_loadable(const uint8_t *header)
{
	return physical_u32(header + HEADER_TYPE) == TYPE_LOADABLE;
}

static bool is_good(const struct program *program, const uint8_t *header, uint64_t begin,
		    uint64_t end)
{
	uint64_t in_file = physical_u64(header + HEADER_IN_FILE);
	uint64_t in_memory = physical_u64(header + HEADER_IN_MEMORY);
	uint64_t address = physical_u64(header + HEADER_ADDRESS);

	return inside(physical_u64(header + HEADER_OFFSET), in_file, program->size) &&
	       in_file <= in_memory && address >= begin &&
	       inside(address - begin, in_memory, end - begin);
}

bool program_open(struct program *program, const uint8_t *file, uint64_t size, uint64_t begin,
		  uint64_t end)
{
	if (size < FILE_SIZE || !text_spells((const char *)file, 4, MAGIC) ||
	    file[FILE_CLASS] != CLASS_64 || u16(file + FILE_HEADER_SIZE) != HEADER_SIZE)
		return false;
	*program = (struct program){
		.file = file,
		.size = size,
		.entry = physical_u64(file + FILE_ENTRY),
		.headers = physical_u64(file + FILE_HEADERS),
		.count = u16(file + FILE_COUNT),
	};
	if (!inside(program->headers, (uint64_t)program->count * HEADER_SIZE, size) ||
	    program->entry < begin || program->entry >= end)
		return false;
	for (uint32_t at = 0; at < program->count; at++)
		if (is_loadable(header_of(program, at)) &&
		    !is_good(program, header_of(program, at), begin, end))
			return false;
	return true;
}

bool program_segment(const struct program *program, uint32_t number,
		     struct program_segment *segment)
{
	const uint8_t *header = header_of(program, number);

	if (!is_loadable(header))
		return false;
	*segment = (struct program_segment){
		.address = physical_u64(header + HEADER_ADDRESS),
		.bytes = program->file + physical_u64(header + HEADER_OFFSET),
		.size = physical_u64(header + HEADER_IN_FILE),
	};
	return true;
}
