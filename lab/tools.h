/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Programs and their libraries for an initramfs: taken out of a package by their names and kept as
 * a cpio archive (newc) that the kernel unpacks beside its initramfs, all in one folder, with the
 * links by which libraries are found.
 */
#ifndef WORLDSWITCH_LAB_TOOLS_H
#define WORLDSWITCH_LAB_TOOLS_H

#include <stdbool.h>
#include <stddef.h>

#include "support/error.h"

#define TOOLS_FOLDER "toolstack"
#define TOOLS_MAX    32         /* of one package, links and all */
#define TOOL_MAX     (8U << 20) /* the largest */
#define TOOL_NAME    64         /* bytes of a name, with its NUL */

struct tools {
	struct tool {
		char name[TOOL_NAME];
		char target[TOOL_NAME]; /* of a link; empty: it is a file */
		char *data;
		size_t size;
	} list[TOOLS_MAX];
	size_t count;
};

/*
 * Whether a path inside a package is one of the names (NULL at the end), by its last part: a
 * program's, or with a '.' at its end what a library's begins with. It has to be in some lib/.
 */
bool tools_want(const char *const *names, const char *path);

/* Takes one over by the last part of its path; -EFBIG: there are too many. */
int tools_take(struct tools *tools, const char *path, char *data, size_t size,
	       struct ws_error *error);

/* A link to another file of its folder; other links are of no use, and left out. */
int tools_take_link(struct tools *tools, const char *path, const char *target,
		    struct ws_error *error);

/* The archive, allocated. */
int tools_archive(const struct tools *tools, char **archive, size_t *size, struct ws_error *error);

void tools_free(struct tools *tools);

#endif
