// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every wait has an end. A guest that says nothing for a while loses its VM, its cell gets a
 * verdict, and what is left goes on in a new one. The stream of records that comes of it is the one
 * that a healthy run has: whoever reads it need not know how many VMs there were.
 */
#include "vmm/tool.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <worldswitch/version.h>

#include "analysis/analysis.h"
#include "host/tune.h"
#include "probe/core/record.h"
#include "records/log.h"
#include "report/formats.h"
#include "support/clock.h"
#include "support/file.h"
#include "vmm/cell.h"
#include "vmm/environment.h"
#include "vmm/placement.h"
#include "vmm/records.h"
#include "vmm/status.h"
#include "vmm/worker.h"

/* The VM has limits of its own, which are the ones to be met: ours is for where it keeps none. */
#define MARGIN_MS 500
#define EXPIRE_MS 500 /* for its last words */

/* From `timing` to the first values: setup, warm-up and windows (probe/core/timed.c). */
#define SILENT_STEPS 3

struct tool {
	const struct vmm_options *options;
	struct log log;
	struct lines lines; /* of the worker */
	int64_t began_ms;   /* this VM */
	bool greeted;       /* its guest has said something, */
	bool begun;         /* and has come to its first cell */
	bool records;       /* are what is printed */
	int64_t until_ms;
	char last_line[LINES_MAX + 2]; /* that ended a VM, held back */
	struct record last;
	bool has_last;
	struct host_tune tune;
	int signal;            /* that killed the VM's process before we did, or 0 */
	struct ws_error error; /* of the output */
	int failure;
};

static volatile sig_atomic_t interrupted;

static void note_interrupt(int number)
{
	interrupted = number;
}

/* A line with its newline: on to the reader, and to our own books. */
static void pass(void *context, const char *line, size_t length)
{
	struct tool *tool = context;

	log_feed(&tool->log, line, length);
	if (!tool->records || tool->failure)
		return;
	tool->failure = ws_write_all(STDOUT_FILENO, line, length);
	if (tool->failure)
		ws_fail_errno(&tool->error, -tool->failure, "cannot write to standard output");
}

static void pass_record(struct tool *tool, struct ws_record *record)
{
	ws_record_end(record);
	pass(tool, record->text, record->length);
}

/* What ends one VM need not end the run: it is held back until that is known. */
static void take_line(void *context, const char *line, size_t length, bool cut)
{
	struct tool *tool = context;
	struct record record;
	bool whole = !cut && record_find(line, length, &record) == 0;

	if (whole && (record.kind == RECORD_VMM || record.kind == RECORD_PANIC)) {
		if (!tool->has_last)
			tool->last = record;
		snprintf(tool->last_line, sizeof(tool->last_line), "%s\n", line);
		tool->has_last = true;
		return;
	}
	if (whole && record.kind == RECORD_HELLO)
		tool->greeted = true;
	if (whole && record.kind == RECORD_START)
		tool->begun = true;
	if (whole && record.kind == RECORD_ENVIRONMENT && tool->log.hello)
		return; /* as the VM before it had it */
	snprintf(tool->last_line, sizeof(tool->last_line), "%s\n", line);
	pass(tool, tool->last_line, length + 1);
}

static void note_environment(void *context, const char *key, const char *text)
{
	vmm_environment_record(key, text, pass, context);
}

/* As it is now: where it was tuned, so. */
static void describe_machine(struct tool *tool, const struct vmm_placement *placement)
{
	note_environment(tool, "via", "worldswitch-vmm");
	vmm_environment_read(placement->measured, note_environment, tool);
	if (tool->options->tune)
		note_environment(tool, "tuned", tool->tune.text);
}

/*
 * From the start of a VM to its guest's first word, within 5 s; and then through the steps that a
 * cell may take without one.
 */
static int longest_silence_ms(const struct tool *tool)
{
	const struct vmm_options *options = tool->options;

	return MARGIN_MS + (int)(tool->begun ? SILENT_STEPS * options->patience * 1000
					     : vmm_cell_boot_ms(options));
}

/* Everything that a worker says until it ends, or is silent for so long; -errno. */
static int follow(struct tool *tool, const struct vmm_worker *worker, int silence_ms)
{
	for (;;) {
		char bytes[4096];
		int64_t left = tool->until_ms - ws_now_ms();
		int wait = longest_silence_ms(tool);
		ssize_t got;

		if (silence_ms)
			wait = silence_ms;
		else if (left < wait)
			wait = left < 0 ? 0 : (int)left;
		got = vmm_worker_read(worker, bytes, sizeof(bytes), wait);
		if (got == -EINTR && !interrupted)
			continue;
		if (got == -EPIPE)
			tool->failure = ws_fail(&tool->error, EPIPE, "nobody reads the output");
		if (got <= 0)
			return (int)got;
		lines_feed(&tool->lines, bytes, (size_t)got, take_line, tool);
	}
}

