/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a run as a tool knows; for tool.c, tool_end.c and tool_watch.c alone. Each of them calls
 * those that are named after it.
 */
#ifndef WORLDSWITCH_VMM_TOOL_STATE_H
#define WORLDSWITCH_VMM_TOOL_STATE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "host/tune.h"
#include "host/watch.h"
#include "records/log.h"
#include "vmm/options.h"
#include "vmm/tool.h"

/* The VM has limits of its own, which are the ones to be met: ours is for where it keeps none. */
#define VMM_TOOL_MARGIN_MS 500

struct vmm_tool {
	const struct vmm_options *options;
	const volatile sig_atomic_t *interrupted; /* the signal, or 0 */
	struct log log;
	struct lines lines; /* of the worker */
	int64_t began_ms;   /* this VM */
	bool greeted;       /* its guest has said something, */
	bool begun;         /* and has come to its first cell */
	bool described;     /* a VM has described itself; the others are as it is */
	bool records;       /* are what is printed */
	int64_t until_ms;
	char last_line[LINES_MAX + 2]; /* that ended a VM, held back */
	struct record last;
	bool has_last;
	struct host_tune tune;
	struct host_watch *watch; /* of the CPUs, until it is told of */
	int signal;               /* that killed the VM's process before we did, or 0 */
	bool unrestored;          /* is the machine, and that is said */
	struct ws_error error;    /* of the output */
	int failure;
};

/*
 * tool_watch.c: one VM from its start to its end. 0 where it came to its own end, else what ended
 * it.
 */
int vmm_tool_watch(struct vmm_tool *tool, const struct vmm_options *options,
		   int (*work)(const struct vmm_options *options));

/*
 * A line with its newline, of a VM or of our own: on to the reader, and to our own books. The
 * context is the tool.
 */
void vmm_tool_pass(void *context, const char *line, size_t length);

/* Before the last record: what was seen of the CPUs meanwhile, once. */
void vmm_tool_tell_watched(struct vmm_tool *tool);

/* tool_end.c: the cell under way gets its verdict from what the watch of its VM came to. */
void vmm_tool_end_cell(struct vmm_tool *tool, int result);

/* Why nothing goes on: as the last VM said it, or in our own words. */
void vmm_tool_give_up(struct vmm_tool *tool, int result);

/* Nothing has begun, and why is the last record; result again. */
int vmm_tool_refuse(struct vmm_tool *tool, const char *step, int result,
		    const struct ws_error *error);

/* After the last VM: what there is is shown, and the worst of it is the status. */
int vmm_tool_finish(struct vmm_tool *tool);

#endif
