// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * KVM's modes by the words of its start (Linux, arch/arm64/kvm/arm.c, "mode initialized
 * successfully"), which the kernel writes to its log once. "Hyp" alone is split mode as kernels
 * before 6.4 say it. A protected one may be built on either half. "+NV2" (kvm-arm.mode=nested, of
 * which 6.12 says nothing) tells that guests may be hypervisors, and needs VHE: it is the same mode
 * for a guest that is none. Each read of /dev/kmsg gives one record, "PRIORITY,NUMBER,TIME,FLAGS;
 * TEXT" and a newline (Documentation/ABI/testing/dev-kmsg), whatever the level of its console is.
 */
#include "vmm/arch/arm64/mode.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "vmm/arch.h"
#include "vmm/host.h"

#define LOG "/dev/kmsg"

/* Longer than any record (Linux, PRINTK_MESSAGE_MAX), and more of them than a log holds. */
#define TEXT_MAX    8192
#define RECORDS_MAX 1000000

static const struct {
	const char *said;
	const char *mode;
} modes[] = {
	{.said = "VHE mode ", .mode = "vhe"},
	{.said = "VHE+NV2 mode ", .mode = "vhe"},
	{.said = "Hyp mode ", .mode = "nvhe"},
	{.said = "Hyp nVHE mode ", .mode = "nvhe"},
	{.said = "Hyp hVHE mode ", .mode = "hvhe"},
	{.said = "Protected nVHE mode ", .mode = "protected"},
	{.said = "Protected hVHE mode ", .mode = "protected"},
};

static const char *find_mode(const char *text)
{
	static const char done[] = "initialized successfully";

	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		size_t size = strlen(modes[i].said);

		if (strncmp(text, modes[i].said, size) == 0 &&
		    strncmp(text + size, done, sizeof(done) - 1) == 0)
			return modes[i].mode;
	}
	return NULL;
}

const char *vmm_mode_in(const char *text)
{
	static const char prefix[] = "kvm [";

	text = strchr(text, ';');
	if (!text || strncmp(text + 1, prefix, sizeof(prefix) - 1) != 0)
		return NULL;
	text = strstr(text, "]: ");
	return text ? find_mode(text + 3) : NULL;
}

static const char *read_log(int log)
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
		mode = vmm_mode_in(text);
		if (mode)
			return mode;
	}
	return VMM_HOST_MODE_UNKNOWN;
}

const char *arch_host_mode(void)
{
	int log = open(LOG, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	const char *mode;

	if (log < 0)
		return VMM_HOST_MODE_UNKNOWN;
	mode = read_log(log);
	close(log);
	return mode;
}
