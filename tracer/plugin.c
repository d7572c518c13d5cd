// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The QEMU plugin: counts every instruction between two markers (markers.h), exactly, and writes
 * what it counted as a stream of lines (windows.h).
 *
 *     -plugin worldswitch-tracer.so[,fd=N][,mode=fast|oracle][,sgir=ADDRESS,iar=ADDRESS]
 *
 * Several CPUs have to share one thread, which icount makes them do: see cpus.h and path.h.
 */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <worldswitch/markers.h>
#include <worldswitch/windows.h>

#include "tracer/cells.h"
#include "tracer/classify/classify.h"
#include "tracer/count.h"
#include "tracer/cpus.h"
#include "tracer/observe.h"
#include "tracer/options.h"
#include "tracer/qemu_plugin.h"
#include "tracer/registers.h"
#include "tracer/stream.h"
#include "tracer/waits.h"

int qemu_plugin_version = QEMU_PLUGIN_VERSION;

static const struct count_design *const designs[] = {&count_segments, &count_oracle};

static const struct classifier *classifier;
static const struct count_design *design;

/* Markers come from the CPU's thread, the end of the emulator from its main one. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/*
 * Until the first marker is translated nothing is counted: booting a kernel is mostly translating,
 * and additions are most of what the tracer would add to that. The emulator is then told to throw
 * all translated code away, which it does before it runs anything else, that marker included.
 */
static bool counting;
static bool flush_requested;

/* NULL, or why the marker's CPU, or another, cannot be told. */
static const char *find_cpu(struct marker *marker, const struct place *place, unsigned int index)
{
	marker->cpu = cpus_running();
	cpus_witness(place->slot, index);
	return cpus_problem();
}

/* A marker's place has its number for the operand, from 0, and the level that it was translated at.
 */
static void marker_executed(unsigned int index, void *userdata)
{
	const struct place *place = userdata;
	struct marker marker = {.number = WS_MARKER_FIRST + place->operand};
	struct cpu_state state;
	const char *problem;
	unsigned int level;

	registers_state(&state);
	level = classifier->level(&state);
	marker.world = classifier->world(level, state.control);
	for (unsigned int i = 0; i < 3; i++)
		marker.operands[i] = registers_read(REGISTER_OPERAND_0 + i);

	pthread_mutex_lock(&lock);
	problem = find_cpu(&marker, place, index);
	if (problem)
		cells_refuse("%s", problem);
	/* What counting stands on: all code is counted, and the fast design's level is the block's.
	 */
	if (!counting)
		cells_refuse("the emulator ran code that it was told to throw away");
	else if (level != place->flags)
		cells_refuse("the emulator ran code for level %u at level %u", place->flags, level);
	if (marker.cpu != CPUS_NONE)
		cells_marker(&marker);
	pthread_mutex_unlock(&lock);
}

static struct instruction classify(const struct qemu_plugin_insn *insn, unsigned int level)
{
	uint8_t bytes[CLASSIFY_INSTRUCTION_MAX];
	struct instruction result =
		classifier->instruction(bytes, qemu_plugin_insn_data(insn, bytes, sizeof(bytes)));

	if (!observe_wants(result.kind, level) ||
	    (result.kind == INSTRUCTION_WAITS && (cpus_count() == 1 || !waits_are_followed(insn))))
		result.kind = INSTRUCTION_LEAVES;
	return result;
}

static void watch_marker(struct qemu_plugin_insn *insn, unsigned int slot, unsigned int marker,
			 unsigned int level)
{
	const struct place place = {
		.slot = slot,
		.operand = marker - WS_MARKER_FIRST,
		.flags = level,
	};

	qemu_plugin_register_vcpu_insn_exec_cb(insn, marker_executed, QEMU_PLUGIN_CB_R_REGS,
					       place_keep(&place));
}

static bool may_end_wait(struct qemu_plugin_tb *tb)
{
	/* All are asked, vectors as well: what is known of addresses has to be complete. */
	bool after_wait = waits_end_at(qemu_plugin_tb_get_insn(tb, 0));

	return after_wait || classifier->may_be_vector(qemu_plugin_tb_vaddr(tb));
}

static void instrument_block(struct qemu_plugin_tb *tb)
{
	size_t count = qemu_plugin_tb_n_insns(tb);
	struct block block = {.tb = tb, .slot = cpus_translating()};
	struct cpu_state state;

	registers_state(&state);
	block.level = classifier->level(&state);
	block.foreign = !classifier->describes(&state, qemu_plugin_tb_vaddr(tb));
	block.entry_faults = classifier->entry_faults(&state);
	block.may_handle_interrupt =
		!block.foreign && classifier->may_handle_interrupt(qemu_plugin_tb_vaddr(tb));
	block.may_end_wait = cpus_count() > 1 && !block.foreign && may_end_wait(tb);
	for (size_t i = 0; i < count; i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
		struct instruction instruction = {.kind = INSTRUCTION_LEAVES};

		if (!block.foreign)
			instruction = classify(insn, block.level);
		/* In this order: a marker's callback comes after its own count. */
		design->instruction(&block, insn, i, &instruction);
		if (instruction.kind == INSTRUCTION_MARKER)
			watch_marker(insn, block.slot, instruction.marker, block.level);
	}
	design->block_end(&block);
}

