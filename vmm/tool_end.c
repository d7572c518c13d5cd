// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Why a cell, or the run, has ended, and what the user gets of it. A VM that could say it is
 * believed; but one whose guest was entered and did nothing can only say that its time was up,
 * where it is KVM that runs nothing.
 */
#include "vmm/tool_state.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <worldswitch/version.h>

#include "analysis/analysis.h"
#include "probe/core/record.h"
#include "report/formats.h"
#include "support/clock.h"
#include "support/file.h"
#include "vmm/cell.h"
#include "vmm/records.h"
#include "vmm/status.h"

#define KILLED_MAX 64

/* Not by us: it had come to its end. */
static bool was_killed(const struct vmm_tool *tool, int result)
{
	return !result && tool->signal;
}

static const char *killed_by(int number, char text[KILLED_MAX])
{
	snprintf(text, KILLED_MAX, "signal %d killed its process", number);
	return text;
}

/* What a VM that is no more makes of the cell that it was at. */
static enum ws_verdict verdict_of(const struct vmm_tool *tool, int result)
{
	if (result == -ETIMEDOUT)
		return WS_VERDICT_TIMED_OUT;
	if (was_killed(tool, result))
		return WS_VERDICT_CRASHED;
	return tool->has_last && tool->last.kind == RECORD_PANIC ? WS_VERDICT_CRASHED
								 : WS_VERDICT_FAILED;
}

/* Why it is no more: as it said it, or in our own words. */
static const char *reason_of(const struct vmm_tool *tool, int result, char killed[KILLED_MAX])
{
	if (tool->has_last)
		return tool->last.reason[0] ? tool->last.reason : tool->last.where;
	if (result == -ETIMEDOUT)
		return "it fell silent";
	return was_killed(tool, result) ? killed_by(tool->signal, killed) : "its VM ended";
}

void vmm_tool_end_cell(struct vmm_tool *tool, int result)
{
	char killed[KILLED_MAX];
	struct ws_record record;

	vmm_record_cell_of(&record, (enum ws_benchmark)tool->log.started, verdict_of(tool, result),
			   reason_of(tool, result, killed));
	vmm_tool_pass(tool, record.text, record.length);
}

/* Whether a guest was entered and did nothing until its time was up. */
static bool never_ran(const struct vmm_tool *tool)
{
	return !tool->greeted && tool->last.kind == RECORD_VMM && tool->last.error == ETIMEDOUT;
}

/* The same, for about as long as a start may take: more of --timeout would not have helped. */
static bool never_starts(const struct vmm_tool *tool, int result)
{
	int64_t least = (int64_t)vmm_cell_boot_ms(tool->options) - VMM_TOOL_MARGIN_MS;

	if (tool->greeted || ws_now_ms() - tool->began_ms < least)
		return false;
	return tool->has_last ? never_ran(tool) : result == -ETIMEDOUT;
}

/* Why nothing goes on, where no VM had words for it. */
static const char *explain(const struct vmm_tool *tool, int result, char killed[KILLED_MAX])
{
	if (*tool->interrupted)
		return "interrupted";
	if (ws_now_ms() >= tool->until_ms && !never_starts(tool, result))
		return "the time is up: see --timeout";
	if (result && result != -ETIMEDOUT)
		return tool->error.text;
	if (was_killed(tool, result))
		return killed_by(tool->signal, killed);
	return tool->greeted ? "the guest fell silent between two cells"
			     : "the guest does not start: KVM cannot run it";
}

static void pass_failure(struct vmm_tool *tool, const char *step, int code, const char *reason)
{
	struct ws_record record;

	vmm_record_failure_of(&record, step, code, reason);
	vmm_tool_pass(tool, record.text, record.length);
}

void vmm_tool_give_up(struct vmm_tool *tool, int result)
{
	int code = result ? -result : EIO;
	char killed[KILLED_MAX];

	vmm_tool_tell_watched(tool);
	if (tool->has_last && !never_ran(tool)) {
		vmm_tool_pass(tool, tool->last_line, strlen(tool->last_line));
		return;
	}
	pass_failure(tool, "run", *tool->interrupted ? EINTR : code, explain(tool, result, killed));
}

int vmm_tool_refuse(struct vmm_tool *tool, const char *step, int result,
		    const struct ws_error *error)
{
	pass_failure(tool, step, -result, error->text);
	return result;
}

static int print_result(struct vmm_tool *tool, struct ws_error *error)
{
	struct ws_result *result = &tool->log.result;
	struct ws_table_options table = ws_report_terminal(STDOUT_FILENO);

	(void)ws_result_add_component(result, "vmm", "worldswitch-vmm", WS_VERSION, NULL);
	if (tool->options->format->results(stdout, result, 1, &table))
		return ws_fail_errno(error, ENOMEM, "cannot print the result");
	return ws_flush_output(error);
}

int vmm_tool_complain(enum vmm_status status, const char *text)
{
	fprintf(stderr, "worldswitch-vmm: %s\n", text);
	return (int)status;
}

/* "STEP: REASON" of what the log says of a VM that could not go on. */
static const char *step_and_reason(const char *text)
{
	static const char before[] = "the VMM failed at ";

	return strncmp(text, before, sizeof(before) - 1) == 0 ? text + sizeof(before) - 1 : text;
}

/* Of a log without a guest. */
static enum vmm_status status_of(const struct vmm_tool *tool)
{
	const struct record *last = &tool->last;

	if (tool->log.misused)
		return VMM_STATUS_USAGE;
	if (!tool->has_last || last->kind != RECORD_VMM)
		return VMM_STATUS_FAILED;
	return strcmp(last->where, VMM_STEP_OPEN_KVM) == 0 ||
			       strcmp(last->where, VMM_STEP_OPEN_IMAGE) == 0
		       ? VMM_STATUS_NOTHING
		       : VMM_STATUS_FAILED;
}

int vmm_tool_finish(struct vmm_tool *tool)
{
	int status = tool->unrestored ? VMM_STATUS_FAILED : VMM_STATUS_DONE;
	int ended;
	struct ws_error error;

	ended = log_end(&tool->log, &error);
	if (tool->failure)
		return vmm_tool_complain(VMM_STATUS_NOTHING, tool->error.text);
	if (ended)
		return vmm_tool_complain(status_of(tool), step_and_reason(error.text));
	if (!ws_result_is_good(&tool->log.result))
		status = VMM_STATUS_FAILED;
	if (!tool->records && print_result(tool, &error))
		status = vmm_tool_complain(VMM_STATUS_NOTHING, error.text);
	if (tool->options->samples && log_write_samples(&tool->log, tool->options->samples, &error))
		status = vmm_tool_complain(VMM_STATUS_NOTHING, error.text);
	return status;
}
