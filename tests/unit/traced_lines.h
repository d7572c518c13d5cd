/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A trace of a few instructions, once each and in order, every one with a function of its own.
 * After cmocka.h.
 */
#ifndef WORLDSWITCH_TESTS_TRACED_LINES_H
#define WORLDSWITCH_TESTS_TRACED_LINES_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/classes.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define LINES_LIMIT  16

/* One instruction: its function, its encoding, and what is expected of it. */
struct line {
	const char *function;
	const char *bytes; /* hexadecimal, as a manual writes it; of arm64 the word */
	enum ws_class class_of;
	enum ws_direction direction;
};

struct fixture {
	struct ws_trace_instruction instructions[LINES_LIMIT];
	struct ws_function list[LINES_LIMIT];
	uint32_t of[LINES_LIMIT];
	struct ws_trace_run run;
	struct ws_trace trace;
	struct ws_functions functions;
};

static inline void put_bytes(struct ws_trace_instruction *instruction, const char *text, int word)
{
	size_t size = strlen(text) / 2;

	instruction->size = (uint8_t)size;
	for (size_t at = 0; at < size; at++) {
		char digits[3] = {text[2 * at], text[2 * at + 1]};

		instruction->bytes[word ? size - 1 - at : at] = (uint8_t)strtoul(digits, NULL, 16);
	}
}

static inline void fill(struct fixture *fixture, const struct line *lines, size_t count, int words)
{
	memset(fixture, 0, sizeof(*fixture));
	for (size_t at = 0; at < count; at++) {
		fixture->instructions[at].world = WS_WORLD_HYPERVISOR;
		fixture->instructions[at].address = 0x1000 + 16 * at;
		put_bytes(&fixture->instructions[at], lines[at].bytes, words);
		fixture->list[at] = (struct ws_function){
			.world = WS_WORLD_HYPERVISOR,
			.address = 0x1000,
			.name = lines[at].function,
			.module = "",
		};
		fixture->of[at] = (uint32_t)at;
	}
	fixture->run = (struct ws_trace_run){.count = (uint32_t)count};
	fixture->trace = (struct ws_trace){
		.instructions = fixture->instructions,
		.instruction_count = count,
		.runs = &fixture->run,
		.run_count = 1,
		.executed = count,
	};
	fixture->functions = (struct ws_functions){fixture->list, count, fixture->of};
}

#endif
