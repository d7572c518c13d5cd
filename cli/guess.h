/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of a few known words may a mistyped one stand for? */
#ifndef WORLDSWITCH_CLI_GUESS_H
#define WORLDSWITCH_CLI_GUESS_H

#include <stdint.h>

#include "lab/lab.h"
#include "lab/names.h"
#include "support/error.h"

/* Zero-initialised knows no word. */
struct cli_guess {
	struct names names;
	char hint[NAME_LENGTH_MAX + 32];
};

void cli_guess_add(struct cli_guess *guess, const char *word);

/* What stands between "there is no such thing 'word'" and where to look; until the next call. */
const char *cli_guess_hint(struct cli_guess *guess, const char *word);

/* -EINVAL and a line with the nearest one. */
int cli_no_such_target(const char *id, struct ws_error *error);
int cli_no_such_benchmark(const char *id, struct ws_error *error);

/* The target of this identifier; -EINVAL and a line with the nearest one. */
int cli_target_of(const char *id, const struct lab_target **target, struct ws_error *error);

/* A list of benchmarks, separated by commas, as a set of bits; -EINVAL and a line likewise. */
int cli_benchmarks_of(const char *list, uint32_t *benchmarks, struct ws_error *error);

/* A decimal number from low to high; -EINVAL and a line that begins with what. */
int cli_number_of(const char *text, const char *what, uint32_t low, uint32_t high, uint32_t *number,
		  struct ws_error *error);

#endif
