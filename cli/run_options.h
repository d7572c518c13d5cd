/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `worldswitch run` was asked to do. */
#ifndef WORLDSWITCH_CLI_RUN_OPTIONS_H
#define WORLDSWITCH_CLI_RUN_OPTIONS_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/values.h"
#include "lab/lab.h"
#include "report/formats.h"
#include "server/server.h"
#include "support/error.h"

#define CLI_TARGETS_MAX 32
#define CLI_SERVERS_MAX 8

enum cli_format { CLI_TABLE, CLI_JSON };

struct cli_run_options {
	const struct lab_target *targets[CLI_TARGETS_MAX]; /* each once, in the order asked for */
	size_t target_count;
	const char *servers[CLI_SERVERS_MAX]; /* real machines, each once */
	size_t server_count;
	const char *architecture, *samples; /* of real machines; NULL: as is usual */
	enum server_via via;
	bool via_said;
	enum server_accelerator accelerator;
	bool tune;   /* real machines, and as they were afterwards */
	bool placed; /* on these of their CPUs */
	struct host_cpus placement;
	uint32_t duration_ms, patience; /* of real machines; 0: as is usual */
	uint32_t benchmarks;            /* those to be shown */
	uint32_t iterations;            /* of real machines: 0, as many as is usual */
	/* Every combination of these is measured, each for the targets that it means something to.
	 */
	struct cli_values suites, kernels, xens, models, appends;
	struct cli_numbers controllers[LAB_ARCHITECTURE_COUNT], cpus;
	struct cli_numbers dom0s; /* enum lab_dom0 */
	bool dom0s_default;       /* nobody has asked for them */
	const char *output;
	const struct ws_format *format;
	uint32_t timeout;
	bool oracle;
	bool no_snapshot;
	bool dry_run;
	bool verbose;
	char files[2 * PATH_MAX]; /* where a bare name is a file's: its path */
	size_t files_used;
	struct ws_error error;
};

/* Fills every member; CLI_OK, or CLI_USAGE with the line printed. */
int cli_run_parse(int argc, char **argv, struct cli_run_options *options);

/* "table" or "json", of what is no result; -EINVAL and a line. */
int cli_format_of(const char *text, enum cli_format *format, struct ws_error *error);

/* Adds a target, or those that a pattern matches, unless it is there; an argp parser's error
 * number.
 */
int cli_targets_add(const struct lab_target **targets, size_t *count, const char *id,
		    struct ws_error *error);

/* Adds every target where none was asked for. */
void cli_targets_default(const struct lab_target **targets, size_t *count);

#endif
