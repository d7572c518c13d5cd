// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The fast design: one addition for each run of instructions that cannot be left midway.
 *
 * A block of translated code may be left at any instruction that faults, so an addition per block
 * counts too much. A segment ends with the first instruction that may leave; the addition sits
 * before its first one, so it is made exactly when all of the segment is executed or, of its last
 * instruction, attempted. What makes this exact in QEMU 10.0 (accel/tcg, target/arm):
 *
 * - Interrupts, the end of an icount budget and requests to stop are looked at where a block
 * begins, before its first instruction and so before its first addition (translator.c,
 * gen_tb_start).
 * - An access to a device that is not its block's last instruction is abandoned and made again in a
 *   block of its own (cpu_io_recompile). That block has CF_MEMI_ONLY, for which the emulator drops
 *   every callback and addition before an instruction: it counted at the attempt, and once.
 *   CF_MEMI_ONLY is part of the key under which blocks are found, so nothing else ever runs in it.
 * - A block cut short by the icount budget is another block with segments of its own. A translation
 *   that is begun again (buffer full, code too large) counts nothing, because nothing is counted
 *   while translating; the same goes for code thrown away because it was overwritten.
 * - An A64 block never crosses a page, so an instruction that cannot be fetched begins a block and
 *   is not in any segment: it was not executed.
 * - A block with an indirect branch before it may fault at its first instruction, whatever it is
 *   (entry_faults): that one is then a segment of its own.
 * - A marker ends its segment: its callback, which comes after the addition, finds all that led to
 * it counted, itself included, and nothing that follows.
 * - What is taken in place of an instruction that is there (a software step, PSTATE.IL, a
 * misaligned PC) counts as an attempt of it, in either design.
 *
 * Counters belong to levels of privilege, because blocks do: the level is in the key under which a
 * block is found (the MMU index in its flags), so a block never runs at another than it was
 * translated at. Whether EL1 and EL0 are a guest's is not in that key. A guest's and the host's
 * EL1 may share a block; their world is therefore settled when the counters are read and, before
 * that, whenever HCR_EL2 is about to be written: until then it had the value that it has now. (The
 * write ends its block, as all of system registers do unless they say otherwise: translate-a64.c,
 * handle_sys.)
 *
 * With several CPUs, of which one runs at a time, an addition goes to the counter of the CPU that
 * its block was translated for, whichever runs it (counters.h). The sum is therefore what all CPUs
 * have executed. While a window is open a block's begin looks which CPU runs; where it is another
 * than before, what was added since belongs to that one and to its value of HCR_EL2, which it had
 * at its last block's begin. Outside windows this is one test at each block's begin, and in windows
 * too while all other CPUs sleep (watch.h).
 */
#include "tracer/count.h"
#include "tracer/counters.h"
#include "tracer/cpus.h"
#include "tracer/guests.h"
#include "tracer/handlers.h"
#include "tracer/observe.h"
#include "tracer/path.h"
#include "tracer/places.h"
#include "tracer/registers.h"
#include "tracer/repeats.h"
#include "tracer/waits.h"
#include "tracer/watch.h"

#define FLAG_HANDLER  1 /* the block may be an interrupt's handler */
#define FLAG_IN_SIGHT 2 /* each block after this wait has a callback */
#define FLAG_PLACE    4 /* the block begins at a place of interest */

static const struct classifier *classifier;
static struct path path;
static unsigned int running;        /* the CPU that has executed what was added since */
static uint64_t controls[CPUS_MAX]; /* each CPU's control register when it ran last */
static bool control_known;          /* of the CPU running: nothing has written it since */
static bool settled; /* in a window, a block of the CPU running brings nothing new by itself */

static bool segments_prepare(const struct classifier *wanted)
{
	classifier = wanted;
	path_reset(&path);
	return counters_prepare();
}

/* After each change of what it looks at. */
static void watch(void)
{
	settled = path.open && control_known && !path.cpus[running].waits &&
		  !observe_awaits_answer(running);
	watch_update(&path, running, control_known);
}

