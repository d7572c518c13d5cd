// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Xen's tools come out of Debian's packages into one folder. Their loader has one name everywhere
 * (System V ABI, AMD64 supplement: in /lib64) and looks for libraries in /lib: both are that
 * folder.
 */
#include "dom0/arch/x86_64/toolstack.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dom0/arch/x86_64/command.h"

#define FOLDER "/toolstack"

/* Where xenstored, xenconsoled and xl keep what they know of each other. */
static const char *const folders[] = {
	"/etc",      "/etc/xen",     "/run",     "/run/xen",     "/run/xenstored",
	"/run/lock", "/var",         "/var/lib", "/var/lib/xen", "/var/lib/xenstored",
	"/var/log",  "/var/log/xen", "/tmp",     "/dev/pts",
};

static const struct {
	const char *path, *target;
} links[] = {
	{.path = "/lib", .target = FOLDER},
	{.path = "/lib64", .target = FOLDER},
	{.path = "/var/run", .target = "/run"},
	{.path = "/var/lock", .target = "/run/lock"},
};

/* The store finds Dom0's kernel by the former; consoles get terminals in the latter. */
static const struct {
	const char *type, *path;
} mounts[] = {
	{.type = "xenfs", .path = "/proc/xen"},
	{.type = "devpts", .path = "/dev/pts"},
};

/* In the order in which each needs those before it. */
static const char *const services[][4] = {
	{FOLDER "/xenstored"},
	{FOLDER "/xen-init-dom0"},
	{FOLDER "/xenconsoled"},
};

static int make_file(const char *path, const char *text, struct ws_error *error)
{
	FILE *file = fopen(path, "we");
	int result = file ? fputs(text, file) : EOF;

	if (file && fclose(file) == EOF)
		result = EOF;
	return result == EOF ? ws_fail_errno(error, errno, "cannot write %s", path) : 0;
}

static int make_folders(struct ws_error *error)
{
	for (size_t at = 0; at < sizeof(folders) / sizeof(folders[0]); at++)
		if (mkdir(folders[at], 0755) < 0 && errno != EEXIST)
			return ws_fail_errno(error, errno, "cannot make %s", folders[at]);
	for (size_t at = 0; at < sizeof(links) / sizeof(links[0]); at++)
		if (symlink(links[at].target, links[at].path) < 0)
			return ws_fail_errno(error, errno, "cannot make %s", links[at].path);
	return 0;
}

static int mount_all(struct ws_error *error)
{
	for (size_t at = 0; at < sizeof(mounts) / sizeof(mounts[0]); at++)
		if (mount(mounts[at].type, mounts[at].path, mounts[at].type, MS_NOSUID | MS_NOEXEC,
			  NULL) < 0)
			return ws_fail_errno(error, errno, "cannot mount %s", mounts[at].type);
	return 0;
}

int toolstack_start(struct ws_error *error)
{
	int result = make_folders(error);

	if (!result)
		result = mount_all(error);
	if (!result)
		result = make_file("/etc/xen/xl.conf", "autoballoon=0\n", error);
	for (size_t at = 0; at < sizeof(services) / sizeof(services[0]) && !result; at++)
		result = command_run(services[at], error);
	return result;
}

int toolstack_create(const char *name, const char *config, struct ws_error *error)
{
	char path[64];
	const char *const words[] = {(FOLDER "/xl"), "create", "-p", "-e", path, NULL};
	int result;

	snprintf(path, sizeof(path), "/etc/xen/%s.cfg", name);
	result = make_file(path, config, error);
	return result ? result : command_run(words, error);
}
