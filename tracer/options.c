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

static bool parse_nonzero(const char *text, uint64_t *value)
{
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*value = strtoull(text, &end, 0);
	return !errno && !*end && *value;
}

static bool parse_trace(const char *text, struct options *options)
{
	char *end;
	unsigned long cell;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	cell = strtoul(text, &end, 10);
	options->trace = true;
	options->trace_cell = (uint32_t)cell;
	return !errno && cell <= UINT32_MAX &&
	       (!*end || (*end == ':' && parse_nonzero(end + 1, &options->trace_total)));
}

const char *options_parse(int argc, char **argv, struct options *options)
{
	*options = (struct options){.fd = 2, .data_fd = -1, .mode = "fast"};
	for (int i = 0; i < argc; i++) {
		if (!strncmp(argv[i], "fd=", 3) && parse_descriptor(argv[i] + 3, &options->fd))
			continue;
		if (!strncmp(argv[i], "data-fd=", 8) &&
		    parse_descriptor(argv[i] + 8, &options->data_fd))
			continue;
		if (!strncmp(argv[i], "sgir=", 5) && parse_nonzero(argv[i] + 5, &options->sgir))
			continue;
		if (!strncmp(argv[i], "iar=", 4) && parse_nonzero(argv[i] + 4, &options->iar))
			continue;
		if (!strncmp(argv[i], "icr=", 4) && parse_nonzero(argv[i] + 4, &options->icr))
			continue;
		if (!strncmp(argv[i], "trace=", 6) && parse_trace(argv[i] + 6, options))
			continue;
		if (!strncmp(argv[i], "trace-limit=", 12) &&
		    parse_nonzero(argv[i] + 12, &options->trace_limit))
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
	if (options->trace && strcmp(options->mode, "oracle") != 0)
		return "trace= without mode=oracle: only the oracle sees every instruction";
	if (options->trace_limit && !options->trace)
		return "trace-limit= without trace=: nothing is traced";
	return NULL;
}
