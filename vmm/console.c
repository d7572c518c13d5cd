// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The guest's console, line by line. The guest's bytes reach a user's terminal, so whatever a
 * terminal would act on is replaced; a line without an end is cut, never collected without bound.
 */
#include "vmm/console.h"

#include "vmm/output.h"
#include "vmm/records.h"

int vmm_console_flush(struct vmm_console *console, struct ws_error *error)
{
	size_t length = console->length;

	if (!length)
		return 0;
	console->length = 0;
	console->line[length] = '\0';
	if (vmm_record_is(console->line, "end"))
		console->ending = VMM_ENDING_END;
	else if (vmm_record_is(console->line, "panic"))
		console->ending = VMM_ENDING_PANIC;
	console->line[length] = '\n';
	return vmm_output_write(console->fd, console->line, length + 1, error);
}

int vmm_console_put(void *context, char byte, struct ws_error *error)
{
	struct vmm_console *console = context;

	if (byte == '\n')
		return vmm_console_flush(console, error);
	if (byte == '\r' || byte == '\0')
		return 0;
	console->line[console->length++] = byte >= 0x20 && byte < 0x7f ? byte : '?';
	return console->length == VMM_CONSOLE_LINE_MAX ? vmm_console_flush(console, error) : 0;
}