/* What was executed since the last time was so by the CPU running, with this control register. */
static void settle(uint64_t control)
{
	uint64_t added[COUNTERS];

	counters_take(added);
	for (unsigned int level = 0; level < CLASSIFY_LEVELS; level++)
		path_executed(&path, running, classifier->world(level, control), added[level]);
	if (added[COUNTERS_FOREIGN])
		path_executed_foreign(&path, running);
}

static void settle_now(void)
{
	settle(guests_control(cpus_running()));
}

static void look(struct cpu_state *state)
{
	registers_state(state);
	state->control = guests_control(cpus_running());
}

static void before_world_changes(unsigned int index, void *userdata)
{
	(void)index;
	(void)userdata;
	if (!path.open)
		return;
	settle_now();
	control_known = false;
	watch();
}

/*
 * At a block's begin; whether anything was new. Reading registers is what this costs, so only what
 * may have changed is.
 */
static bool change_cpu(unsigned int cpu)
{
	if (cpu == running && control_known)
		return false;
	if (cpu != running)
		settle(controls[running]);
	running = cpu;
	controls[cpu] = guests_control(cpu);
	control_known = true;
	return true;
}

/* Whether there was one to come. */
static bool take_answer(unsigned int cpu)
{
	struct acknowledged answer;

	if (!observe_awaits_answer(cpu))
		return false;
	if (observe_acknowledged(cpu, &answer)) {
		settle_now();
		path_acknowledged(&path, cpu, &answer);
	}
	return true;
}

static void go_on(unsigned int cpu)
{
	if (path.open)
		settle_now();
	watch_goes_on(cpu);
	path_goes_on(&path, cpu);
}

static void handler_begins(unsigned int cpu, unsigned int level)
{
	struct cpu_state state;
	struct acknowledged taken;

	if (!observe_vector(level))
		return;
	look(&state);
	if (!observe_interrupt(cpu, &state, &path, &taken))
		return;
	settle(state.control);
	path_interrupted(&path, cpu);
	path_acknowledged(&path, cpu, &taken);
}

static void place_reached(unsigned int cpu)
{
	enum ws_place place = places_at(registers_read(REGISTER_COUNTER));

	if (place == WS_PLACE_NONE)
		return;
	settle_now();
	path_passes(&path, cpu, place);
}

/* Most blocks in windows: of no kind, on the CPU that ran before. */
static bool is_no_news(const struct place *place)
{
	return settled && !place->flags && cpus_runs(running) && !handlers_out_of_sight();
}

static void block_begins(unsigned int index, void *userdata)
{
	const struct place *place = userdata;
	bool news = false;
	unsigned int cpu;

	cpus_witness(place->cpu, index);
	if (is_no_news(place))
		return;
	cpu = cpus_running();
	if (cpu == CPUS_NONE)
		return;
	if (path.open)
		news = change_cpu(cpu);
	if (path.cpus[cpu].waits) {
		go_on(cpu);
		news = true;
	}
	if (path.open)
		news = take_answer(cpu) || news;
	if (news)
		watch();
	if (path.open && (place->flags & FLAG_HANDLER || handlers_out_of_sight()))
		handler_begins(cpu, place->operand);
	if (path.open && place->flags & FLAG_PLACE)
		place_reached(cpu);
}

static void before_send(unsigned int index, void *userdata)
{
	const struct place *place = userdata;
	struct cpu_state state;
	struct sent sent;

	(void)index;
	if (!path.open)
		return;
	look(&state);
	if (!observe_send(&state, place->operand, &sent))
		return;
	settle(state.control);
	path_sent(&path, running, &sent);
}

static void stored(unsigned int index, qemu_plugin_meminfo_t info, uint64_t address, void *userdata)
{
	unsigned int cpu = cpus_running();
	struct cpu_state state;
	struct sent sent;

	(void)index;
	(void)userdata;
	if (cpu == CPUS_NONE || !observe_store(cpu, info, address, &sent) || !path.open)
		return;
	look(&state);
	if (observe_world(&state) == WS_WORLD_GUEST)
		return;
	settle(state.control);
	path_sent(&path, running, &sent);
}

