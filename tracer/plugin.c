// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The QEMU plugin: counts every instruction between two markers (markers.h), exactly, and writes
 * what it counted as a stream of lines (windows.h).
 *
 *     -plugin worldswitch-tracer.so[,fd=N][,mode=fast|oracle][,sgir=ADDRESS,iar=ADDRESS]
 *             [,icr=ADDRESS]
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
#include "tracer/data.h"
#include "tracer/guests.h"
#include "tracer/handlers.h"
#include "tracer/observe.h"
#include "tracer/options.h"
#include "tracer/places.h"
#include "tracer/qemu_plugin.h"
#include "tracer/record.h"
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

static qemu_plugin_id_t plugin;

/* NULL, or why the marker's CPU, or another, cannot be told, or what comes between them. */
static const char *find_cpu(struct marker *marker, const struct place *place, unsigned int index)
{
	const char *problem;

	marker->cpu = cpus_running();
	cpus_witness(place->cpu, index);
	problem = cpus_problem();
	return problem ? problem : handlers_problem();
}

static void start_counting(qemu_plugin_id_t id);

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
	for (unsigned int i = 0; i < 3; i++)
		marker.operands[i] = registers_read(REGISTER_OPERAND_0 + i);

	pthread_mutex_lock(&lock);
	problem = find_cpu(&marker, place, index);
	marker.world = classifier->world(level, design->control(marker.cpu % CPUS_MAX));
	if (problem)
		cells_refuse("%s", problem);
	/* What counting stands on: all code is counted, and the fast design's level is the block's.
	 */
	if (!counting)
		cells_refuse("the emulator ran code that it was told to throw away");
	else if (level != place->flags)
		cells_refuse("the emulator ran code for level %u at level %u", place->flags, level);
	if (marker.number == WS_MARKER_DATA)
		data_marker(marker.operands);
	else if (marker.cpu != CPUS_NONE)
		cells_marker(&marker);
	/* What has been translated before does not look out for it. */
	if (places_are_new())
		qemu_plugin_reset(plugin, start_counting);
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

static void watch_marker(struct qemu_plugin_insn *insn, unsigned int cpu, unsigned int marker,
			 unsigned int level)
{
	const struct place place = {
		.cpu = cpu,
		.operand = marker - WS_MARKER_FIRST,
		.flags = level,
	};

	qemu_plugin_register_vcpu_insn_exec_cb(insn, marker_executed, QEMU_PLUGIN_CB_R_REGS,
					       place_keep(&place));
}

/* Where exceptions are taken to; and interrupts. */
static void find_handlers(struct block *block)
{
	uint64_t address = qemu_plugin_tb_vaddr(block->tb);

	if (!classifier->handler_size) {
		block->may_be_vector = classifier->may_be_vector(address);
		block->may_handle_interrupt = classifier->may_handle_interrupt(address);
		return;
	}
	if (block->cpu != CPUS_NONE && !guests_in(block->cpu) &&
	    !classifier->restarts(block->level))
		handlers_read(block->cpu);
	block->may_be_vector = handlers_begin_at(address);
	block->may_handle_interrupt = block->may_be_vector;
}

static bool may_end_wait(const struct block *block)
{
	/* All are asked, vectors as well: what is known of addresses has to be complete. */
	bool after_wait = waits_end_at(qemu_plugin_tb_get_insn(block->tb, 0));

	return after_wait || block->may_be_vector ||
	       (classifier->restarts && classifier->restarts(block->level));
}

/* What has to be seen from the start on. */
static void watch_instruction(struct qemu_plugin_insn *insn, enum instruction_kind kind)
{
	if (kind == INSTRUCTION_ENTERS)
		guests_watch_entry(insn);
	if (kind == INSTRUCTION_TABLE)
		handlers_watch(insn);
}

