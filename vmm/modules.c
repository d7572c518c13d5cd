// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Modules by finit_module(2). Whoever made the folder has sorted them: the kernel does not look for
 * what a module needs, it refuses those whose symbols nobody has.
 */
#include "vmm/modules.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ORDER_MAX 4096
#define PATH_SIZE 256

/* Reads the file whole into text, with a NUL at its end. */
static int read_order(int fd, char text[ORDER_MAX], struct ws_error *error)
{
	size_t used = 0;
	ssize_t got;

	while ((got = read(fd, text + used, ORDER_MAX - used)) > 0) {
		used += (size_t)got;
		if (used == ORDER_MAX)
			return ws_fail(error, EFBIG, "the order of modules is too long");
	}
	text[used] = '\0';
	return got < 0 ? ws_fail_errno(error, errno, "cannot read the order of modules") : 0;
}

/*
 * finit_module(2): what it cannot find is a symbol of another module. EKEYREJECTED is of a kernel
 * that insists on signatures, also where it has no key at all (module_sig_check). A record of it
 * may be cut: what matters comes first.
 */
static int explain(int code, const char *path, struct ws_error *error)
{
	if (code == ENOENT)
		return ws_fail(error, code,
			       "the kernel refuses %s: one that it needs is not loaded", path);
	if (code == EKEYREJECTED)
		return ws_fail(error, code,
			       "the kernel has no key of %s, and insists on signed modules", path);
	return ws_fail_errno(error, code, "the kernel refuses %s", path);
}

static int load(const char *folder, const char *name, const char *parameters,
		struct ws_error *error)
{
	char path[PATH_SIZE];
	int result = 0;
	int fd;

	if (strchr(name, '/') ||
	    snprintf(path, sizeof(path), "%s/%s", folder, name) >= (int)sizeof(path))
		return ws_fail(error, EINVAL, "'%.64s' is no module's name", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return ws_fail_errno(error, errno, "cannot open %s", path);
	if (syscall(SYS_finit_module, fd, parameters, 0) < 0 && errno != EEXIST)
		result = explain(errno, path, error);
	close(fd);
	return result;
}

static int load_all(const char *folder, char *order, struct ws_error *error)
{
	char *rest;
	int count = 0;

	for (char *line = strtok_r(order, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		char *parameters = strchr(line, ' ');
		int result;

		if (parameters)
			*parameters++ = '\0';
		result = load(folder, line, parameters ? parameters : "", error);
		if (result)
			return result;
		count++;
	}
	return count;
}

int vmm_modules_load(const char *folder, struct ws_error *error)
{
	char order[ORDER_MAX];
	char path[PATH_SIZE];
	int result;
	int fd;

	snprintf(path, sizeof(path), "%s/order", folder);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? 0 : ws_fail_errno(error, errno, "cannot open %s", path);
	result = read_order(fd, order, error);
	close(fd);
	return result ? result : load_all(folder, order, error);
}
