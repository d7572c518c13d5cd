// SPDX-License-Identifier: GPL-2.0-or-later
/* Options that may be given several times. A value that is given twice counts once. */
#include "cli/values.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/guess.h"

/* A word of free text; an empty one is a mistake of the shell script that calls us. */
int cli_text_of(const char *name, const char *value, const char **text, struct ws_error *error)
{
	if (!*value)
		return ws_fail(error, EINVAL, "--%s is empty: leave it out or name something",
			       name);
	*text = value;
	return 0;
}

static int too_many(const char *name, struct ws_error *error)
{
	/* Not E2BIG, which argp takes for an unknown option. */
	return ws_fail(error, EINVAL, "more than %d values of --%s", CLI_VALUES_MAX, name);
}

int cli_values_add_any(const char *name, const char *value, struct cli_values *values,
		       struct ws_error *error)
{
	for (size_t at = 0; at < values->count; at++)
		if (strcmp(values->texts[at], value) == 0)
			return 0;
	if (values->count == CLI_VALUES_MAX)
		return too_many(name, error);
	values->texts[values->count++] = value;
	return 0;
}

int cli_values_add(const char *name, const char *value, struct cli_values *values,
		   struct ws_error *error)
{
	int result = cli_text_of(name, value, &value, error);

	return result ? result : cli_values_add_any(name, value, values, error);
}

int cli_number_add(const char *name, uint32_t number, struct cli_numbers *numbers,
		   struct ws_error *error)
{
	for (size_t at = 0; at < numbers->count; at++)
		if (numbers->numbers[at] == number)
			return 0;
	if (numbers->count == CLI_VALUES_MAX)
		return too_many(name, error);
	numbers->numbers[numbers->count++] = number;
	return 0;
}

int cli_numbers_add(const char *name, const char *value, uint32_t low, uint32_t high,
		    struct cli_numbers *numbers, struct ws_error *error)
{
	char option[32];
	uint32_t number;
	int result;

	snprintf(option, sizeof(option), "--%s", name);
	result = cli_number_of(value, option, low, high, &number, error);
	return result ? result : cli_number_add(name, number, numbers, error);
}
