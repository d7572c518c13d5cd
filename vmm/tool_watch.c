// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One VM, watched from outside. Every wait has an end: a guest that says nothing for a while loses
 * its VM. What it says goes on, but for what it ends with: whether the run ends with it too is
 * known later.
 */
#include "vmm/tool_state.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/clock.h"
#include "support/file.h"
#include "vmm/cell.h"
#include "vmm/findings.h"
#include "vmm/sandbox.h"
#include "vmm/worker.h"

#define EXPIRE_MS 500 /* for its last words */

/* From `timing` to the first values: setup, warm-up and windows (probe/core/timed.c). */
#define SILENT_STEPS 3

void vmm_tool_pass(void *context, const char *line, size_t length)
{
	struct vmm_tool *tool = context;

	log_feed(&tool->log, line, length);
	if (!tool->records || tool->failure)
		return;
	tool->failure = ws_write_all(STDOUT_FILENO, line, length);
	if (tool->failure)
		ws_fail_errno(&tool->error, -tool->failure, "cannot write to standard output");
}

void vmm_tool_tell_watched(struct vmm_tool *tool)
{
	struct host_watch *watch = tool->watch;

	tool->watch = NULL;
	vmm_findings_end(watch, vmm_tool_pass, tool);
}

/* Of the machine it knows nothing; of itself, before its guest runs, that it is confined. */
static bool may_describe(struct vmm_tool *tool, const struct record *record)
{
	bool first = !tool->described;

	if (record->kind == RECORD_FINDING)
		return false;
	if (record->kind != RECORD_ENVIRONMENT)
		return true;
	tool->described = true;
	return first && strcmp(record->key, VMM_SANDBOX_KEY) == 0;
}

static void pass_line(struct vmm_tool *tool, const char *line, size_t length)
{
	char whole[LINES_MAX + 1];

	memcpy(whole, line, length);
	whole[length] = '\n';
	vmm_tool_pass(tool, whole, length + 1);
}

/*
 * What ends one VM need not end the run: it is held back until that is known. A record is one here
 * where it is one for who reads on, however long its line.
 */
static void take_line(void *context, const char *line, size_t length, bool cut)
{
	struct vmm_tool *tool = context;
	struct record record;
	bool found = record_find(line, length, &record) == 0;

	(void)cut;
	if (!length)
		return;
	if (found && (record.kind == RECORD_VMM || record.kind == RECORD_PANIC)) {
		if (!tool->has_last)
			tool->last = record;
		snprintf(tool->last_line, sizeof(tool->last_line), "%s\n", line);
		tool->has_last = true;
		return;
	}
	if (found && record.kind == RECORD_HELLO)
		tool->greeted = true;
	if (found && record.kind == RECORD_START)
		tool->begun = true;
	if (found && !may_describe(tool, &record))
		return;
	if (found && record.kind == RECORD_END)
		vmm_tool_tell_watched(tool);
	pass_line(tool, line, length);
}

/* A carriage return ends a line, as for who reads on (records/log.c); behind it is an empty one. */
static void take_bytes(struct vmm_tool *tool, char *bytes, size_t size)
{
	for (size_t at = 0; at < size; at++)
		if (bytes[at] == '\r')
			bytes[at] = '\n';
	lines_feed(&tool->lines, bytes, size, take_line, tool);
}

/*
 * From the start of a VM to its guest's first word, within 5 s; and then through the steps that a
 * cell may take without one.
 */
static int longest_silence_ms(const struct vmm_tool *tool)
{
	const struct vmm_options *options = tool->options;

	return VMM_TOOL_MARGIN_MS + (int)(tool->begun ? SILENT_STEPS * options->patience * 1000
						      : vmm_cell_boot_ms(options));
}

/* Everything that a worker says until it ends, or is silent for so long; -errno. */
static int follow(struct vmm_tool *tool, const struct vmm_worker *worker, int silence_ms)
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
		if (got == -EINTR && !*tool->interrupted)
			continue;
		if (got == -EPIPE)
			tool->failure = ws_fail(&tool->error, EPIPE, "nobody reads the output");
		if (got <= 0)
			return (int)got;
		take_bytes(tool, bytes, (size_t)got);
	}
}

int vmm_tool_watch(struct vmm_tool *tool, const struct vmm_options *options,
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