static void register_callbacks(qemu_plugin_id_t id);

/* All CPUs stand still, and no translated code is left. */
static void start_counting(qemu_plugin_id_t id)
{
	counting = true;
	cpus_tell_apart();
	register_callbacks(id);
}

static void look_for_marker(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	size_t count = qemu_plugin_tb_n_insns(tb);

	for (size_t i = 0; i < count; i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
		uint8_t bytes[CLASSIFY_INSTRUCTION_MAX];

		if (!classifier->is_marker(bytes,
					   qemu_plugin_insn_data(insn, bytes, sizeof(bytes))))
			continue;
		watch_marker(insn, CPUS_NONE, classify(insn, 0).marker, CLASSIFY_LEVELS);
		if (!flush_requested)
			qemu_plugin_reset(id, start_counting);
		flush_requested = true;
	}
}

static void translate_block(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	if (counting)
		instrument_block(tb);
	else
		look_for_marker(id, tb);
}

static void cpu_started(qemu_plugin_id_t id, unsigned int index)
{
	static pthread_t thread;
	const char *missing = registers_find(classifier);

	(void)id;
	pthread_mutex_lock(&lock);
	if (index == 0)
		thread = pthread_self();
	if (missing)
		cells_refuse("the emulator does not show the register %s", missing);
	else if (index >= cpus_count())
		cells_refuse("a CPU was added: only %u were there at the start", cpus_count());
	else if (!pthread_equal(thread, pthread_self()))
		cells_refuse("CPUs run at the same time: use -icount, which takes turns");
	pthread_mutex_unlock(&lock);
}

static void emulator_ends(qemu_plugin_id_t id, void *userdata)
{
	(void)id;
	(void)userdata;
	pthread_mutex_lock(&lock);
	cells_stop();
	stream_close();
	pthread_mutex_unlock(&lock);
}

static void register_callbacks(qemu_plugin_id_t id)
{
	qemu_plugin_register_atexit_cb(id, emulator_ends, NULL);
	qemu_plugin_register_vcpu_init_cb(id, cpu_started);
	qemu_plugin_register_vcpu_tb_trans_cb(id, translate_block);
}

/* The one line on the emulator's error output; what it returns fails the installation. */
__attribute__((format(printf, 1, 2))) static int fail(const char *format, ...)
{
	va_list arguments;

	fputs(WS_STREAM_NAME ": ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	return 1;
}

static int check_emulator(const qemu_info_t *info)
{
	if (info->version.min > QEMU_PLUGIN_VERSION || info->version.cur < QEMU_PLUGIN_VERSION)
		return fail("the emulator offers versions %d to %d of its plugin interface, not "
			    "%d: use QEMU 10.0 or newer",
			    info->version.min, info->version.cur, QEMU_PLUGIN_VERSION);
	if (!info->system_emulation)
		return fail("only whole machines can be traced, not single programs: use "
			    "qemu-system-%s",
			    info->target_name);
	classifier = classifier_find(info->target_name);
	if (!classifier)
		return fail("%s is not an architecture that can be traced", info->target_name);
	if (!registers_prepare())
		return fail("the emulator was built without the library that its registers are "
			    "read through (glib)");
	return 0;
}

static int check_arguments(int argc, char **argv)
{
	struct options options;
	const char *wrong = options_parse(argc, argv, &options);

	if (wrong)
		return fail("unknown argument %s: " OPTIONS_USAGE, wrong);
	wrong = options_conflict(&options);
	if (wrong)
		return fail("%s", wrong);
	observe_start(classifier, options.sgir, options.iar);
	waits_start(classifier);
	for (size_t i = 0; i < sizeof(designs) / sizeof(designs[0]); i++)
		if (!strcmp(designs[i]->name, options.mode))
			design = designs[i];
	if (!design->prepare(classifier))
		return fail("no memory for counters");
	if (stream_open(options.fd) < 0)
		return fail("fd=%d is not a file, pipe or socket that is open for writing",
			    options.fd);
	return 0;
}

QEMU_PLUGIN_EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc,
					   char **argv)
{
	int cpus;
	int result = check_emulator(info);

	if (!result)
		result = check_arguments(argc, argv);
	if (result)
		return result;

	cpus = info->system.max_vcpus;
	stream_line("%s %d mode=%s cpus=%d", WS_STREAM_NAME, WS_STREAM_VERSION, design->name, cpus);
	stream_flush();
	cells_start(&design->counter);
	if (cpus > CPUS_MAX) {
		cells_refuse("%d CPUs: at most %d can be followed", cpus, CPUS_MAX);
		return 0;
	}
	cpus_start((unsigned int)cpus);
	register_callbacks(id);
	return 0;
}
