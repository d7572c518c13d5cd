/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * This program as a tool of its own: one VM after the other until every cell has its verdict, and
 * then the table; or records all along, for who reads them elsewhere.
 */
#ifndef WORLDSWITCH_VMM_TOOL_H
#define WORLDSWITCH_VMM_TOOL_H

#include "vmm/options.h"
#include "vmm/status.h"

/* work: one VM, from open-kvm to its end, with its console on the standard output. The exit status.
 */
int vmm_tool_run(const struct vmm_options *options, int (*work)(const struct vmm_options *options));

/* A line for the user; the status again. */
int vmm_tool_complain(enum vmm_status status, const char *text);

#endif
