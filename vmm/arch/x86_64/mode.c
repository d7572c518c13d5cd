// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * KVM's mode: whose virtualization the CPU has, and whether it translates guests' addresses itself
 * (nested paging) or KVM keeps shadows of their page tables: "svm", "vmx", "svm-shadow",
 * "vmx-shadow". The module of each vendor says so in sysfs (Linux, arch/x86/kvm/svm/svm.c "npt",
 * vmx/vmx.c "ept"): Y or N.
 */
#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>

#include "vmm/arch.h"
#include "vmm/host.h"

#define MODULE_PARAMETER(module, parameter) "/sys/module/" module "/parameters/" parameter

static const struct {
	const char *path;
	const char *nested;
	const char *shadow;
} modules[] = {
	{.path = MODULE_PARAMETER("kvm_amd", "npt"), .nested = "svm", .shadow = "svm-shadow"},
	{.path = MODULE_PARAMETER("kvm_intel", "ept"), .nested = "vmx", .shadow = "vmx-shadow"},
};

static char read_first(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char first = '\0';

	if (fd < 0)
		return '\0';
	if (read(fd, &first, 1) != 1)
		first = '\0';
	close(fd);
	return first;
}

const char *arch_host_mode(void)
{
	for (size_t i = 0; i < sizeof(modules) / sizeof(modules[0]); i++) {
		char first = read_first(modules[i].path);

		if (first == 'Y' || first == '1')
			return modules[i].nested;
		if (first == 'N' || first == '0')
			return modules[i].shadow;
	}
	return VMM_HOST_MODE_UNKNOWN;
}
