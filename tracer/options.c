// SPDX-License-Identifier: GPL-2.0-or-later
/* The plugin's arguments. The emulator hands each over as one string, NAME=VALUE. */
#include "tracer/options.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool parse_descriptor(const char *text, int *fd)
{
	char *end;
	long value;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	value = strtol(text, &end, 10);
	if (errno || *end || value > INT_MAX)
		return false;
	*fd = (int)value;
	return true;
}

static bool parse_address(const char *text, uint64_t *address)
{
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*address = strtoull(text, &end, 0);
	return !errno && !*end && *address;
}

const char *options_parse(int argc, char **argv, struct options *options)
{
	*options = (struct options){.fd = 2, .mode = "fast"};
	for (int i = 0; i < argc; i++) {
		if (!strncmp(argv[i], "fd=", 3) && parse_descriptor(argv[i] + 3, &options->fd))
			continue;
		if (!strncmp(argv[i], "sgir=", 5) && parse_address(argv[i] + 5, &options->sgir))
			continue;
		if (!strncmp(argv[i], "iar=", 4) && parse_address(argv[i] + 4, &options->iar))
			continue;
		if (!strcmp(argv[i], "mode=fast") || !strcmp(argv[i], "mode=oracle")) {
			options->mode = argv[i] + 5;
			continue;
		}
		return argv[i];
	}
	return NULL;
}

const char *options_conflict(const struct options *options)
{
	if (options->sgir && !options->iar)
		return "sgir= without iar=: give both registers of the interrupt controller";
	if (options->iar && !options->sgir)
		return "iar= without sgir=: give both registers of the interrupt controller";
	return NULL;
}
