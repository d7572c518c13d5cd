// SPDX-License-Identifier: GPL-2.0-or-later
/* See record.h. */
#include "tracer/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <worldswitch/trace.h>

#include "tracer/counters.h"
#include "tracer/cpus.h"
#include "tracer/record_code.h"
#include "tracer/stream.h"

/* One instruction that was executed: its place in the list of all code, and by which world. */
struct step {
	uint32_t code;
	uint8_t world;
};

static struct {
	struct step *steps;
	uint64_t count; /* executed; those beyond the capacity are not kept */
	uint64_t capacity;
} executed[CPUS_MAX];

/* The instruction that was counted last, until it is recorded. */
static struct {
	bool any;
	unsigned int cpu;
	enum ws_world world;
} counted;

static bool wanted;
static uint32_t wanted_cell;
static uint64_t wanted_total; /* 0: each */
static uint64_t room;         /* instructions that may be written */
static uint64_t written_totals[WS_TRACES_MAX];
static size_t written_count;
static bool in_cell;
static bool open;
static bool closed;
static uint64_t stage_starts[WS_STAGES_MAX];
static uint32_t runs_begun;

void record_start(uint32_t cell, uint64_t total, uint64_t limit)
{
	wanted = true;
	wanted_cell = cell;
	wanted_total = total;
	room = limit && limit < WS_TRACE_EXECUTED_MAX ? limit : WS_TRACE_EXECUTED_MAX;
	in_cell = false;
	record_drop();
}

bool record_wanted(void)
{
	return wanted;
}

void record_cell(uint32_t cell)
{
	in_cell = wanted && cell == wanted_cell;
	record_drop();
}

void record_open(void)
{
	open = in_cell;
	closed = false;
	for (unsigned int cpu = 0; cpu < CPUS_MAX; cpu++)
		executed[cpu].count = 0;
}

void record_drop(void)
{
	open = false;
	closed = false;
	counted.any = false;
}

void record_close(const uint64_t starts[WS_STAGES_MAX])
{
	closed = open;
	open = false;
	memcpy(stage_starts, starts, sizeof(stage_starts));
}

static bool grow(unsigned int cpu)
{
	uint64_t capacity = executed[cpu].capacity ? 2 * executed[cpu].capacity : 4096;
	struct step *steps;

	if (capacity > WS_TRACE_EXECUTED_MAX)
		return false;
	steps = reallocarray(executed[cpu].steps, capacity, sizeof(*steps));
	if (!steps)
		return false;
	executed[cpu].steps = steps;
	executed[cpu].capacity = capacity;
	return true;
}

void record_counted(unsigned int cpu, enum ws_world world)
{
	counted.any = open;
	counted.cpu = cpu;
	counted.world = world;
}

static void instruction_executed(unsigned int index, void *userdata)
{
	unsigned int cpu = counted.cpu;

	(void)index;
	if (!counted.any)
		return;
	counted.any = false;
	if (executed[cpu].count < executed[cpu].capacity || grow(cpu))
		executed[cpu].steps[executed[cpu].count] = (struct step){
			.code = record_code_number(userdata),
			.world = (uint8_t)counted.world,
		};
	executed[cpu].count++;
}

void record_watch(struct qemu_plugin_insn *insn, enum ws_world world)
{
	qemu_plugin_register_vcpu_insn_exec_cond_cb(
		insn, instruction_executed, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_COND_NE,
		counters_flag(COUNTERS_IN_WINDOW), 0, record_code_keep(insn, world));
}

static uint64_t stage_total(const struct ws_stage *stage)
{
	uint64_t total = 0;

	for (size_t world = 0; world < WS_WORLD_COUNT; world++)
		total += stage->instructions[world];
	return total;
}

static uint64_t window_total(const struct ws_window *window)
{
	uint64_t total = 0;

	for (uint32_t at = 0; at < window->stage_count; at++)
		total += stage_total(&window->stages[at]);
	return total;
}

/* Of a total that none was written of yet, and whole if it is. */
static bool is_news(uint64_t total)
{
	for (size_t at = 0; at < written_count; at++)
		if (written_totals[at] == total)
			return false;
	return written_count < WS_TRACES_MAX && total <= room;
}

static bool is_wanted(const struct ws_window *window)
{
	uint64_t total = window_total(window);

	return closed && window->clean && (wanted_total ? total == wanted_total : is_news(total));
}

/* Who reads this may want to know it now. */
static void end_cell(void)
{
	stream_flush();
	wanted = in_cell = closed = false;
}

/* Nothing more is wanted, or no other window of this total. */
static void end_window(uint64_t total, uint64_t written)
{
	record_drop();
	wanted = in_cell = !wanted_total;
	if (!wanted)
		return;
	written_totals[written_count++] = total;
	room -= written;
}

/* A run of instructions that were introduced, and executed, one after the other. */
struct run {
	uint32_t stage;
	uint32_t first;
	uint32_t count;
};

static void write_run(const struct run *run)
{
	if (run->count)
		stream_line("x %" PRIu32 " %" PRIu32 " %" PRIu32, run->stage, run->first,
			    run->count);
}

static bool write_step(struct run *run, const struct step *step)
{
	uint32_t number;
	char text[WS_STREAM_LINE_MAX];

	switch (record_code_introduce(step->code, (enum ws_world)step->world, &number, text)) {
	case RECORD_CODE_FULL:
		return false;
	case RECORD_CODE_NEW:
		/* Before the run that it will be in, which may have begun. */
		stream_line("%s", text);
		break;
	case RECORD_CODE_KNOWN:
		break;
	}
	if (run->count && number == run->first + run->count) {
		run->count++;
		return true;
	}
	if (runs_begun == WS_TRACE_RUNS_MAX)
		return false;
	runs_begun++;
	write_run(run);
	run->first = number;
	run->count = 1;
	return true;
}

/* How many instructions were written; fewer than there are where the trace is cut. */
static uint64_t write_stage(uint32_t stage, unsigned int cpu, uint64_t start, uint64_t count,
			    uint64_t most)
{
	struct run run = {.stage = stage};
	uint64_t kept = executed[cpu].count < executed[cpu].capacity ? executed[cpu].count
								     : executed[cpu].capacity;
	uint64_t written = 0;

	while (written < count && written < most && start + written < kept &&
	       write_step(&run, &executed[cpu].steps[start + written]))
		written++;
	write_run(&run);
	return written;
}

void record_report(uint32_t number, const struct ws_window *window)
{
	uint64_t written = 0;
	bool cut = false;

	if (in_cell && !wanted_total && number >= WS_TRACED_WINDOWS)
		end_cell();
	if (!is_wanted(window)) {
		record_drop();
		return;
	}
	stream_line("trace %" PRIu32 " %" PRIu32, wanted_cell, number);
	record_code_begin();
	runs_begun = 0;
	for (uint32_t at = 0; at < window->stage_count && !cut; at++) {
		const struct ws_stage *stage = &window->stages[at];
		uint64_t count = stage_total(stage);
		uint64_t done =
			write_stage(at, stage->cpu, stage_starts[at], count, room - written);

		written += done;
		cut = done < count;
	}
	if (cut)
		stream_line("trace-cut");
	stream_line("trace-end %" PRIu64, written);
	stream_flush(); /* nothing else may be waited for */
	end_window(window_total(window), written);
}
