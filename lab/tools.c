// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A program names a library by what a link is called whose target has the whole version: packages
 * have both, and both are kept. Names from inside a package become names inside the archive, never
 * on this machine.
 */
#include "lab/tools.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lab/cpio.h"

#define OVERHEAD 4096 /* of an entry: far more than its header and its name */

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool tools_want(const char *const *names, const char *path)
{
	const char *name = last_part(path);

	if (!strstr(path, "lib/") || strlen(name) >= TOOL_NAME)
		return false;
	for (; *names; names++) {
		size_t length = strlen(*names);
		bool begins = (*names)[length - 1] == '.';

		if (begins ? strncmp(name, *names, length) == 0 : strcmp(name, *names) == 0)
			return true;
	}
	return false;
}

/* NULL, and a line: there are too many. */
static struct tool *next(struct tools *tools, const char *path, struct ws_error *error)
{
	struct tool *tool = &tools->list[tools->count];

	if (tools->count == TOOLS_MAX) {
		ws_fail(error, EFBIG, "a package has more than %d of the files wanted", TOOLS_MAX);
		return NULL;
	}
	tools->count++;
	snprintf(tool->name, sizeof(tool->name), "%s", last_part(path));
	return tool;
}

int tools_take(struct tools *tools, const char *path, char *data, size_t size,
	       struct ws_error *error)
{
	struct tool *tool = next(tools, path, error);

	if (!tool) {
		free(data);
		return -EFBIG;
	}
	tool->data = data;
	tool->size = size;
	return 0;
}

int tools_take_link(struct tools *tools, const char *path, const char *target,
		    struct ws_error *error)
{
	struct tool *tool;

	if (!target[0] || strchr(target, '/') || strlen(target) >= TOOL_NAME)
		return 0;
	tool = next(tools, path, error);
	if (!tool)
		return -EFBIG;
	snprintf(tool->target, sizeof(tool->target), "%s", target);
	return 0;
}

static int add(struct cpio *cpio, const struct tool *tool)
{
	char path[sizeof(TOOLS_FOLDER) + TOOL_NAME];
	const struct cpio_entry entry = {
		.path = path,
		.mode = tool->target[0] ? S_IFLNK | 0777 : S_IFREG | 0755,
		.target = tool->target,
		.data = tool->data,
		.size = tool->size,
	};

	snprintf(path, sizeof(path), TOOLS_FOLDER "/%s", tool->name);
	return cpio_add(cpio, &entry);
}

int tools_archive(const struct tools *tools, char **archive, size_t *size, struct ws_error *error)
{
	const struct cpio_entry folder = {.path = TOOLS_FOLDER, .mode = S_IFDIR | 0755};
	size_t room = OVERHEAD * (tools->count + 2);
	struct cpio cpio;
	int result;

	for (size_t at = 0; at < tools->count; at++)
		room += tools->list[at].size;
	result = cpio_begin(&cpio, room);
	if (!result)
		result = cpio_add(&cpio, &folder);
	for (size_t at = 0; at < tools->count && !result; at++)
		result = add(&cpio, &tools->list[at]);
	result = cpio_end(&cpio, result, archive, size);
	return result ? ws_fail_errno(error, -result, "cannot make an archive of programs") : 0;
}

void tools_free(struct tools *tools)
{
	for (size_t at = 0; at < tools->count; at++)
		free(tools->list[at].data);
	*tools = (struct tools){.count = 0};
}
