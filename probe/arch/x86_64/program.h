/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A program as a file (ELF-64 Object File Format, version 1.5): the probe's own. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_PROGRAM_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

struct program {
	const uint8_t *file;
	uint64_t size;
	uint64_t entry;
	uint64_t headers; /* where they are */
	uint32_t count;   /* of headers */
};

struct program_segment {
	uint64_t address;     /* where it is to be */
	const uint8_t *bytes; /* in the file */
	uint64_t size; /* of these; what has no bytes in the file the program clears itself */
};

/*
 * False where the file is no program, or not whole, or one of its segments is not between the two
 * addresses.
 */
bool program_open(struct program *program, const uint8_t *file, uint64_t size, uint64_t begin,
		  uint64_t end);

/* Whether that header's is a segment to load. */
bool program_segment(const struct program *program, uint32_t number,
		     struct program_segment *segment);

#endif
