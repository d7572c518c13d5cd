/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `doctor host` would say of the machine, as records: the same checks, of the CPUs in use. */
#ifndef WORLDSWITCH_VMM_FINDINGS_H
#define WORLDSWITCH_VMM_FINDINGS_H

#include <stddef.h>

#include "host/watch.h"

typedef void (*vmm_findings_line)(void *context, const char *line, size_t length);

/* Records of it, in as many parts as it needs, line by line. */
void vmm_findings_record(const struct host_finding *finding, vmm_findings_line line, void *context);

/* What is known at once; the watch that is begun is for vmm_findings_end, or NULL. */
struct host_watch *vmm_findings_begin(const struct host_cpus *cpus, vmm_findings_line line,
				      void *context);

/* What was seen since; the watch is no more. */
void vmm_findings_end(struct host_watch *watch, vmm_findings_line line, void *context);

#endif
