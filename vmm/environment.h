/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What timings depend on beside the code that runs: the machine, and how its kernel is set. */
#ifndef WORLDSWITCH_VMM_ENVIRONMENT_H
#define WORLDSWITCH_VMM_ENVIRONMENT_H

#include <stdbool.h>
#include <stddef.h>

#define VMM_ENVIRONMENT_TEXT_MAX 512

/* Each thing that is known of CPU `cpu`, in a fixed order; text is valid during the call. */
typedef void (*vmm_environment_take)(void *context, const char *key, const char *text);
void vmm_environment_read(unsigned int cpu, vmm_environment_take take, void *context);

/* Records of it, in as many parts as each needs, line by line. */
typedef void (*vmm_environment_line)(void *context, const char *line, size_t length);
void vmm_environment_record(const char *key, const char *text, vmm_environment_line line,
			    void *context);

#endif
