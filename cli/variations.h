/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The options that say what is measured and how: of `run`, and of all that measure as it does. */
#ifndef WORLDSWITCH_CLI_VARIATIONS_H
#define WORLDSWITCH_CLI_VARIATIONS_H

#include <argp.h>

#include "cli/run_options.h"

#define CLI_TIMEOUT_DEFAULT 120

/*
 * For a command's argp as children, with a struct cli_run_options as their input; the last is of
 * the command that measures where there is no emulator as well.
 */
extern const struct argp cli_variations_argp;
extern const struct argp cli_limits_argp;
extern const struct argp cli_run_limits_argp;

/* Whether each of them means something to some target; an argp parser's error number. */
error_t cli_variations_check(struct cli_run_options *options);

#endif
