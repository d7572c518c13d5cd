// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * /dev/kvm and calls to it. The API's version has been 12 since 2007 and is final; what differs
 * from kernel to kernel are capabilities (Linux, Documentation/virt/kvm/api.rst), and each that is
 * needed is asked for by name before anything is built on it.
 */
#include "vmm/kvm.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "vmm/arch.h"

#define DEVICE "/dev/kvm"

static const struct vmm_capability needed[] = {
	{KVM_CAP_USER_MEMORY, "KVM_CAP_USER_MEMORY"},
	{KVM_CAP_IMMEDIATE_EXIT, "KVM_CAP_IMMEDIATE_EXIT"},
	{KVM_CAP_HALT_POLL, "KVM_CAP_HALT_POLL"},
};

int vmm_kvm_try(int fd, unsigned long request, unsigned long argument)
{
	int result = ioctl(fd, request, argument);

	return result < 0 ? -errno : result;
}

int vmm_kvm_named(int fd, unsigned long request, unsigned long argument, const char *name,
		  struct ws_error *error)
{
	int result = vmm_kvm_try(fd, request, argument);

	return result < 0 ? ws_fail_errno(error, -result, "%s", name) : result;
}

static int check_capabilities(int kvm, const struct vmm_capability *capabilities, size_t count,
			      struct ws_error *error)
{
	for (size_t i = 0; i < count; i++)
		if (vmm_kvm_try(kvm, KVM_CHECK_EXTENSION, (unsigned long)capabilities[i].number) <=
		    0)
			return ws_fail(error, EOPNOTSUPP, DEVICE " has no %s: kernel too old",
				       capabilities[i].name);
	return 0;
}

static int check(int kvm, struct ws_error *error)
{
	int version = vmm_kvm_call(kvm, KVM_GET_API_VERSION, 0, error);
	int result;

	if (version < 0)
		return version;
	if (version != KVM_API_VERSION)
		return ws_fail(error, EOPNOTSUPP, DEVICE " speaks version %d, not %d", version,
			       KVM_API_VERSION);
	result = check_capabilities(kvm, needed, sizeof(needed) / sizeof(needed[0]), error);
	return result ? result
		      : check_capabilities(kvm, arch_capabilities, arch_capability_count, error);
}

static int explain_open(int code, struct ws_error *error)
{
	switch (code) {
	case ENOENT:
		return ws_fail(error, code, DEVICE " does not exist: this kernel has no KVM");
	case EACCES:
		return ws_fail(error, code,
			       DEVICE " is forbidden: `usermod -aG kvm USER`, log in again");
	case EPERM: /* not by the file's mode */
		return ws_fail(error, code,
			       DEVICE " is kept from this container: --device " DEVICE);
	case ENODEV:
	case ENXIO:
		return ws_fail(error, code, DEVICE " has no driver: this kernel's KVM is off");
	default:
		return ws_fail_errno(error, code, "cannot open " DEVICE);
	}
}

int vmm_kvm_open(int *kvm, struct ws_error *error)
{
	int result;

	*kvm = open(DEVICE, O_RDWR | O_CLOEXEC);
	if (*kvm < 0)
		return explain_open(errno, error);
	result = check(*kvm, error);
	if (result) {
		close(*kvm);
		*kvm = -1;
	}
	return result;
}
