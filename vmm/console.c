// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The guest's console, line by line. The guest's bytes reach a user's terminal, so whatever a
 * terminal would act on is replaced; a line without an end is cut, never collected without bound.
 */
#include "vmm/console.h"

#include "records/record.h"
#include "vmm/output.h"
#include "vmm/rounds.h"

static void notice(struct vmm_console *console, size_t length)
{
	struct record record;

	if (record_find(console->line, length, &record))
		return;
	if (record.kind == RECORD_END)
		console->ending = VMM_ENDING_END;
	else if (record.kind == RECORD_PANIC)
		console->ending = VMM_ENDING_PANIC;
}

int vmm_console_flush(struct vmm_console *console, struct ws_error *error)
{
	size_t length = console->length;

	if (!length)
		return 0;
	console->length = 0;
	console->line[length] = '\0';
	notice(console, length);
	console->line[length] = '\n';
	if (console->rounds)
		vmm_rounds_take(console->rounds, console->line, length + 1);
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
