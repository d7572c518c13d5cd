// SPDX-License-Identifier: GPL-2.0-or-later
/* In which mode KVM runs, no call of its interface tells: each architecture knows where else to
 * look.
 */
#include "vmm/host.h"

#include <errno.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "vmm/arch.h"
#include "vmm/records.h"

int vmm_host_report(struct vmm_vm *vm, struct ws_error *error)
{
	struct utsname names;

	(void)vm;
	if (uname(&names) < 0)
		return ws_fail_errno(error, errno, "cannot tell the kernel's release");
	return vmm_record_host(STDOUT_FILENO, names.release, arch_host_mode(), error);
}
