// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A VM that ended, or was ended, costs the cell that it was at; what is left goes on in a new one.
 * The stream of records that comes of it is the one that a healthy run has: whoever reads it need
 * not know how many VMs there were.
 */
#include "vmm/tool.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include <worldswitch/records.h>

#include "probe/core/record.h"
#include "support/clock.h"
#include "support/file.h"
#include "vmm/environment.h"
#include "vmm/findings.h"
#include "vmm/placement.h"
#include "vmm/tool_state.h"

static volatile sig_atomic_t interrupted;

static void note_interrupt(int number)
{
	interrupted = number;
}

static void begin_interrupts(void)
{
	struct sigaction action = {.sa_handler = note_interrupt};

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static void note_environment(void *context, const char *key, const char *text)
{
	vmm_environment_record(key, text, vmm_tool_pass, context);
}

/* As it is now: where it was tuned, so. */
static void describe_machine(struct vmm_tool *tool, const struct vmm_placement *placement)
{
	const struct host_cpus cpus = {.measured = placement->measured,
				       .others = placement->others};
	char used[32];

	note_environment(tool, "via", "worldswitch-vmm");
	vmm_environment_read(placement->measured, note_environment, tool);
	snprintf(used, sizeof(used), "%u,%u", cpus.measured, cpus.others);
	note_environment(tool, "host-cpus", used);
	if (tool->options->tune)
		note_environment(tool, "tuned", tool->tune.text);
	tool->watch = vmm_findings_begin(&cpus, vmm_tool_pass, tool);
}

static int choose_cpus(struct vmm_tool *tool, struct vmm_placement *placement)
{
	struct ws_error error;
	int result = vmm_placement_find(placement, tool->options, &error);

	if (!result)
		return 0;
	return vmm_tool_refuse(tool, result == -EINVAL ? WS_VMM_STEP_OPTIONS : "place", result,
			       &error);
}

/* The machine is changed first, so that it is described and measured as it is set. */
static int begin_tuning(struct vmm_tool *tool, const struct vmm_placement *placement)
{
	const struct host_cpus cpus = {.measured = placement->measured,
				       .others = placement->others};
	struct ws_error error;
	int result;

	if (!tool->options->tune)
		return 0;
	result = host_tune_begin(&tool->tune, "", &cpus, &error);
	return result ? vmm_tool_refuse(tool, "tune", result, &error) : 0;
}

static bool is_over(const struct vmm_tool *tool)
{
	return tool->log.end || tool->log.refused || tool->failure || interrupted ||
	       tool->log.verdict != WS_VERDICT_MEASURED || ws_now_ms() >= tool->until_ms;
}

/* In place of a guest that did not come to say it. */
static void pass_end(struct vmm_tool *tool)
{
	struct ws_record record;

	vmm_tool_tell_watched(tool);
	ws_record_begin(&record, "end");
	ws_record_decimal(&record, "cells", 0);
	ws_record_end(&record);
	vmm_tool_pass(tool, record.text, record.length);
}

static void run_vms(struct vmm_tool *tool, int (*work)(const struct vmm_options *options))
{
	struct vmm_options options = *tool->options;
	uint32_t left = tool->log.wanted;

	options.timed = true;
	options.confined = true;
	for (;;) {
		uint32_t before = left;
		int result;

		options.benchmarks = left;
		result = vmm_tool_watch(tool, &options, work);
		if (tool->log.started >= 0 && !interrupted)
			vmm_tool_end_cell(tool, result);
		left = log_left(&tool->log);
		if (!left)
			break;
		if (left == before || is_over(tool)) {
			if (!tool->log.end)
				vmm_tool_give_up(tool, result);
			return;
		}
	}
	if (!tool->log.end)
		pass_end(tool);
}

static void run_and_tune(struct vmm_tool *tool, int (*work)(const struct vmm_options *options))
{
	struct vmm_placement placement = {.measured = 0};
	struct ws_error error;

	if (choose_cpus(tool, &placement) || begin_tuning(tool, &placement))
		return;
	describe_machine(tool, &placement);
	run_vms(tool, work);
	vmm_tool_tell_watched(tool);
	if (tool->options->tune && host_tune_end(&tool->tune, &error)) {
		tool->unrestored = true;
		vmm_tool_complain(VMM_STATUS_FAILED, error.text);
	}
}

int vmm_tool_run(const struct vmm_options *options, int (*work)(const struct vmm_options *options))
{
	struct vmm_tool *tool = calloc(1, sizeof(*tool));
	struct ws_error error;
	int status;

	if (!tool || log_begin(&tool->log, &error)) {
		free(tool);
		return vmm_tool_complain(VMM_STATUS_FAILED, "out of memory");
	}
	if (options->samples && ws_file_try(options->samples, &error)) {
		log_free(&tool->log);
		free(tool);
		return vmm_tool_complain(VMM_STATUS_NOTHING, error.text);
	}
	begin_interrupts();
	tool->options = options;
	tool->interrupted = &interrupted;
	tool->records = !options->format;
	tool->until_ms = ws_now_ms() + (int64_t)options->timeout * 1000;
	tool->log.wanted = options->benchmarks ? options->benchmarks : VMM_BENCHMARKS_ALL;
	run_and_tune(tool, work);
	status = vmm_tool_finish(tool);
	log_free(&tool->log);
	free(tool);
	if (interrupted) {
		signal(interrupted, SIG_DFL);
		raise(interrupted);
	}
	return status;
}
