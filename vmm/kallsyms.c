// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Most of /proc/kallsyms is not code, and each of its lines costs thousands of instructions to
 * make and some more to pass on. Its lines are in the order of addresses but for those of modules,
 * which come last and are all passed on.
 */
#include "vmm/kallsyms.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <worldswitch/symbols.h>

#include "vmm/data.h"
#include "vmm/symbols.h"

#define TYPE_AT 17 /* after 16 hexadecimal digits and a blank */
#define NAME_AT 19

/* A kernel need not have any. */
static void send_notes(void)
{
	unsigned char bytes[WS_SYMBOLS_NOTES_MAX];
	FILE *file = fopen("/sys/kernel/notes", "re");
	size_t size = file ? fread(bytes, 1, sizeof(bytes), file) : 0;

	if (file)
		fclose(file);
	vmm_data_print(WS_SYMBOLS_NOTES);
	for (size_t at = 0; at < size; at++)
		vmm_data_print("%02x", bytes[at]);
	vmm_data_print("\n");
}

/* Of the assembler's own, which modules keep; some have a control character (gas, "Local Labels").
 */
static bool is_label(const char *name)
{
	return strncmp(name, ".L", 2) == 0;
}

bool vmm_kallsyms_wanted(const char *line, bool *after_function)
{
	bool before = *after_function;

	if (strlen(line) <= NAME_AT || line[TYPE_AT - 1] != ' ' || line[NAME_AT - 1] != ' ' ||
	    strchr("aAUu", line[TYPE_AT]) || is_label(line + NAME_AT))
		return false;
	*after_function = strchr("tTwWi", line[TYPE_AT]);
	return *after_function || before || strchr(line, '[');
}

static int send_lines(FILE *file)
{
	unsigned long count = 0;
	bool after_function = false;
	char *line = NULL;
	size_t room = 0;
	ssize_t length;
	int result;

	while ((length = getline(&line, &room, file)) >= 0) {
		if (!vmm_kallsyms_wanted(line, &after_function))
			continue;
		vmm_data_add(line, (size_t)length);
		count++;
	}
	result = ferror(file) ? -errno : 0;
	free(line);
	if (!result)
		vmm_data_print(WS_SYMBOLS_END "%lu\n", count);
	return result;
}

int vmm_kallsyms_send(struct ws_error *error)
{
	FILE *file;
	int result;

	vmm_data_print(WS_SYMBOLS_HEAD);
	send_notes();
	file = fopen(VMM_SYMBOLS_FILE, "re");
	if (!file && errno != ENOENT)
		return ws_fail_errno(error, errno, "cannot read /proc/kallsyms");
	result = file ? send_lines(file) : 0;
	if (file)
		fclose(file);
	else
		vmm_data_print(WS_SYMBOLS_END "0\n"); /* a kernel without CONFIG_KALLSYMS */
	vmm_data_flush();
	return result ? ws_fail_errno(error, -result, "cannot read /proc/kallsyms") : 0;
}
