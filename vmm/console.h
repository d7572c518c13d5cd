/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The guest's console: bytes come in from a device, whole lines go out, and the last is noticed. */
#ifndef WORLDSWITCH_VMM_CONSOLE_H
#define WORLDSWITCH_VMM_CONSOLE_H

#include <stddef.h>

#include "support/error.h"

#define VMM_CONSOLE_LINE_MAX 255

/* The last thing that the guest has to say, see records.h. */
enum vmm_ending { VMM_ENDING_NONE, VMM_ENDING_END, VMM_ENDING_PANIC };

struct vmm_rounds;

struct vmm_console {
	int fd;
	struct vmm_rounds *rounds; /* reads along; NULL where nothing is timed */
	enum vmm_ending ending;
	size_t length;
	char line[VMM_CONSOLE_LINE_MAX + 2]; /* room for the newline and a NUL */
};

/* One byte from the guest; context is the console. */
int vmm_console_put(void *context, char byte, struct ws_error *error);

/* Ends a line that the guest left open. */
int vmm_console_flush(struct vmm_console *console, struct ws_error *error);

#endif
