/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The values of an option that may be given several times: each once, in the order given. */
#ifndef WORLDSWITCH_CLI_VALUES_H
#define WORLDSWITCH_CLI_VALUES_H

#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

#define CLI_VALUES_MAX 16

struct cli_values {
	const char *texts[CLI_VALUES_MAX]; /* not copied */
	size_t count;
};

struct cli_numbers {
	uint32_t numbers[CLI_VALUES_MAX];
	size_t count;
};

/* A text that is not empty; -EINVAL and a line. name: of the option, without its hyphens. */
int cli_text_of(const char *name, const char *value, const char **text, struct ws_error *error);

/* Adds a value, unless it is there; -EINVAL and a line where it is wrong or one too many. */
int cli_values_add(const char *name, const char *value, struct cli_values *values,
		   struct ws_error *error);
/* Likewise one that may be empty. */
int cli_values_add_any(const char *name, const char *value, struct cli_values *values,
		       struct ws_error *error);
int cli_number_add(const char *name, uint32_t number, struct cli_numbers *numbers,
		   struct ws_error *error);
int cli_numbers_add(const char *name, const char *value, uint32_t low, uint32_t high,
		    struct cli_numbers *numbers, struct ws_error *error);

#endif
