// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Real machines, one after the other: two at a time would disturb each other, were they the same.
 * What their consoles say becomes results as it comes, and each cell is on disk when it has ended.
 */
#include "cli/servers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/keep.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/remember.h"
#include "records/log.h"
#include "support/clock.h"
#include "support/file.h"

struct servers {
	const struct cli_run_options *options;
	struct progress progress;
	struct keep keep;
	struct log logs[CLI_SERVERS_MAX];
	struct ws_result shown[CLI_SERVERS_MAX]; /* the logs' own */
	size_t at;                               /* the machine under way */
	size_t good;                             /* machines that anything was measured on */
	int cell;                                /* benchmark that is told of */
	bool again;                              /* another guest goes on with what is left */
	char warned[WS_ERROR_MAX];               /* the last of its warnings */
};

static struct log *current(struct servers *servers)
{
	return &servers->logs[servers->at];
}

static void show_step(void *context, const char *step)
{
	struct servers *servers = context;

	progress_step(&servers->progress, servers->options->servers[servers->at], step);
}

static void take_bytes(void *context, const char *data, size_t size)
{
	struct servers *servers = context;
	struct log *log = current(servers);

	log_feed(log, data, size);
	if (log->started < 0 || log->started == servers->cell)
		return;
	servers->cell = log->started;
	show_step(servers, record_benchmark_id((enum ws_benchmark)log->started));
}

static bool is_done(void *context)
{
	struct log *log = current(context);

	return log->end || log->refused;
}

static void note_component(void *context, const char *role, const char *name, const char *version,
			   const char *sha256)
{
	if (!((struct servers *)context)->again)
		(void)ws_result_add_component(&current(context)->result, role, name, version,
					      sha256);
}

static void note_property(void *context, const char *name, const char *value)
{
	if (!((struct servers *)context)->again)
		(void)ws_result_add_property(&current(context)->result, name, value);
}

/* Another guest on the same machine has the same to say. */
static void warn(void *context, const char *text)
{
	struct servers *servers = context;

	if (servers->again && strcmp(servers->warned, text) == 0)
		return;
	snprintf(servers->warned, sizeof(servers->warned), "%s", text);
	progress_say(&servers->progress, "warning: %s", text);
}

/* Writes what there is of all machines so far; a failure is said once. */
static void keep_cells(void *context)
{
	struct servers *servers = context;
	int before = servers->keep.failure;
	struct ws_error error;

	for (size_t at = 0; at <= servers->at; at++)
		servers->shown[at] = servers->logs[at].result;
	if (keep_write(&servers->keep, servers->shown, servers->at + 1, &error) && !before)
		progress_say(&servers->progress, "warning: %s", error.text);
}

/* A machine that nothing could be measured on has its cells all the same, and says why. */
static void refuse(struct servers *servers, int code, const char *reason)
{
	struct log *log = current(servers);
	bool missing = code == -ENOENT || code == -ENOTSUP || code == -EINVAL;

	progress_say(&servers->progress, "worldswitch: %s", reason);
	log_break(log, missing ? WS_VERDICT_SKIPPED : WS_VERDICT_FAILED, reason);
	log_end_broken(log);
}

/* A guest that fell silent costs its cell; another one has the time that is left for the others. */
static bool may_go_on(struct servers *servers, struct server_request *request, int64_t until_ms,
		      const char *why)
{
	struct log *log = current(servers);
	int64_t left_s = (until_ms - ws_now_ms()) / 1000;

	if (log->started <= WS_BENCHMARK_NULL || left_s < 1)
		return false;
	log_give_up_cell(log, WS_VERDICT_TIMED_OUT, why);
	request->benchmarks = log_left(log);
	request->timeout = (unsigned int)left_s;
	servers->again = true;
	return request->benchmarks != 0;
}