static void loaded(unsigned int index, qemu_plugin_meminfo_t info, uint64_t address, void *userdata)
{
	struct cpu_state state;
	struct acknowledged answer;

	(void)index;
	(void)userdata;
	if (!path.open || !observe_load(info, address, &answer))
		return;
	look(&state);
	if (observe_world(&state) == WS_WORLD_GUEST)
		return;
	settle(state.control);
	path_acknowledged(&path, running, &answer);
}

static void before_acknowledge(unsigned int index, void *userdata)
{
	const struct place *place = userdata;
	struct cpu_state state;

	(void)index;
	if (!path.open)
		return;
	look(&state);
	observe_acknowledging(running, &state, place->operand);
	watch();
}

static void after_acknowledge(unsigned int index, void *userdata)
{
	(void)index;
	(void)userdata;
	if (path.open && take_answer(running))
		watch();
}

static void before_wait(unsigned int index, void *userdata)
{
	const struct place *place = userdata;
	unsigned int cpu = cpus_running();
	struct cpu_state state;

	(void)index;
	look(&state);
	if (cpu == CPUS_NONE || !observe_wait(&state))
		return;
	path_waits(&path, cpu);
	if (place->flags & FLAG_IN_SIGHT)
		watch_sleeps(cpu);
	watch();
}

static void crosses(unsigned int cpu, bool enters)
{
	if (!path.open)
		return;
	settle(enters ? 0 : CONTROL_IN_GUEST);
	controls[cpu] = enters ? CONTROL_IN_GUEST : 0;
	if (enters)
		repeats_returned(cpu);
	else
		path_interrupted(&path, cpu);
}

static void before_return(unsigned int index, void *userdata)
{
	(void)index;
	(void)userdata;
	if (path.open)
		repeats_returned(running);
}

static void repetition_begins(unsigned int index, void *userdata)
{
	(void)index;
	(void)userdata;
	if (path.open)
		repeats_begun(running);
}

static void repetition_goes_on(unsigned int index, void *userdata)
{
	const struct place *place = userdata;
	uint64_t control;

	(void)index;
	if (!path.open || !repeats_resumed(running))
		return;
	control = guests_control(running);
	path_executed(&path, running, classifier->world(place->flags, control), 1);
}

/* A further round is in no segment. */
static void watch_repetition(const struct block *block, struct qemu_plugin_insn *insn, bool further)
{
	struct place place = {.cpu = block->cpu, .flags = block->level};

	qemu_plugin_register_vcpu_insn_exec_cond_cb(
		insn, further ? repetition_goes_on : repetition_begins, QEMU_PLUGIN_CB_R_REGS,
		QEMU_PLUGIN_COND_NE, counters_flag(COUNTERS_RETURNED), 0, place_keep(&place));
}

static void watch_return(const struct block *block, struct qemu_plugin_insn *insn)
{
	struct place place = {.cpu = block->cpu};

	qemu_plugin_register_vcpu_insn_exec_cond_cb(
		insn, before_return, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_COND_NE,
		counters_flag(COUNTERS_WATCHED), 0, place_keep(&place));
}

/* A block's place has its level for the operand. */
static void watch_block(const struct block *block)
{
	struct place place = {.cpu = block->cpu, .operand = block->level};
	enum counters_flag flag = COUNTERS_IN_WINDOW;

	if (block->may_handle_interrupt)
		place.flags = FLAG_HANDLER;
	if (block->at_place)
		place.flags |= FLAG_PLACE;
	if (block->may_handle_interrupt || block->may_end_wait || block->at_place)
		flag = COUNTERS_WATCHED;
	qemu_plugin_register_vcpu_tb_exec_cond_cb(block->tb, block_begins, QEMU_PLUGIN_CB_R_REGS,
						  QEMU_PLUGIN_COND_NE, counters_flag(flag), 0,
						  place_keep(&place));
}

