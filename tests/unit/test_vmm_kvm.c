// SPDX-License-Identifier: GPL-2.0-or-later
/* What is said of a machine whose /dev/kvm is missing, forbidden or too old: its calls are played
 * here, in the place of the C library's. */
#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "vmm/arch.h"
#include "vmm/kvm.h"

const struct vmm_capability arch_capabilities[] = {{KVM_CAP_ARM_PSCI_0_2, "KVM_CAP_ARM_PSCI_0_2"}};
const size_t arch_capability_count = 1;

static struct {
	int refuse;  /* the errno of opening it, or 0 */
	int version; /* of its interface, or -1 */
	unsigned long missing;
	int descriptor;
} device;
static struct ws_error error;

int play_open(const char *path, int flags, ...) __asm__("open");
int play_ioctl(int fd, unsigned long request, ...) __asm__("ioctl");

int play_open(const char *path, int flags, ...)
{
	if (strcmp(path, "/dev/kvm") != 0)
		return (int)syscall(SYS_openat, AT_FDCWD, path, flags, 0600);
	if (device.refuse) {
		errno = device.refuse;
		return -1;
	}
	device.descriptor = (int)syscall(SYS_openat, AT_FDCWD, "/dev/null", O_RDWR | O_CLOEXEC, 0);
	return device.descriptor;
}

int play_ioctl(int fd, unsigned long request, ...)
{
	unsigned long argument;
	va_list arguments;

	va_start(arguments, request);
	argument = va_arg(arguments, unsigned long);
	va_end(arguments);
	assert_int_equal(fd, device.descriptor);
	if (request == KVM_CHECK_EXTENSION)
		return argument != device.missing;
	assert_int_equal(request, KVM_GET_API_VERSION);
	errno = ENOTTY;
	return device.version;
}

static int setup(void **state)
{
	(void)state;
	memset(&device, 0, sizeof(device));
	device.version = KVM_API_VERSION;
	return 0;
}

static void refused(int code, const char *why)
{
	int kvm = 0;

	assert_int_equal(vmm_kvm_open(&kvm, &error), -code);
	assert_int_equal(kvm, -1);
	if (!strstr(error.text, why))
		fail_msg("'%s' does not say '%s'", error.text, why);
}

static void a_kernel_without_it_is_named(void **state)
{
	static const struct {
		int code;
		const char *why;
	} cases[] = {
		{ENOENT, "does not exist: this kernel has no KVM"},
		{ENODEV, "has no driver: this kernel's KVM is off"},
		{ENXIO, "has no driver"},
		{EACCES, "is forbidden: `usermod -aG kvm USER`"},
		{EPERM, "is kept from this container: --device /dev/kvm"},
		{EMFILE, "cannot open /dev/kvm: Too many open files"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		device.refuse = cases[i].code;
		refused(cases[i].code, cases[i].why);
	}
}

static void what_is_too_old_is_closed_again(void **state)
{
	static const struct {
		unsigned long capability;
		const char *name;
	} cases[] = {
		{KVM_CAP_USER_MEMORY, "KVM_CAP_USER_MEMORY"},
		{KVM_CAP_IMMEDIATE_EXIT, "KVM_CAP_IMMEDIATE_EXIT"},
		{KVM_CAP_HALT_POLL, "KVM_CAP_HALT_POLL"},
		{KVM_CAP_ARM_PSCI_0_2, "KVM_CAP_ARM_PSCI_0_2"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		device.missing = cases[i].capability;
		refused(EOPNOTSUPP, cases[i].name);
		assert_int_equal(fcntl(device.descriptor, F_GETFD), -1);
	}
	device.version = 11;
	refused(EOPNOTSUPP, "version 11, not 12");
	device.version = -1;
	refused(ENOTTY, "KVM_GET_API_VERSION");
}

/* What a backend needs is asked for later, and its absence costs the others nothing. */
static void irqfd_is_not_needed_to_begin(void **state)
{
	int kvm;

	(void)state;
	device.missing = KVM_CAP_IRQFD;
	assert_int_equal(vmm_kvm_open(&kvm, &error), 0);
	close(kvm);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_kernel_without_it_is_named, setup),
		cmocka_unit_test_setup(what_is_too_old_is_closed_again, setup),
		cmocka_unit_test_setup(irqfd_is_not_needed_to_begin, setup),
	};

	return cmocka_run_group_tests_name("vmm/kvm", tests, NULL, NULL);
}
