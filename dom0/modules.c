// SPDX-License-Identifier: GPL-2.0-or-later
/* The kernel checks what it is given: a module of another kernel is refused. */
#include "dom0/modules.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <worldswitch/dom0.h>

#define FILE_NAME(symbol, name, folder) [WS_DOM0_MODULE_##symbol] = "/" name ".ko",
static const char *const files[] = {WS_DOM0_MODULE_LIST(FILE_NAME)};

static int load(const char *file, struct ws_error *error)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	long result;

	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0)
		return ws_fail_errno(error, errno, "cannot open %s", file);
	result = syscall(SYS_finit_module, fd, "", 0);
	result = result < 0 && errno != EEXIST ? ws_fail_errno(error, errno, "cannot load %s", file)
					       : 0;
	close(fd);
	return (int)result;
}

int dom0_modules_load(struct ws_error *error)
{
	for (size_t at = 0; at < sizeof(files) / sizeof(files[0]); at++) {
		int result = load(files[at], error);

		if (result)
			return result;
	}
	return 0;
}
