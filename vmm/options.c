// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command line. Everything is checked here, before a VM exists: a number out of its range or a
 * benchmark that is not in the list never reaches the guest.
 */
#include "vmm/options.h"

#include <errno.h>
#include <getopt.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include <worldswitch/benchmarks.h>
#include <worldswitch/limits.h>

#include "host/cpus.h"
#include "report/formats.h"
#include "report/table.h"
#include "vmm/arch.h"

#define TEXT(value)       #value
#define NUMBER(macro)     TEXT(macro)
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#define HELP_WIDTH       80
#define HELP_INDENT      29
#define BENCHMARK_INDENT 19

#define BENCHMARK_ID(symbol, id, name, path, meaning) [WS_BENCHMARK_##symbol] = (id),
static const char *const benchmark_ids[] = {WS_BENCHMARK_LIST(BENCHMARK_ID)};

int vmm_options_number(const char *name, const char *text, unsigned int least, unsigned int most,
		       unsigned int *number, struct ws_error *error)
{
	unsigned long value;
	char *end;

	errno = 0;
	value = strtoul(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || *end || errno || value < least || value > most)
		return ws_fail(error, EINVAL, "%s '%s': not a number from %u to %u", name, text,
			       least, most);
	*number = (unsigned int)value;
	return 0;
}

static int find_benchmark(const char *name, size_t length)
{
	for (size_t i = 0; i < WS_BENCHMARK_COUNT; i++)
		if (strlen(benchmark_ids[i]) == length &&
		    strncmp(benchmark_ids[i], name, length) == 0)
			return (int)i;
	return -1;
}

static int parse_benchmarks(const char *text, struct vmm_options *options, struct ws_error *error)
{
	for (;;) {
		size_t length = strcspn(text, ",");
		int benchmark = find_benchmark(text, length);

		if (benchmark < 0)
			return ws_fail(error, EINVAL, "unknown benchmark '%.*s': see --help",
				       length > 64 ? 64 : (int)length, text);
		options->benchmarks |= 1U << benchmark;
		if (!text[length])
			return 0;
		text += length + 1;
	}
}

static int parse_iterations(const char *text, struct vmm_options *options, struct ws_error *error)
{
	return vmm_options_number("--iterations", text, 1, WS_ITERATIONS_MAX, &options->iterations,
				  error);
}

static int parse_vcpus(const char *text, struct vmm_options *options, struct ws_error *error)
{
	return vmm_options_number("--vcpus", text, 1, 2, &options->cpus, error);
}

static int parse_clock(const char *text, struct vmm_options *options, struct ws_error *error)
{
	(void)text;
	(void)error;
	options->timed = true;
	return 0;
}

static int parse_cpus(const char *text, struct vmm_options *options, struct ws_error *error)
{
	struct host_cpus cpus;

	if (host_cpus_read(text, &cpus))
		return ws_fail(error, EINVAL, "--cpus '%.64s': not one or two CPUs", text);
	options->measured_cpu = cpus.measured;
	options->others_cpu = cpus.others;
	options->placed = true;
	return 0;
}

static int parse_tune(const char *text, struct vmm_options *options, struct ws_error *error)
{
	(void)text;
	(void)error;
	options->tune = true;
	return 0;
}

static int parse_memory(const char *text, struct vmm_options *options, struct ws_error *error)
{
	return vmm_options_number("--memory", text, 4, 4096, &options->memory_mib, error);
}

static int parse_timeout(const char *text, struct vmm_options *options, struct ws_error *error)
{
	return vmm_options_number("--timeout", text, 1, WS_TIMEOUT_S_MAX, &options->timeout, error);
}

static int parse_format(const char *text, struct vmm_options *options, struct ws_error *error)
{
	const struct ws_format *format = ws_format_find(text);

	if (!format && strcmp(text, "records") != 0)
		return ws_fail(error, EINVAL,
			       "--format '%.64s': there is none of this name: see --help", text);
	options->format = format;
	return 0;
}

/* Who asks for much of each cell, and for little in all, would lose the last ones. */
static int check_duration(const struct vmm_options *options, struct ws_error *error)
{
	uint32_t set = options->benchmarks ? options->benchmarks : VMM_BENCHMARKS_ALL;
	uint32_t cells = (uint32_t)__builtin_popcount(set);
	uint32_t least = ws_timeout_least(cells, options->cell_ms);

	return least <= options->timeout
		       ? 0
		       : ws_fail(error, EINVAL,
				 "--duration %u for %u benchmarks takes a --timeout of %u",
				 options->cell_ms, cells, least);
}

