/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the command line asks for. One table makes the parser and the help. */
#ifndef WORLDSWITCH_VMM_OPTIONS_H
#define WORLDSWITCH_VMM_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "support/error.h"

#define VMM_BENCHMARKS_ALL ((1U << WS_BENCHMARK_COUNT) - 1)

struct ws_format;

struct vmm_options {
	uint32_t benchmarks;     /* bit N: benchmark N of the list; 0: all of them */
	unsigned int iterations; /* 0: as many as is usual */
	bool timed;              /* by a clock, in place of markers */
	bool tune;               /* the host is set for it, and as it was afterwards */
	bool confined;           /* to a process for one VM alone */
	bool placed;             /* on these CPUs of the host's */
	unsigned int measured_cpu;
	unsigned int others_cpu;
	unsigned int cpus;              /* the guest's, where the host has as many */
	unsigned int irqchip;           /* its version; 0: the newest that the kernel offers */
	unsigned int memory_mib;        /* the guest's */
	unsigned int timeout;           /* seconds */
	const char *probe;              /* a file in place of the embedded image, or NULL */
	const struct ws_format *format; /* NULL: records, as in the lab */
	const char *samples;            /* a file for raw samples, or NULL */
	unsigned int cell_ms;           /* how long a timed cell is sampled, at most */
	unsigned int patience;          /* seconds that a step of a cell may take */
};

enum vmm_request {
	VMM_REQUEST_RUN,
	VMM_REQUEST_HELP,
	VMM_REQUEST_VERSION,
	VMM_REQUEST_SYMBOLS,
	VMM_REQUEST_LAB
};

/*
 * Reads the command line into options (defaults where it says nothing). Returns what is asked for,
 * or -EINVAL with the reason.
 */
int vmm_options_parse(int argc, char **argv, struct vmm_options *options, struct ws_error *error);

/* One option; arch.h has one of its own, for its interrupt controller. */
struct vmm_option {
	const char *name;
	const char *argument; /* NULL: it has none */
	const char *help;
	int (*parse)(const char *text, struct vmm_options *options, struct ws_error *error);
	enum vmm_request request; /* what is asked for where there is nothing to parse */
	char letter;
};

/* Reads text, the argument of option name, as a number in a range. */
int vmm_options_number(const char *name, const char *text, unsigned int least, unsigned int most,
		       unsigned int *number, struct ws_error *error);

void vmm_options_help(FILE *stream);

#endif
