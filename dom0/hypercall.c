// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What /dev/xen/privcmd is for (Linux, include/uapi/xen/privcmd.h, which needs headers that no
 * package has). Xen reads a call's arguments at the process's own addresses and does not wait for a
 * page that is missing: all memory has to be there before.
 */
#include "dom0/hypercall.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include "probe/arch/hypercall.h"

struct privcmd_hypercall {
	uint64_t op;
	uint64_t arg[5];
};

#define IOCTL_PRIVCMD_HYPERCALL _IOC(_IOC_NONE, 'P', 0, sizeof(struct privcmd_hypercall))

static int device = -1;

int dom0_hypercall_open(struct ws_error *error)
{
	device = open(DOM0_PRIVCMD, O_RDWR | O_CLOEXEC);
	if (device < 0)
		return ws_fail_errno(error, errno, "cannot open " DOM0_PRIVCMD);
	if (mlockall(MCL_CURRENT | MCL_FUTURE) < 0)
		return ws_fail_errno(error, errno, "cannot lock memory");
	return 0;
}

int64_t arch_hypercall_xen(uint64_t call, uint64_t first, uint64_t second)
{
	struct privcmd_hypercall argument = {.op = call, .arg = {first, second}};
	int result = ioctl(device, IOCTL_PRIVCMD_HYPERCALL, &argument);

	return result < 0 ? -errno : result;
}