static int parse_duration(const char *text, struct vmm_options *options, struct ws_error *error)
{
	return vmm_options_number("--duration", text, 1, WS_DURATION_MS_MAX, &options->cell_ms,
				  error);
}

static int parse_patience(const char *text, struct vmm_options *options, struct ws_error *error)
{
	return vmm_options_number("--patience", text, 1, WS_PATIENCE_S_MAX, &options->patience,
				  error);
}

static int parse_samples(const char *text, struct vmm_options *options, struct ws_error *error)
{
	if (!*text)
		return ws_fail(error, EINVAL, "--samples: an empty file name");
	options->samples = text;
	return 0;
}

static int parse_probe(const char *text, struct vmm_options *options, struct ws_error *error)
{
	if (!*text)
		return ws_fail(error, EINVAL, "--probe: an empty file name");
	options->probe = text;
	return 0;
}

/* An option without a parse function ends the command line's reading with its request. */
static const struct vmm_option *const entries[] = {
	&(const struct vmm_option){
		.letter = 'b',
		.name = "benchmarks",
		.argument = "NAME,...",
		.help = "which benchmarks to run (default: all)",
		.parse = parse_benchmarks,
	},
	&(const struct vmm_option){
		.letter = 'n',
		.name = "iterations",
		.argument = "NUMBER",
		.help = "the most samples of each (default: " NUMBER(
			WS_SAMPLES_DEFAULT) "; in the lab " NUMBER(WS_ITERATIONS_DEFAULT) ")",
		.parse = parse_iterations,
	},
	&(const struct vmm_option){
		.letter = 'c',
		.name = "cpus",
		.argument = "CPU,CPU",
		.help = "the host's CPUs: the measured one, and one for all else (default: the "
			"last and the first)",
		.parse = parse_cpus,
	},
	&(const struct vmm_option){
		.letter = 'v',
		.name = "vcpus",
		.argument = "1|2",
		.help = "the guest's CPUs (default: 2, on a host with one CPU 1)",
		.parse = parse_vcpus,
	},
	&(const struct vmm_option){
		.letter = 'k',
		.name = "clock",
		.help = "time by a clock (default, but as init), not by markers",
		.parse = parse_clock,
	},
	&(const struct vmm_option){
		.letter = 'u',
		.name = "tune",
		.help = "set the host for it, as root, and put everything back",
		.parse = parse_tune,
	},
	&arch_irqchip_option,
	&(const struct vmm_option){
		.letter = 'm',
		.name = "memory",
		.argument = "MIB",
		.help = "the guest's memory (default: 32)",
		.parse = parse_memory,
	},
	&(const struct vmm_option){
		.letter = 'p',
		.name = "probe",
		.argument = "FILE",
		.help = "a guest image in place of the embedded one",
		.parse = parse_probe,
	},
	&(const struct vmm_option){
		.letter = 't',
		.name = "timeout",
		.argument = "SECONDS",
		.help = "how long everything may take (default: 60)",
		.parse = parse_timeout,
	},
	&(const struct vmm_option){
		.letter = 'd',
		.name = "duration",
		.argument = "MS",
		.help = "how long one benchmark is sampled at most (default: " NUMBER(
			WS_DURATION_MS) ")",
		.parse = parse_duration,
	},
	&(const struct vmm_option){
		.letter = 'w',
		.name = "patience",
		.argument = "SECONDS",
		.help = "a benchmark whose warm-up, say, takes so long is given up "
			"(default: " NUMBER(WS_PATIENCE_S) ")",
		.parse = parse_patience,
	},
	&(const struct vmm_option){
		.letter = 'f',
		.name = "format",
		.argument = "FORMAT",
		.help = "print a table, json, csv, ktap, markdown, openmetrics or records",
		.parse = parse_format,
	},
	&(const struct vmm_option){
		.letter = 'S',
		.name = "samples",
		.argument = "FILE",
		.help = "write every raw sample there, as CSV",
		.parse = parse_samples,
	},
	&(const struct vmm_option){
		.letter = 'l',
		.name = "lab",
		.help = "take the options from the emulator that this runs in",
		.request = VMM_REQUEST_LAB,
	},
	&(const struct vmm_option){
		.letter = 's',
		.name = "symbols",
		.help = "give the kernel's symbols to the emulator that this runs in",
		.request = VMM_REQUEST_SYMBOLS,
	},
	&(const struct vmm_option){
		.letter = 'h',
		.name = "help",
		.help = "print this text",
		.request = VMM_REQUEST_HELP,
	},
	&(const struct vmm_option){
		.letter = 'V',
		.name = "version",
		.help = "print the version",
		.request = VMM_REQUEST_VERSION,
	},
};

