// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Where files are. The surprising rule is the XDG specification's own: a variable that is empty or
 * holds a relative path counts as not set.
 */
#include "lab/paths.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* FOLDER[/ARCHITECTURE]/NAME */
static const struct {
	const char *folder, *name;
	bool of_architecture;
} parts[] = {
	[PATHS_PROBE] = {.folder = "probe", .name = "probe.img", .of_architecture = true},
	[PATHS_VMM] = {.folder = "vmm", .name = "worldswitch-vmm", .of_architecture = true},
	[PATHS_DOM0] = {.folder = "dom0", .name = "worldswitch-dom0", .of_architecture = true},
	[PATHS_TRACER] = {.folder = "tracer", .name = "worldswitch-tracer.so"},
};

char *paths_format(const char *format, ...)
{
	va_list arguments;
	char *text;
	int length;

	va_start(arguments, format);
	length = vasprintf(&text, format, arguments);
	va_end(arguments);
	return length < 0 ? NULL : text;
}

static const char *absolute_variable(const char *name)
{
	const char *value = getenv(name);

	return value && value[0] == '/' ? value : NULL;
}

static int user_folder(const char *variable, const char *below_home, char **path,
		       struct ws_error *error)
{
	const char *base = absolute_variable(variable);
	const char *home = absolute_variable("HOME");

	if (!base && !home)
		return ws_fail(error, ENOENT,
			       "no place for files: neither HOME nor %s is set to an absolute path",
			       variable);
	*path = base ? paths_format("%s/worldswitch", base)
		     : paths_format("%s/%s/worldswitch", home, below_home);
	return *path ? 0 : ws_fail_errno(error, ENOMEM, "cannot name the folder of %s", variable);
}

int paths_cache(char **path, struct ws_error *error)
{
	return user_folder("XDG_CACHE_HOME", ".cache", path, error);
}

int paths_data(char **path, struct ws_error *error)
{
	return user_folder("XDG_DATA_HOME", ".local/share", path, error);
}

/* The folder that holds the running program, without a '/' at its end. */
static int program_folder(char folder[PATH_MAX])
{
	ssize_t length = readlink("/proc/self/exe", folder, PATH_MAX - 1);

	if (length < 0)
		return -errno;
	folder[length] = '\0';
	*strrchr(folder, '/') = '\0';
	return 0;
}

/* 1: it is there; 0: it is not. */
static int part_in(const char *folder, const char *below, const char *part, char **path)
{
	char *candidate = paths_format("%s%s/%s", folder, below, part);
	bool found;

	if (!candidate)
		return -ENOMEM;
	*path = realpath(candidate, NULL);
	found = *path && access(*path, R_OK) == 0;
	free(candidate);
	if (!found) {
		free(*path);
		*path = NULL;
	}
	return found;
}

static int part_given(const char *folder, const char *part, char **path, struct ws_error *error)
{
	int found = part_in(folder, "", part, path);

	if (found < 0)
		return ws_fail_errno(error, -found, "cannot find %s", part);
	if (!found)
		return ws_fail(error, ENOENT,
			       "%s is missing in the folder that WORLDSWITCH_LIBDIR names (%s)",
			       part, folder);
	return 0;
}

static int part_found(const char *part, char **path, struct ws_error *error)
{
	char folder[PATH_MAX];
	int found = program_folder(folder);

	if (!found)
		found = part_in(folder, "", part, path);
	if (!found)
		found = part_in(folder, "/../lib/worldswitch", part, path);
	if (found < 0)
		return ws_fail_errno(error, -found, "cannot find %s", part);
	if (!found)
		return ws_fail(
			error, ENOENT,
			"%s is missing: neither in %s nor in %s/../lib/worldswitch; run make, "
			"or set WORLDSWITCH_LIBDIR",
			part, folder, folder);
	return 0;
}

int paths_part(enum paths_part part, const char *architecture, char **path, struct ws_error *error)
{
	const char *given = getenv("WORLDSWITCH_LIBDIR");
	char *name = paths_format("%s/%s%s%s", parts[part].folder,
				  parts[part].of_architecture ? architecture : "",
				  parts[part].of_architecture ? "/" : "", parts[part].name);
	int result;

	if (!name)
		return ws_fail_errno(error, ENOMEM, "cannot find %s", parts[part].name);
	if (given && given[0])
		result = part_given(given, name, path, error);
	else
		result = part_found(name, path, error);
	free(name);
	return result;
}
