// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Output. The surprising part is tcdrain: a serial console sends by interrupts long after write has
 * returned, and those would fall into the guest's next window. Waiting here keeps windows clean.
 */
#include "vmm/output.h"

#include <errno.h>
#include <termios.h>
#include <unistd.h>

#include "vmm/deadline.h"

static int retry(int code, struct ws_error *error)
{
	if (code != EINTR)
		return ws_fail_errno(error, code, "cannot write to standard output");
	if (vmm_deadline_expired())
		return ws_fail(error, ETIMEDOUT, "standard output took nothing until the deadline");
	return 0;
}

int vmm_output_write(int fd, const char *text, size_t length, struct ws_error *error)
{
	int result;

	while (length) {
		ssize_t put = write(fd, text, length);

		if (put < 0) {
			result = retry(errno, error);
			if (result)
				return result;
			continue;
		}
		text += put;
		length -= (size_t)put;
	}
	while (tcdrain(fd) < 0 && errno == EINTR) {
		result = retry(errno, error);
		if (result)
			return result;
	}
	return 0; /* what is no terminal has nothing to drain */
}