static int run_guests(struct servers *servers, struct ws_error *error)
{
	const struct server_watch watch = {
		.step = show_step,
		.take = take_bytes,
		.is_done = is_done,
		.ran = note_component,
		.property = note_property,
		.warn = warn,
		.context = servers,
		.interrupted = &cli_interrupted,
		.silence = cli_servers_silence(servers->options),
	};
	struct server_request request = cli_servers_request(servers->options, servers->at);
	int64_t until_ms = ws_now_ms() + (int64_t)request.timeout * 1000;
	int result;

	servers->again = false;
	do
		result = server_run(&request, &watch, error);
	while (result == -ETIME && may_go_on(servers, &request, until_ms, error->text));
	return result;
}

static void measure(struct servers *servers)
{
	struct log *log = current(servers);
	struct ws_error error, why;
	int result;

	servers->cell = -1;
	log->wanted = servers->options->benchmarks;
	log->cell_ended = keep_cells;
	log->context = servers;
	result = run_guests(servers, &error);
	if (result == -ETIMEDOUT || result == -ETIME)
		log_break(log, WS_VERDICT_TIMED_OUT, error.text);
	else if (result == -EINTR)
		log_break(log, WS_VERDICT_INVALID, "it was interrupted");
	else if (result && log->hello) /* of a guest before, and there is no other */
		log_break(log, WS_VERDICT_FAILED, error.text);
	if (log_end(log, &why))
		refuse(servers, result ? result : -EIO,
		       result || !log_has_said_why(log) ? error.text : why.text);
	else
		servers->good++;
	keep_cells(servers);
	progress_over(&servers->progress, servers->options->servers[servers->at]);
}

static int begin(struct servers *servers)
{
	struct ws_error error;

	for (size_t at = 0; at < servers->options->server_count; at++)
		if (log_begin(&servers->logs[at], &error)) {
			cli_complain(error.text);
			return CLI_NOTHING;
		}
	if (servers->options->samples && ws_file_try(servers->options->samples, &error)) {
		cli_complain(error.text);
		return CLI_NOTHING;
	}
	if (!keep_begin(&servers->keep, servers->options->output, &error))
		return CLI_OK;
	if (servers->keep.asked_for) {
		cli_complain(error.text);
		return CLI_NOTHING;
	}
	fprintf(stderr, "warning: the result will not be kept: %s\n", error.text);
	return CLI_OK;
}

static int finish(struct servers *servers, size_t count)
{
	int status = cli_results_are_good(servers->shown, count) ? CLI_OK : CLI_BAD;
	struct ws_error error;

	if (servers->options->samples &&
	    log_write_samples(&servers->logs[0], servers->options->samples, &error)) {
		cli_complain(error.text);
		status = CLI_NOTHING;
	}
	if (!cli_interrupted)
		cli_remember(servers->shown, count);
	/* Last: who reads that may leave (| head), and we with it. */
	status = cli_print_results(servers->shown, count, servers->options->format, status);
	return keep_tell(&servers->keep, status);
}

/* A CPU that another machine does not have is known there alone. */
static bool was_misused(const struct servers *servers)
{
	for (size_t at = 0; at < servers->at; at++)
		if (servers->logs[at].misused)
			return true;
	return false;
}

static int run(struct servers *servers)
{
	size_t count = servers->options->server_count;
	int status = begin(servers);

	if (status)
		return status;
	progress_begin(&servers->progress, stderr, servers->options->verbose);
	progress_expect(&servers->progress, count);
	for (servers->at = 0; servers->at < count && !cli_interrupted; servers->at++)
		measure(servers);
	progress_end(&servers->progress);
	if (!servers->good) {
		keep_forget(&servers->keep);
		return was_misused(servers) ? CLI_USAGE : CLI_NOTHING;
	}
	return finish(servers, servers->at);
}

int cli_servers_run(const struct cli_run_options *options)
{
	struct servers *servers = calloc(1, sizeof(*servers));
	int status;

	if (!servers) {
		cli_complain("out of memory");
		return CLI_NOTHING;
	}
	servers->options = options;
	status = run(servers);
	for (size_t at = 0; at < options->server_count; at++)
		log_free(&servers->logs[at]);
	keep_end(&servers->keep);
	free(servers);
	return status;
}