static const struct vmm_option *find_entry(int letter)
{
	for (size_t i = 0; i < ARRAY_SIZE(entries); i++)
		if (entries[i]->letter == letter)
			return entries[i];
	return NULL;
}

/* The same table in the two forms that getopt_long reads. */
static void make_getopt_tables(char *letters, struct option *longs)
{
	*letters++ = ':'; /* a missing argument is told apart from an unknown option */
	for (size_t i = 0; i < ARRAY_SIZE(entries); i++) {
		*letters++ = entries[i]->letter;
		if (entries[i]->argument)
			*letters++ = ':';
		longs[i] = (struct option){
			.name = entries[i]->name,
			.has_arg = entries[i]->argument ? required_argument : no_argument,
			.val = entries[i]->letter,
		};
	}
	*letters = '\0';
}

int vmm_options_parse(int argc, char **argv, struct vmm_options *options, struct ws_error *error)
{
	char letters[2 * ARRAY_SIZE(entries) + 2];
	struct option longs[ARRAY_SIZE(entries) + 1] = {0};
	int letter;

	*options = (struct vmm_options){
		.cpus = 2,
		.memory_mib = 32,
		.timeout = 60,
		.format = &ws_formats[0],
		.patience = WS_PATIENCE_S,
	};
	make_getopt_tables(letters, longs);
	opterr = 0;
	optind = 0; /* glibc: start anew, whatever was parsed before */
	while ((letter = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		const struct vmm_option *entry = find_entry(letter);
		int result;

		if (letter == ':')
			return ws_fail(error, EINVAL, "option '%s' needs an argument: see --help",
				       argv[optind - 1]);
		if (!entry)
			return ws_fail(error, EINVAL, "unknown option '%s': see --help",
				       argv[optind - 1]);
		if (!entry->parse)
			return (int)entry->request;
		result = entry->parse(optarg, options, error);
		if (result)
			return result;
	}
	if (optind < argc)
		return ws_fail(error, EINVAL, "unexpected argument '%s': see --help", argv[optind]);
	if (options->cell_ms && check_duration(options, error))
		return -EINVAL;
	if (!options->cell_ms)
		options->cell_ms = WS_DURATION_MS;
	return VMM_REQUEST_RUN;
}

static void print_entry(FILE *stream, const struct vmm_option *option)
{
	char lead[HELP_INDENT + 1];

	snprintf(lead, sizeof(lead), "  -%c, --%-11s%s", option->letter, option->name,
		 option->argument ? option->argument : "");
	ws_paragraph(stream, HELP_WIDTH, HELP_INDENT, lead, option->help);
}

#define PRINT_BENCHMARK(symbol, id, name, path, meaning)                                           \
	ws_paragraph(stream, HELP_WIDTH, BENCHMARK_INDENT, "  " id, meaning);

void vmm_options_help(FILE *stream)
{
	fputs("Usage: worldswitch-vmm [OPTION]...\n"
	      "Times what it costs to leave a virtual machine, by a probe in a VM on /dev/kvm.\n"
	      "\nOptions:\n",
	      stream);
	for (size_t i = 0; i < ARRAY_SIZE(entries); i++)
		print_entry(stream, entries[i]);
	fputs("\nBenchmarks:\n", stream);
	WS_BENCHMARK_LIST(PRINT_BENCHMARK)
	fputs("\nExit status:\n"
	      "  0  every benchmark is measured or absent\n"
	      "  1  some is not, or KVM cannot run a guest\n"
	      "  2  the command line is wrong\n"
	      "  4  nothing could be run: there is no usable /dev/kvm, FILE is no probe's\n"
	      "     image, or cannot be read or written; or what came of it could not be\n"
	      "     printed or written\n"
	      "\nExamples:\n"
	      "  worldswitch-vmm\n"
	      "  worldswitch-vmm -b hypercall,intc-trap --duration 1000 --cpus 3,2\n"
	      "  worldswitch-vmm --format json --samples samples.csv >result.json\n",
	      stream);
}
