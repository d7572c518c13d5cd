// SPDX-License-Identifier: GPL-2.0-or-later
/* The command line of `worldswitch explain`. */
#include "cli/explain_options.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/guess.h"
#include "cli/variations.h"
#include "report/names.h"

enum key { KEY_BY = 0x100, KEY_FORMAT, KEY_AGAINST, KEY_VMLINUX, KEY_XEN_SYMS, KEY_FROM };

static const struct argp_option options_table[] = {
	{.name = "by",
	 .key = KEY_BY,
	 .arg = "phase|class|function|cpu",
	 .doc = "What the table's parts are: where on the way out of the guest and back they "
		"stand, what instructions are spent on, in the study's groups (the default), "
		"whose they "
		"are, or on which CPU they are executed"},
	{.name = "from",
	 .key = KEY_FROM,
	 .arg = "FILE",
	 .doc = "The cell as this result document of `worldswitch run` has it: in the same "
		"machine, of the same kernel and hypervisor, and with the same count. --cpu, "
		"--gic, --apic, --smp, --dom0, --append, --kernel and --xen (of these two a part "
		"of the name or the version) choose among its results of the target"},
	{.name = "against",
	 .key = KEY_AGAINST,
	 .arg = "CELL|FILE",
	 .doc = "Show this cell beside, or the same cell as a result document has it (a file that "
		"is there and has a '/' in its name or ends in .json), and what the difference "
		"between the two is made of"},
	{.name = "vmlinux",
	 .key = KEY_VMLINUX,
	 .arg = "FILE",
	 .doc = "Take the names of the kernel's functions from this file, which has to be of the "
		"very build that runs (default: from the kernel that runs); of two kernels, "
		"twice: the build ID tells which is whose"},
	{.name = "xen-syms",
	 .key = KEY_XEN_SYMS,
	 .arg = "FILE",
	 .doc = "Likewise those of Xen's (default: from its package of debugging symbols)"},
	{.name = "format",
	 .key = KEY_FORMAT,
	 .arg = "table|json|folded|callgrind|trace-event",
	 .doc = "table, JSON with every axis, or a file for other tools: folded stacks (flame "
		"graphs, speedscope), "
		"callgrind (KCachegrind), trace events (Perfetto). Two cells: table, json or "
		"folded, the stacks with both counts (differential flame graphs)"},
	{.name = "output", .key = 'o', .arg = "FILE", .doc = "Write there and not to stdout"},
	{0},
};

/* The position of a word in a list, or -EINVAL and a line. */
static int word_of(const char *word, const char *option, const char *const *words, size_t count,
		   const char *list, struct ws_error *error)
{
	for (size_t at = 0; at < count; at++)
		if (strcmp(word, words[at]) == 0)
			return (int)at;
	return ws_fail(error, EINVAL, "--%s '%.64s': it is %s", option, word, list);
}

static int take_by(const char *value, struct cli_explain_options *options)
{
	static const char *const words[] = {
		[WS_AXIS_PHASE] = "phase",
		[WS_AXIS_CLASS] = "class",
		[WS_AXIS_FUNCTION] = "function",
		[WS_AXIS_CPU] = "cpu",
	};
	int word = word_of(value, "by", words, WS_AXIS_COUNT, "phase, class, function or cpu",
			   &options->run.error);

	options->by = word < 0 ? WS_AXIS_CLASS : (enum ws_axis)word;
	return word < 0 ? word : 0;
}

static int take_format(const char *value, struct cli_explain_options *options)
{
	static const char *const words[] = {
		[CLI_EXPLAIN_TABLE] = "table",
		[CLI_EXPLAIN_JSON] = "json",
		[CLI_EXPLAIN_FOLDED] = "folded",
		[CLI_EXPLAIN_CALLGRIND] = "callgrind",
		[CLI_EXPLAIN_TRACE_EVENT] = "trace-event",
	};
	int word = word_of(value, "format", words, CLI_EXPLAIN_FORMATS,
			   "table, json, folded, callgrind or trace-event", &options->run.error);

	options->format = word < 0 ? CLI_EXPLAIN_TABLE : (enum cli_explain_format)word;
	return word < 0 ? word : 0;
}

/* arm64/kvm-vhe/hypercall: the benchmark is what follows the last stroke. */
static int take_cell(const char *value, struct cli_explain_cell *cell, struct ws_error *error)
{
	const char *stroke = strrchr(value, '/');
	char target[64];
	uint32_t benchmarks;
	int result;

	if (!stroke || strchr(value, '/') == stroke || (size_t)(stroke - value) >= sizeof(target))
		return ws_fail(error, EINVAL,
			       "'%.64s' is not a cell: it is TARGET/BENCHMARK, such as "
			       "arm64/kvm-vhe/hypercall",
			       value);
	if (strpbrk(value, "*?["))
		return ws_fail(
			error, EINVAL,
			"'%.64s' is a pattern, which `run` alone takes: one cell is explained, "
			"TARGET/BENCHMARK",
			value);
	memcpy(target, value, (size_t)(stroke - value));
	target[stroke - value] = '\0';
	result = cli_target_of(target, &cell->target, error);
	if (!result)
		result = cli_benchmarks_of(stroke + 1, &benchmarks, error);
	if (result)
		return result;
	if (benchmarks & (benchmarks - 1))
		return ws_fail(error, EINVAL, "'%.64s' is more than one cell", value);
	cell->benchmark = (enum ws_benchmark)__builtin_ctz(benchmarks);
	if (!ws_code_of(cell->target->id))
		return ws_fail(error, EINVAL, "cells of %s cannot be explained yet",
			       cell->target->id);
	return 0;
}