static void instrument_block(struct qemu_plugin_tb *tb)
{
	size_t count = qemu_plugin_tb_n_insns(tb);
	struct block block = {.tb = tb, .cpu = cpus_running()};
	struct cpu_state state;

	registers_state(&state);
	block.level = classifier->level(&state);
	block.world = observe_world(&state);
	block.foreign = !classifier->describes(&state, qemu_plugin_tb_vaddr(tb));
	block.entry_faults = classifier->entry_faults(&state);
	block.repeated =
		classifier->repeated && classifier->repeated(registers_read(REGISTER_FLAGS));
	if (!block.foreign)
		find_handlers(&block);
	block.at_place = !block.foreign && places_at(qemu_plugin_tb_vaddr(tb)) != WS_PLACE_NONE;
	block.may_end_wait = cpus_count() > 1 && !block.foreign && may_end_wait(&block);
	for (size_t i = 0; i < count; i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
		struct instruction instruction = {.kind = INSTRUCTION_LEAVES};

		if (!block.foreign)
			instruction = classify(insn, block.level);
		/* In this order: a marker's callback comes after its own count. */
		design->instruction(&block, insn, i, &instruction);
		if (instruction.kind == INSTRUCTION_MARKER)
			watch_marker(insn, block.cpu, instruction.marker, block.level);
		watch_instruction(insn, instruction.kind);
	}
	design->block_end(&block);
	guests_watch_block(tb);
}

static void register_callbacks(qemu_plugin_id_t id);

/* All CPUs stand still, and no translated code is left. */
static void start_counting(qemu_plugin_id_t id)
{
	counting = true;
	handlers_outdate();
	if (design->begin)
		design->begin();
	register_callbacks(id);
}

static void look_for_marker(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	size_t count = qemu_plugin_tb_n_insns(tb);

	for (size_t i = 0; i < count; i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
		uint8_t bytes[CLASSIFY_INSTRUCTION_MAX];
		size_t size = qemu_plugin_insn_data(insn, bytes, sizeof(bytes));

		if (classifier->entry_size)
			watch_instruction(insn, classifier->instruction(bytes, size).kind);
		if (!classifier->is_marker(bytes, size))
			continue;
		watch_marker(insn, cpus_running(), classify(insn, 0).marker, CLASSIFY_LEVELS);
		if (!flush_requested)
			qemu_plugin_reset(id, start_counting);
		flush_requested = true;
	}
	guests_watch_block(tb);
}

static void translate_block(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	if (counting)
		instrument_block(tb);
	else
		look_for_marker(id, tb);
}

static void crosses(unsigned int cpu, bool enters)
{
	handlers_read(cpu);
	if (counting && design->crosses)
		design->crosses(cpu, enters);
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
	else if (!cpus_add(index))
		cells_refuse("the emulator does not show which of several CPUs runs: use a build "
			     "with modules, as distributions have, or one CPU");
	pthread_mutex_unlock(&lock);
}

static void emulator_ends(qemu_plugin_id_t id, void *userdata)
{
	(void)id;
	(void)userdata;
	pthread_mutex_lock(&lock);
	cells_stop();
	stream_close();
	data_close();
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
	observe_start(classifier, options.icr ? options.icr : options.sgir, options.iar);
	if (options.trace)
		record_start(options.trace_cell, options.trace_total, options.trace_limit);
	waits_start(classifier);
	handlers_start(classifier);
	guests_start(classifier, crosses);
	for (size_t i = 0; i < sizeof(designs) / sizeof(designs[0]); i++)
		if (!strcmp(designs[i]->name, options.mode))
			design = designs[i];
	if (!design->prepare(classifier))
		return fail("no memory for counters");
	if (stream_open(options.fd) < 0)
		return fail("fd=%d is not a file, pipe or socket that is open for writing",
			    options.fd);
	if (options.data_fd >= 0 && data_open(options.data_fd) < 0)
		return fail("data-fd=%d is not a file, pipe or socket that is open for writing",
			    options.data_fd);
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
	plugin = id;
	cpus_start((unsigned int)cpus);
	register_callbacks(id);
	return 0;
}
