// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * `worldswitch parse`: what a probe said on some console, whoever started it, as a result. The
 * bytes are anybody's, and are read as such (records/log.h).
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/values.h"
#include "records/log.h"

enum { KEY_FORMAT = 0x100, KEY_SAMPLES };

struct parse_options {
	const char *file, *output, *samples;
	const struct ws_format *format;
	struct ws_error error;
};

static const struct argp_option options_table[] = {
	{.name = "output",
	 .key = 'o',
	 .arg = "FILE",
	 .doc = "Write the result document (JSON) there"},
	{.name = "format",
	 .key = KEY_FORMAT,
	 .arg = CLI_RESULT_FORMATS,
	 .doc = "What to print (default table)"},
	{.name = "samples",
	 .key = KEY_SAMPLES,
	 .arg = "FILE",
	 .doc = "Write every raw sample there, as CSV"},
	{0},
};

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct parse_options *options = state->input;

	switch (key) {
	case 'o':
		return -cli_text_of("output", value, &options->output, &options->error);
	case KEY_FORMAT:
		return -cli_result_format_of(value, &options->format, &options->error);
	case KEY_SAMPLES:
		return -cli_text_of("samples", value, &options->samples, &options->error);
	case ARGP_KEY_ARG:
		if (options->file)
			return -ws_fail(&options->error, EINVAL,
					"one log at a time: '%s' is a second", value);
		options->file = value;
		return 0;
	case ARGP_KEY_NO_ARGS:
		return -ws_fail(&options->error, EINVAL,
				"parse which log? a file, or - for the standard input");
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp cli_parse_argp = {
	.options = options_table,
	.parser = parse,
	.args_doc = "FILE|-",
	.doc = "Reads the console of a virtual machine in which the probe ran with ws.clock=1, "
	       "under whatever hypervisor, and prints what it measured. Other text in it is "
	       "passed over; a cell of which a part is missing or damaged is invalid; a log of "
	       "two runs, or of another version's probe, is refused. `worldswitch probe extract` "
	       "writes the probe."
	       "\vExamples:\n"
	       "  worldswitch parse console.log\n"
	       "  worldswitch parse - --format json <console.log\n"
	       "  worldswitch parse console.log --samples samples.csv\n",
};

static int feed(struct log *log, int fd, const char *name, struct ws_error *error)
{
	char bytes[65536];
	ssize_t got;

	do {
		got = read(fd, bytes, sizeof(bytes));
		if (got > 0)
			log_feed(log, bytes, (size_t)got);
	} while ((got > 0 && !log->refused) || (got < 0 && errno == EINTR));
	return got < 0 ? ws_fail_errno(error, errno, "cannot read %s", name) : 0;
}

static int read_log(struct log *log, const char *name, struct ws_error *error)
{
	bool standard = strcmp(name, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	int result;

	if (fd < 0)
		return ws_fail_errno(error, errno, "cannot read %s", name);
	result = feed(log, fd, standard ? "the standard input" : name, error);
	if (!standard)
		close(fd);
	return result ? result : log_end(log, error);
}

static int write_files(const struct parse_options *options, const struct log *log,
		       struct ws_error *error)
{
	int result =
		options->output ? cli_write_document(options->output, &log->result, 1, error) : 0;

	if (!result && options->samples)
		result = log_write_samples(log, options->samples, error);
	return result;
}

/* Between cells there is no cell to be invalid for it. */
static void complain_of_damage(const struct log *log, struct ws_error *error)
{
	ws_fail(error, EBADMSG,
		"damaged records in the log: %" PRIu64 ", the first in line %" PRIu64
		"; are lines wrapped, or is another's text in them?",
		log->damaged.count, log->damaged.line);
	cli_complain(error->text);
}

static int show(const struct parse_options *options, struct log *log, struct ws_error *error)
{
	bool unwritten = false;
	int status = CLI_OK;

	if (read_log(log, options->file, error)) {
		cli_complain(error->text);
		return CLI_NOTHING;
	}
	if (write_files(options, log, error)) {
		cli_complain(error->text);
		unwritten = true;
	}
	if (log->damaged.count) {
		complain_of_damage(log, error);
		status = CLI_BAD;
	}
	if (!cli_results_are_good(&log->result, 1))
		status = CLI_BAD;
	return cli_print_results(&log->result, 1, options->format,
				 unwritten ? CLI_NOTHING : status);
}

int cli_parse_log(int argc, char **argv)
{
	struct parse_options options = {.format = &ws_formats[0]};
	int status = cli_parse(&cli_parse_argp, argc, argv, &options, &options.error);
	struct log *log;

	if (status)
		return status;
	log = calloc(1, sizeof(*log));
	if (!log || log_begin(log, &options.error)) {
		cli_complain("out of memory");
		free(log);
		return CLI_NOTHING;
	}
	status = show(&options, log, &options.error);
	log_free(log);
	free(log);
	return status;
}