static void segment_end(struct block *block)
{
	unsigned int counter = block->foreign ? COUNTERS_FOREIGN : block->level;

	if (!block->length)
		return;
	qemu_plugin_register_vcpu_insn_exec_inline_per_vcpu(
		block->first, QEMU_PLUGIN_INLINE_ADD_U64, counters_entry(block->cpu, counter),
		block->length);
	block->length = 0;
	block->entry_faults = false;
}

/* What some kinds of instructions are watched for; after their own addition. */
static void watch_instruction(const struct block *block, struct qemu_plugin_insn *insn,
			      const struct instruction *instruction)
{
	static const qemu_plugin_vcpu_udata_cb_t callbacks[] = {
		[INSTRUCTION_WORLD] = before_world_changes,
		[INSTRUCTION_SENDS] = before_send,
		[INSTRUCTION_WAITS] = before_wait,
		[INSTRUCTION_ACKNOWLEDGES] = before_acknowledge,
		[INSTRUCTION_KINDS] = NULL,
	};
	struct place place = {.cpu = block->cpu, .operand = instruction->operand};

	if (instruction->kind == INSTRUCTION_WAITS && waits_end_in_sight(insn))
		place.flags = FLAG_IN_SIGHT;
	if (instruction->kind == INSTRUCTION_STORES)
		qemu_plugin_register_vcpu_mem_cb(insn, stored, QEMU_PLUGIN_CB_R_REGS,
						 QEMU_PLUGIN_MEM_W, place_keep(&place));
	else if (instruction->kind == INSTRUCTION_LOADS)
		qemu_plugin_register_vcpu_mem_cb(insn, loaded, QEMU_PLUGIN_CB_R_REGS,
						 QEMU_PLUGIN_MEM_R, place_keep(&place));
	else if (instruction->kind == INSTRUCTION_RETURNS)
		watch_return(block, insn);
	else if (callbacks[instruction->kind])
		qemu_plugin_register_vcpu_insn_exec_cb(insn, callbacks[instruction->kind],
						       QEMU_PLUGIN_CB_R_REGS, place_keep(&place));
}

static void segments_instruction(struct block *block, struct qemu_plugin_insn *insn, size_t index,
				 const struct instruction *instruction)
{
	bool further = index == 0 && block->repeated && instruction->kind == INSTRUCTION_REPEATS &&
		       !block->foreign;

	if (block->acknowledges)
		qemu_plugin_register_vcpu_insn_exec_cb(insn, after_acknowledge,
						       QEMU_PLUGIN_CB_R_REGS, NULL);
	block->acknowledges = instruction->kind == INSTRUCTION_ACKNOWLEDGES;
	if (instruction->kind == INSTRUCTION_REPEATS)
		watch_repetition(block, insn, further);
	if (further)
		return;
	if (!block->length)
		block->first = insn;
	block->length++;
	if (instruction->kind != INSTRUCTION_PLAIN || block->entry_faults || block->foreign)
		segment_end(block);
	watch_instruction(block, insn, instruction);
}

static void segments_block_end(struct block *block)
{
	segment_end(block);
	watch_block(block);
}

static void segments_open(unsigned int cpu)
{
	settle_now();
	running = cpu;
	controls[cpu] = guests_control(cpu);
	control_known = true;
	observe_forget();
	repeats_reset();
	path_open(&path, cpu);
	watch();
}

static const char *segments_close(unsigned int cpu, struct ws_window *window)
{
	const char *problem;

	settle_now();
	problem = cpu == running ? path_close(&path, cpu, window, NULL)
				 : "a CPU went on unseen in a window";
	path_drop(&path);
	watch();
	return problem;
}

static void segments_drop(void)
{
	path_drop(&path);
	watch();
}

const struct count_design count_segments = {
	.name = "fast",
	.prepare = segments_prepare,
	.instruction = segments_instruction,
	.block_end = segments_block_end,
	.crosses = crosses,
	.control = guests_control,
	.counter = {.open = segments_open, .close = segments_close, .drop = segments_drop},
};
