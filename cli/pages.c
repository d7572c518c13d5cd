// SPDX-License-Identifier: GPL-2.0-or-later
/* The man pages as files, each written whole, for `make install` and packages. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "cli/manual.h"
#include "support/file.h"

/* NULL: the page of all commands. */
static int write_page(const char *folder, const struct cli_command *command, struct ws_error *error)
{
	char path[PATH_MAX];
	size_t size = 0;
	char *text = NULL;
	FILE *out;
	int result;

	if (snprintf(path, sizeof(path), "%s/worldswitch%s%s.1", folder, command ? "-" : "",
		     command ? command->name : "") >= (int)sizeof(path))
		return ws_fail(error, ENAMETOOLONG,
			       "cannot write to %.64s...: its name is too long", folder);
	out = open_memstream(&text, &size);
	if (!out)
		return ws_fail_errno(error, errno, "cannot write %s", path);
	if (command)
		cli_manual_command(out, command);
	else
		cli_manual_roff(out);
	result = fclose(out) ? ws_fail_errno(error, errno, "cannot write %s", path)
			     : ws_file_write(path, text, size, error);
	free(text);
	return result;
}

int cli_manual_pages(const char *folder, struct ws_error *error)
{
	int result = ws_directory_create(folder, error);

	if (!result)
		result = write_page(folder, NULL, error);
	for (size_t at = 0; at < cli_command_count && !result; at++)
		result = write_page(folder, &cli_commands[at], error);
	return result;
}
