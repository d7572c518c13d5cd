// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Who runs guests here, and on what. A KVM that is itself in a virtual machine, or that has no
 * hardware to use, gives numbers of a whole stack and not of this CPU.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "host/checks.h"
#include "host/read.h"
#include "host/settings.h"

#define CPU_INFO_MAX           65536 /* the first CPU is in there */
#define KVM_API_VERSION_STABLE 12

static void conclude_refusal(struct host_finding *finding, int code)
{
	const char *advice = "see the kernel's log";

	if (code == ENOENT)
		advice = "load kvm_intel or kvm_amd, and see whether firmware forbids "
			 "virtualization; on arm64 the kernel has to start at EL2";
	else if (code == EPERM)
		advice = "a container's device rules forbid it: allow it the device (--device "
			 "/dev/kvm)";
	else if (code == EACCES)
		advice = "join its group: `usermod -aG kvm USER`, and log in again";
	host_conclude(finding, HOST_WRONG, advice, "%s", strerror(code));
}

void host_check_device(const struct host_question *question, struct host_finding *finding)
{
	char path[HOST_PATH_MAX];
	int kvm;

	if (!host_path(path, question->root, "/dev/kvm"))
		return;
	kvm = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);
	if (kvm < 0) {
		conclude_refusal(finding, errno);
		return;
	}
	if (ioctl(kvm, KVM_GET_API_VERSION, 0) == KVM_API_VERSION_STABLE)
		host_conclude(finding, HOST_FINE, NULL, "may be used");
	else
		host_conclude(finding, HOST_WRONG, "see what made it: it is not the kernel's",
			      "does not answer as KVM does");
	close(kvm);
}

static bool has_module(const struct host_question *question, const char *name)
{
	char path[HOST_PATH_MAX];

	return host_path(path, question->root, "/sys/module/%s", name) && access(path, F_OK) == 0;
}

void host_check_module(const struct host_question *question, struct host_finding *finding)
{
	static const char *const hardware[] = {"kvm_intel", "kvm_amd"};

	for (size_t at = 0; at < sizeof(hardware) / sizeof(hardware[0]); at++)
		if (has_module(question, hardware[at])) {
			host_conclude(finding, HOST_FINE, NULL, "%s", hardware[at]);
			return;
		}
	if (has_module(question, "kvm_pvm"))
		host_conclude(finding, HOST_HAZARD,
			      "measure on a machine whose KVM uses the CPU's virtualization",
			      "kvm_pvm: guests run at user level, without the hardware's help");
	else
		host_conclude(finding, HOST_FINE, NULL, "built into the kernel, or there is none");
}

/* Whether a word is in the line of /proc/cpuinfo that begins with "flags". */
static bool has_flag(const struct host_question *question, const char *flag)
{
	char path[HOST_PATH_MAX];
	char *info;
	char *line;
	bool found = false;

	if (!host_path(path, question->root, "/proc/cpuinfo"))
		return false;
	info = host_read_long(path, CPU_INFO_MAX);
	line = info ? strstr(info, "\nflags") : NULL;
	if (line) {
		line[1 + strcspn(line + 1, "\n")] = '\0';
		for (char *word = strtok(line, " \t:"); word && !found; word = strtok(NULL, " \t:"))
			found = strcmp(word, flag) == 0;
	}
	free(info);
	return found;
}

/* What says that there is a hypervisor below, or NULL. */
static const char *hypervisor_below(const struct host_question *question, char *text, size_t size)
{
	static const struct {
		const char *path, *text; /* NULL: the file is enough */
	} signs[] = {
		{.path = "/sys/hypervisor/type"},
		{.path = "/proc/device-tree/hypervisor/compatible"},
		{.path = "/proc/device-tree/compatible", .text = "linux,dummy-virt"},
		{.path = "/sys/class/dmi/id/sys_vendor", .text = "QEMU"},
	};
	char path[HOST_PATH_MAX];

	for (size_t at = 0; at < sizeof(signs) / sizeof(signs[0]); at++)
		if (host_path(path, question->root, "%s", signs[at].path) &&
		    host_read(path, text, size) &&
		    (!signs[at].text || strcmp(text, signs[at].text) == 0))
			return text;
	return has_flag(question, "hypervisor") ? "the CPU says so" : NULL;
}

void host_check_virtual(const struct host_question *question, struct host_finding *finding)
{
	char text[64];
	const char *below = hypervisor_below(question, text, sizeof(text));

	if (below)
		host_conclude(
			finding, HOST_HAZARD,
			"measure on the machine itself: here KVM is nested or made by software, "
			"and the numbers are of all hypervisors below it, too",
			"this is a virtual machine: %s", below);
	else
		host_conclude(finding, HOST_FINE, NULL, "no hypervisor is seen below");
}

void host_check_halt_poll(const struct host_question *question, struct host_finding *finding)
{
	char text[32];

	if (!host_setting_read(question->root, HOST_HALT_POLL, 0, text, sizeof(text)))
		host_conclude(finding, HOST_NOTE, "load KVM's module", "KVM does not say");
	else if (strcmp(text, "0") == 0)
		host_conclude(finding, HOST_FINE, NULL, "0: who waits leaves its CPU");
	else
		host_conclude(finding, HOST_HAZARD,
			      host_setting_is_fixed(question->root, HOST_HALT_POLL, 0)
				      ? "this kernel takes it at its start alone: boot with "
					"kvm.halt_poll_ns=0, or load the module so"
				      : "write 0 to "
					"/sys/module/kvm/parameters/halt_poll_ns" HOST_TUNE_HINT,
			      "%s: KVM polls before it lets a waiting VCPU sleep, now so, now so",
			      text);
}
