// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * In which mode KVM runs, no call of its interface tells; the kernel writes it to its log once.
 * Each read of /dev/kmsg gives one record, "PRIORITY,NUMBER,TIME,FLAGS;TEXT" and a newline (Linux,
 * Documentation/ABI/testing/dev-kmsg), whatever the level of its console is.
 */
#include "vmm/host.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "vmm/arch.h"
#include "vmm/records.h"

#define LOG "/dev/kmsg"

/* Longer than any record (Linux, PRINTK_MESSAGE_MAX), and more of them than a log holds. */
#define TEXT_MAX    8192
#define RECORDS_MAX 1000000

const char *vmm_host_mode_in(const char *text)
{
	static const char prefix[] = "kvm [";

	text = strchr(text, ';');
	if (!text || strncmp(text + 1, prefix, sizeof(prefix) - 1) != 0)
		return NULL;
	text = strstr(text, "]: ");
	return text ? arch_host_mode(text + 3) : NULL;
}

static const char *find_mode(int log)
{
	char text[TEXT_MAX + 1];

	for (unsigned int at = 0; at < RECORDS_MAX; at++) {
		ssize_t size = read(log, text, TEXT_MAX);
		const char *mode;

		if (size < 0 && (errno == EPIPE || errno == EINTR))
			continue; /* EPIPE: the oldest have been overwritten meanwhile */
		if (size <= 0)
			break;
		text[size] = '\0';
		mode = vmm_host_mode_in(text);
		if (mode)
			return mode;
	}
	return VMM_HOST_MODE_UNKNOWN;
}

int vmm_host_report(struct vmm_vm *vm, struct ws_error *error)
{
	const char *mode = VMM_HOST_MODE_UNKNOWN;
	int log = open(LOG, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct utsname names;

	(void)vm;
	if (log >= 0) {
		mode = find_mode(log);
		close(log);
	}
	if (uname(&names) < 0)
		return ws_fail_errno(error, errno, "cannot tell the kernel's release");
	return vmm_record_host(STDOUT_FILENO, names.release, mode, error);
}