/* A cell has a '/', too, but is no file. */
static bool is_document(const char *value)
{
	const char *end = strrchr(value, '.');

	return (end && strcmp(end, ".json") == 0) ||
	       (strchr(value, '/') && access(value, F_OK) == 0);
}

/* Whatever is compared is the same cell, or is in the same document. */
static void complete(struct cli_explain_options *options)
{
	struct cli_explain_cell *against = &options->against;

	if (against->from && !against->target) {
		against->target = options->cell.target;
		against->benchmark = options->cell.benchmark;
	} else if (against->target) {
		against->from = options->cell.from;
	}
}

static int finish(struct cli_explain_options *options)
{
	struct cli_run_options *run = &options->run;

	if (!options->cell.target)
		return ws_fail(&run->error, EINVAL,
			       "which cell? TARGET/BENCHMARK, such as arm64/kvm-vhe/hypercall");
	complete(options);
	run->targets[run->target_count++] = options->cell.target;
	if (options->against.target && options->against.target != options->cell.target)
		run->targets[run->target_count++] = options->against.target;
	if (run->suites.count && options->cell.from)
		return ws_fail(&run->error, EINVAL,
			       "--suite: a result does not say of which suite its packages were: "
			       "choose by --kernel or --xen");
	return -cli_variations_check(run);
}

static int take_file(const char *option, const char *value, struct lab_symbol_file *list,
		     size_t *count, struct ws_error *error)
{
	if (*count == LAB_SYMBOL_FILES_MAX)
		return ws_fail(error, EINVAL,
			       "--%s '%.64s' is one too many: no more than two cells are shown",
			       option, value);
	return cli_text_of(option, value, &list[(*count)++].path, error);
}

static int take_value(int key, const char *value, struct cli_explain_options *options)
{
	struct lab_symbol_files *files = &options->files;
	struct ws_error *error = &options->run.error;

	switch (key) {
	case KEY_BY:
		return take_by(value, options);
	case KEY_FORMAT:
		return take_format(value, options);
	case KEY_FROM:
		return cli_text_of("from", value, &options->cell.from, error);
	case KEY_AGAINST:
		if (!is_document(value))
			return take_cell(value, &options->against, error);
		options->against.from = value;
		return 0;
	case KEY_VMLINUX:
		return take_file("vmlinux", value, files->vmlinux, &files->vmlinux_count, error);
	case KEY_XEN_SYMS:
		return take_file("xen-syms", value, files->xen_syms, &files->xen_syms_count, error);
	case 'o':
		return cli_text_of("output", value, &options->output, error);
	default: /* ARGP_KEY_ARG */
		return options->cell.target
			       ? ws_fail(error, EINVAL,
					 "one cell at a time; another one beside it is --against")
			       : take_cell(value, &options->cell, error);
	}
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct cli_explain_options *options = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &options->run;
		state->child_inputs[1] = &options->run;
		return 0;
	case ARGP_KEY_END:
		return -finish(options);
	case KEY_BY:
	case KEY_FORMAT:
	case KEY_FROM:
	case KEY_AGAINST:
	case KEY_VMLINUX:
	case KEY_XEN_SYMS:
	case 'o':
	case ARGP_KEY_ARG:
		return -take_value(key, value, options);
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_child children[] = {
	{.argp = &cli_limits_argp}, {.argp = &cli_variations_argp}, {0}};

const struct argp cli_explain_argp = {
	.options = options_table,
	.parser = parse,
	.children = children,
	.args_doc = "CELL",
	.doc = "Takes one transition apart: where every instruction of a cell's most frequent "
	       "sample goes. The cell is measured, then measured again with that sample recorded "
	       "instruction by instruction; the parts add up to the cell's value exactly. Where "
	       "--against or two values of --cpu, --gic, --apic, --smp, --append, --kernel, --xen "
	       "or --suite name two, they are lined up by what makes the difference."
	       "\vExamples:\n"
	       "  worldswitch explain arm64/kvm-nvhe/hypercall\n"
	       "  worldswitch explain arm64/kvm-vhe/io-in --by function\n"
	       "  worldswitch explain arm64/kvm-nvhe/hypercall --against arm64/kvm-vhe/hypercall\n"
	       "  worldswitch explain arm64/kvm-vhe/hypercall --kernel ./A --kernel ./B\n"
	       "  worldswitch explain arm64/kvm-vhe/io-in --append mitigations=off --append ''\n"
	       "  worldswitch explain arm64/kvm-vhe/hypercall --from old.json --against new.json\n"
	       "  worldswitch explain arm64/kvm-vhe/hypercall --format folded -o stacks.txt\n",
};

int cli_explain_parse(int argc, char **argv, struct cli_explain_options *options)
{
	*options = (struct cli_explain_options){
		.run =
			{
				.iterations = WS_ITERATIONS_DEFAULT,
				.timeout = CLI_TIMEOUT_DEFAULT,
			},
		.by = WS_AXIS_CLASS,
	};
	return cli_parse(&cli_explain_argp, argc, argv, options, &options->run.error);
}
