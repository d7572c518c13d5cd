// SPDX-License-Identifier: GPL-2.0-or-later
/* `worldswitch probe`: the measured guest as a file, for hypervisors that are not ours to start. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/values.h"
#include "lab/paths.h"
#include "server/server.h"
#include "support/file.h"

#define IMAGE_MAX ((size_t)16 << 20)

struct probe_options {
	const char *word, *architecture, *output;
	struct ws_error error;
};

static const struct argp_option options_table[] = {
	{.name = "output",
	 .key = 'o',
	 .arg = "FILE",
	 .doc = "Write it there (default: worldswitch-probe-ARCHITECTURE in this folder)"},
	{0},
};

static int architecture_of(const char *value, struct probe_options *options)
{
	options->architecture = server_architecture_named(value);
	return options->architecture ? 0
				     : ws_fail(&options->error, EINVAL,
					       "no probe for '%s': it is arm64 or x86_64", value);
}

static int take_word(const char *value, struct probe_options *options)
{
	if (options->architecture)
		return ws_fail(&options->error, EINVAL, "one image at a time: '%s' is a second",
			       value);
	if (options->word)
		return architecture_of(value, options);
	options->word = value;
	return strcmp(value, "extract") == 0 ? 0
					     : ws_fail(&options->error, EINVAL,
						       "probe cannot '%s': it can extract", value);
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct probe_options *options = state->input;

	switch (key) {
	case 'o':
		return -cli_text_of("output", value, &options->output, &options->error);
	case ARGP_KEY_ARG:
		return -take_word(value, options);
	case ARGP_KEY_END:
		return options->architecture ? 0
					     : -ws_fail(&options->error, EINVAL,
							"extract which probe? arm64 or x86_64");
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp cli_probe_argp = {
	.options = options_table,
	.parser = parse,
	.args_doc = "extract arm64|x86_64",
	.doc = "Writes the image of the measured guest to a file: for arm64 one that starts as "
	       "Linux's Image does, for x86_64 an ELF program that starts as PVH asks for. With "
	       "ws.clock=1 on its command line it times itself and prints records, which "
	       "`worldswitch parse` reads."
	       "\vExamples:\n"
	       "  worldswitch probe extract arm64\n"
	       "  worldswitch probe extract x86_64 -o probe.elf\n",
};

static int extract(const struct probe_options *options, struct ws_error *error)
{
	char *to = options->output ? strdup(options->output)
				   : paths_format("worldswitch-probe-%s", options->architecture);
	char *from = NULL;
	char *data = NULL;
	size_t size;
	int result = paths_part(PATHS_PROBE, options->architecture, &from, error);

	if (!result)
		result = ws_file_read(from, IMAGE_MAX, &data, &size, error);
	if (!result)
		result = to ? ws_file_write(to, data, size, error)
			    : ws_fail_errno(error, ENOMEM, "cannot name the image");
	free(data);
	free(from);
	free(to);
	return result;
}

int cli_probe(int argc, char **argv)
{
	struct probe_options options = {0};
	int status = cli_parse(&cli_probe_argp, argc, argv, &options, &options.error);

	if (status || !extract(&options, &options.error))
		return status;
	cli_complain(options.error.text);
	return CLI_NOTHING;
}
