/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `worldswitch explain` was asked to do. */
#ifndef WORLDSWITCH_CLI_EXPLAIN_OPTIONS_H
#define WORLDSWITCH_CLI_EXPLAIN_OPTIONS_H

#include "analysis/explanation.h"
#include "cli/run_options.h"

enum cli_explain_format {
	CLI_EXPLAIN_TABLE,
	CLI_EXPLAIN_JSON,
	CLI_EXPLAIN_FOLDED,
	CLI_EXPLAIN_CALLGRIND,
	CLI_EXPLAIN_TRACE_EVENT,
	CLI_EXPLAIN_FORMATS
};

struct cli_explain_cell {
	const struct lab_target *target; /* NULL: none was named */
	enum ws_benchmark benchmark;
	const char *from; /* a result document that has it; NULL: it is measured as options say */
};

struct cli_explain_options {
	struct cli_run_options run; /* its variations alone */
	struct cli_explain_cell cell;
	struct cli_explain_cell against; /* its target may be NULL where it has a document */
	enum ws_axis by;
	enum cli_explain_format format;
	const char *output;
	struct lab_symbol_files files;
};

/* Fills every member; CLI_OK, or CLI_USAGE with the line printed. */
int cli_explain_parse(int argc, char **argv, struct cli_explain_options *options);

#endif