/* What a VM that is no more makes of the cell that it was at. */
static enum ws_verdict verdict_of(const struct tool *tool, int result)
{
	if (result == -ETIMEDOUT)
		return WS_VERDICT_TIMED_OUT;
	if (!result && tool->signal)
		return WS_VERDICT_CRASHED;
	return tool->has_last && tool->last.kind == RECORD_PANIC ? WS_VERDICT_CRASHED
								 : WS_VERDICT_FAILED;
}

static void end_cell(struct tool *tool, int result)
{
	char killed[WS_REASON_MAX];
	const char *reason = result == -ETIMEDOUT ? "it fell silent" : "its VM ended";
	struct ws_record record;

	snprintf(killed, sizeof(killed), "signal %d killed its process", tool->signal);
	if (!result && tool->signal)
		reason = killed;
	if (tool->has_last)
		reason = tool->last.reason[0] ? tool->last.reason : tool->last.where;
	vmm_record_cell_of(&record, (enum ws_benchmark)tool->log.started, verdict_of(tool, result),
			   reason);
	pass(tool, record.text, record.length);
}

/* 0 where the VM came to its own end, else what ended it. */
static int run_vm(struct tool *tool, const struct vmm_options *options,
		  int (*work)(const struct vmm_options *options))
{
	struct vmm_worker worker;
	int result;

	tool->began_ms = ws_now_ms();
	tool->greeted = false;
	tool->begun = false;
	tool->has_last = false;
	result = vmm_worker_start(&worker, work, options, &tool->error);
	if (result)
		return result;
	result = follow(tool, &worker, 0);
	if (result == -ETIMEDOUT) {
		vmm_worker_expire(&worker);
		(void)follow(tool, &worker, EXPIRE_MS);
	}
	lines_end(&tool->lines, take_line, tool);
	tool->signal = 0;
	if (!vmm_worker_end(&worker))
		tool->signal = worker.signal;
	else
		log_break(&tool->log, WS_VERDICT_FAILED, "a VM could not be ended: KVM holds it");
	return result;
}

static bool is_over(const struct tool *tool)
{
	return tool->log.end || tool->log.refused || tool->failure || interrupted ||
	       tool->log.verdict != WS_VERDICT_MEASURED || ws_now_ms() >= tool->until_ms;
}

/* Whether a guest was entered and did nothing until its time was up. */
static bool never_ran(const struct tool *tool)
{
	return !tool->greeted && tool->last.kind == RECORD_VMM && tool->last.error == ETIMEDOUT;
}

/* The same, for about as long as a start may take: more of --timeout would not have helped. */
static bool never_starts(const struct tool *tool, int result)
{
	int64_t least = (int64_t)vmm_cell_boot_ms(tool->options) - MARGIN_MS;

	if (tool->greeted || ws_now_ms() - tool->began_ms < least)
		return false;
	return tool->has_last ? never_ran(tool) : result == -ETIMEDOUT;
}

/* In our own words, where a VM had none: why nothing goes on. */
static void explain(const struct tool *tool, int result, char *reason, size_t size)
{
	if (interrupted)
		snprintf(reason, size, "interrupted");
	else if (ws_now_ms() >= tool->until_ms && !never_starts(tool, result))
		snprintf(reason, size, "the time is up: see --timeout");
	else if (result && result != -ETIMEDOUT)
		snprintf(reason, size, "%s", tool->error.text);
	else if (!result && tool->signal)
		snprintf(reason, size, "signal %d killed its process", tool->signal);
	else if (tool->greeted)
		snprintf(reason, size, "the guest fell silent between two cells");
	else
		snprintf(reason, size, "the guest does not start: KVM cannot run it");
}

/* Why nothing goes on: as the last VM said it, or in our own words. */
static void give_up(struct tool *tool, int result)
{
	char reason[WS_REASON_MAX];
	struct ws_record record;

	if (tool->has_last && !never_ran(tool)) {
		pass(tool, tool->last_line, strlen(tool->last_line));
		return;
	}
	explain(tool, result, reason, sizeof(reason));
	ws_record_begin(&record, "vmm");
	ws_record_word(&record, "step", "run");
	ws_record_decimal(&record, "errno", interrupted ? EINTR : result ? (uint64_t)-result : EIO);
	ws_record_reason(&record, reason);
	pass_record(tool, &record);
}

static void run_vms(struct tool *tool, int (*work)(const struct vmm_options *options))
{
	struct vmm_options options = *tool->options;
	uint32_t left = tool->log.wanted;

	options.timed = true;
	options.confined = true;
	for (;;) {
		uint32_t before = left;
		int result;

		options.benchmarks = left;
		result = run_vm(tool, &options, work);
		if (tool->log.started >= 0 && !interrupted)
			end_cell(tool, result);
		left = log_left(&tool->log);
		if (!left)
			break;
		if (left == before || is_over(tool)) {
			if (!tool->log.end)
				give_up(tool, result);
			return;
		}
	}
	if (!tool->log.end) {
		struct ws_record record;

		ws_record_begin(&record, "end");
		ws_record_decimal(&record, "cells", 0);
		pass_record(tool, &record);
	}
}

