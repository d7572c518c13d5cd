/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `worldswitch run` was asked to do. */
#ifndef WORLDSWITCH_CLI_RUN_OPTIONS_H
#define WORLDSWITCH_CLI_RUN_OPTIONS_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lab/lab.h"
#include "support/error.h"

#define CLI_TARGETS_MAX 32

enum cli_format { CLI_TABLE, CLI_JSON };

struct cli_run_options {
	const struct lab_target *targets[CLI_TARGETS_MAX]; /* each once, in the order asked for */
	size_t target_count;
	uint32_t benchmarks; /* those to be shown */
	uint32_t iterations;
	const char *cpu;
	uint32_t gic;
	const char *append;
	const char *kernel;
	const char *xen;
	const char *output;
	enum cli_format format;
	uint32_t timeout;
	bool oracle;
	bool dry_run;
	bool verbose;
	char kernel_file[PATH_MAX], xen_file[PATH_MAX]; /* where a bare name is a file's */
	struct ws_error error;
};

/* Fills every member; CLI_OK, or CLI_USAGE with the line printed. */
int cli_run_parse(int argc, char **argv, struct cli_run_options *options);

/* The request for one of the targets: only those options that mean something to it. */
struct lab_request cli_run_request(const struct cli_run_options *options,
				   const struct lab_target *target);

/* "table" or "json"; -EINVAL and a line. */
int cli_format_of(const char *text, enum cli_format *format, struct ws_error *error);

/* Adds a target, unless it is there; an argp parser's error number. */
int cli_targets_add(const struct lab_target **targets, size_t *count, const char *id,
		    struct ws_error *error);

/* Adds every target where none was asked for. */
void cli_targets_default(const struct lab_target **targets, size_t *count);

#endif
