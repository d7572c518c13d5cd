// SPDX-License-Identifier: GPL-2.0-or-later
/* See record_code.h. Where memory is short code is missing, and the trace is cut where it would be.
 */
#include "tracer/record_code.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <worldswitch/trace.h>

#include "tracer/stream.h"

#define CODE_MAX   (UINT32_C(1) << 22)
#define BLOCK      1024 /* kept pointers must not move: memory is taken by blocks */
#define NO_NUMBER  UINT32_MAX
#define ANCHOR_GAP 20 /* anchors are so many address bits apart: not all of one module */

struct code {
	uint64_t address;
	uint64_t place;
	uint32_t number; /* among all code */
	uint8_t size;
	uint8_t bytes[WS_TRACE_BYTES_MAX];
	uint32_t introduced[WS_WORLD_COUNT]; /* its number in the trace, by world, or NO_NUMBER */
};

static struct code *blocks[CODE_MAX / BLOCK];
static uint32_t code_count;

/* Those of the trace that is being written, by their numbers in it. */
static struct {
	uint32_t code;
	uint8_t world;
} introduced[WS_TRACE_INSTRUCTIONS_MAX];
static uint32_t introduced_count;

static const uint8_t *memory_base; /* the fixed byte that places are counted from */
static uint64_t anchors[WS_TRACE_ANCHORS_MAX];
static size_t anchor_count;

/* What an instruction is that there was no memory for. */
static struct code lost = {.number = NO_NUMBER};

static struct code *code_at(uint32_t number)
{
	return &blocks[number / BLOCK][number % BLOCK];
}

static struct code *take_code(void)
{
	struct code *code;

	if (code_count == CODE_MAX)
		return NULL;
	if (!blocks[code_count / BLOCK])
		blocks[code_count / BLOCK] = calloc(BLOCK, sizeof(struct code));
	if (!blocks[code_count / BLOCK])
		return NULL;
	code = code_at(code_count);
	code->number = code_count++;
	return code;
}

static uint64_t place_of(const struct qemu_plugin_insn *insn)
{
	const uint8_t *host = qemu_plugin_insn_haddr(insn);

	if (!host)
		return 0;
	if (!memory_base)
		memory_base = host;
	return (uint64_t)(uintptr_t)host - (uint64_t)(uintptr_t)memory_base;
}

/* Kernels and hypervisors have the upper half of the addresses. */
static void note_anchor(const struct code *code, enum ws_world world)
{
	if (world == WS_WORLD_GUEST || world == WS_WORLD_HOST_USER || !(code->address >> 63) ||
	    anchor_count == WS_TRACE_ANCHORS_MAX)
		return;
	for (size_t at = 0; at < anchor_count; at++)
		if (anchors[at] >> ANCHOR_GAP == code->address >> ANCHOR_GAP)
			return;
	anchors[anchor_count++] = code->address;
	stream_line("anchor 0x%" PRIx64 " 0x%" PRIx64, code->address, code->place);
}

void *record_code_keep(const struct qemu_plugin_insn *insn, enum ws_world world)
{
	struct code *code = take_code();
	size_t size;

	if (!code)
		return &lost;
	size = qemu_plugin_insn_data(insn, code->bytes, sizeof(code->bytes));
	code->size = (uint8_t)(size < sizeof(code->bytes) ? size : sizeof(code->bytes));
	code->address = qemu_plugin_insn_vaddr(insn);
	code->place = place_of(insn);
	note_anchor(code, world);
	return code;
}

uint32_t record_code_number(const void *kept)
{
	return ((const struct code *)kept)->number;
}

void record_code_begin(void)
{
	introduced_count = 0;
	for (uint32_t at = 0; at < code_count; at++)
		memset(code_at(at)->introduced, 0xff, sizeof(code_at(at)->introduced));
}

static bool same(const struct code *a, const struct code *b)
{
	return a->address == b->address && a->place == b->place && a->size == b->size &&
	       !memcmp(a->bytes, b->bytes, a->size);
}

/* Code that was translated more than once is one instruction: the first that was introduced. */
static uint32_t find_introduced(const struct code *code, enum ws_world world)
{
	for (uint32_t at = 0; at < introduced_count; at++)
		if (introduced[at].world == world && same(code_at(introduced[at].code), code))
			return at;
	return NO_NUMBER;
}

static void print_code(const struct code *code, enum ws_world world, char text[WS_STREAM_LINE_MAX])
{
	int used = snprintf(text, WS_STREAM_LINE_MAX, "i %d 0x%" PRIx64 " 0x%" PRIx64 " ",
			    (int)world, code->address, code->place);

	for (uint8_t at = 0; at < code->size; at++)
		used += snprintf(text + used, (size_t)(WS_STREAM_LINE_MAX - used), "%02x",
				 code->bytes[at]);
}

enum record_code record_code_introduce(uint32_t number_of_all, enum ws_world world,
				       uint32_t *number, char text[WS_STREAM_LINE_MAX])
{
	struct code *code;

	if (number_of_all == NO_NUMBER)
		return RECORD_CODE_FULL;
	code = code_at(number_of_all);
	*number = code->introduced[world];
	if (*number != NO_NUMBER)
		return RECORD_CODE_KNOWN;
	*number = find_introduced(code, world);
	if (*number != NO_NUMBER) {
		code->introduced[world] = *number;
		return RECORD_CODE_KNOWN;
	}
	if (introduced_count == WS_TRACE_INSTRUCTIONS_MAX)
		return RECORD_CODE_FULL;
	introduced[introduced_count].code = number_of_all;
	introduced[introduced_count].world = (uint8_t)world;
	*number = code->introduced[world] = introduced_count++;
	print_code(code, world, text);
	return RECORD_CODE_NEW;
}