static void print_result(struct tool *tool)
{
	struct ws_result *result = &tool->log.result;
	struct ws_table_options table = ws_report_terminal(STDOUT_FILENO);

	(void)ws_result_add_component(result, "vmm", "worldswitch-vmm", WS_VERSION, NULL);
	if (tool->options->format->results(stdout, result, 1, &table))
		tool->failure = ws_fail_errno(&tool->error, ENOMEM, "cannot print the result");
	if (fflush(stdout) && !tool->failure)
		tool->failure = ws_fail_errno(&tool->error, errno, "cannot print the result");
}

static int complain(const char *text)
{
	fprintf(stderr, "worldswitch-vmm: %s\n", text);
	return VMM_STATUS_FAILED;
}

/* "STEP: REASON" of what the log says of a VM that could not go on. */
static const char *step_and_reason(const char *text)
{
	static const char before[] = "the VMM failed at ";

	return strncmp(text, before, sizeof(before) - 1) == 0 ? text + sizeof(before) - 1 : text;
}

/* After the last VM: what there is is shown, and the worst of it is the status. */
static int finish(struct tool *tool)
{
	bool no_kvm = tool->has_last && tool->last.kind == RECORD_VMM &&
		      strcmp(tool->last.where, VMM_STEP_OPEN_KVM) == 0;
	int status = VMM_STATUS_DONE;
	struct ws_error error;

	if (log_end(&tool->log, &error)) {
		complain(step_and_reason(error.text));
		return no_kvm ? VMM_STATUS_NO_KVM : VMM_STATUS_FAILED;
	}
	if (!ws_result_is_good(&tool->log.result))
		status = VMM_STATUS_FAILED;
	if (!tool->records)
		print_result(tool);
	if (tool->options->samples && log_write_samples(&tool->log, tool->options->samples, &error))
		status = complain(error.text);
	return tool->failure ? complain(tool->error.text) : status;
}

static void begin_interrupts(void)
{
	struct sigaction action = {.sa_handler = note_interrupt};

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* Nothing has begun, and why is the last record. */
static int refuse(struct tool *tool, const char *step, int result, const struct ws_error *error)
{
	struct ws_record record;

	ws_record_begin(&record, "vmm");
	ws_record_word(&record, "step", step);
	ws_record_decimal(&record, "errno", (uint64_t)-result);
	ws_record_reason(&record, error->text);
	pass_record(tool, &record);
	return result;
}

static int choose_cpus(struct tool *tool, struct vmm_placement *placement)
{
	struct ws_error error;
	int result = vmm_placement_find(placement, tool->options, &error);

	return result ? refuse(tool, "place", result, &error) : 0;
}

/* The machine is changed first, so that it is described and measured as it is set. */
static int begin_tuning(struct tool *tool, const struct vmm_placement *placement)
{
	const struct host_cpus cpus = {.measured = placement->measured,
				       .others = placement->others};
	struct ws_error error;
	int result;

	if (!tool->options->tune)
		return 0;
	result = host_tune_begin(&tool->tune, "", &cpus, &error);
	return result ? refuse(tool, "tune", result, &error) : 0;
}

static void run_and_tune(struct tool *tool, int (*work)(const struct vmm_options *options))
{
	struct vmm_placement placement = {.measured = 0};
	struct ws_error error;

	if (choose_cpus(tool, &placement) || begin_tuning(tool, &placement))
		return;
	describe_machine(tool, &placement);
	run_vms(tool, work);
	if (tool->options->tune && host_tune_end(&tool->tune, &error) && !tool->failure)
		tool->failure = ws_fail(&tool->error, EIO, "%s", error.text);
}

int vmm_tool_run(const struct vmm_options *options, int (*work)(const struct vmm_options *options))
{
	struct tool *tool = calloc(1, sizeof(*tool));
	struct ws_error error;
	int status;

	if (!tool || log_begin(&tool->log, &error)) {
		free(tool);
		return complain("out of memory");
	}
	if (options->samples && ws_file_try(options->samples, &error)) {
		log_free(&tool->log);
		free(tool);
		return complain(error.text);
	}
	begin_interrupts();
	tool->options = options;
	tool->records = !options->format;
	tool->until_ms = ws_now_ms() + (int64_t)options->timeout * 1000;
	tool->log.wanted = options->benchmarks ? options->benchmarks : VMM_BENCHMARKS_ALL;
	run_and_tune(tool, work);
	status = finish(tool);
	log_free(&tool->log);
	free(tool);
	if (interrupted) {
		signal(interrupted, SIG_DFL);
		raise(interrupted);
	}
	return status;
}
