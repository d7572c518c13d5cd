// SPDX-License-Identifier: GPL-2.0-or-later
/* Which way to fw_cfg a kernel has open: CONFIG_DEVMEM, or CONFIG_FW_CFG_SYSFS built in. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "vmm/firmware.h"

#define DRIVER_FILE "/sys/firmware/qemu_fw_cfg/by_name/%s/raw"

static int read_driver(const char *name, char *text, size_t size, struct ws_error *error)
{
	char path[256];
	ssize_t got;
	int fd;

	snprintf(path, sizeof(path), DRIVER_FILE, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	got = read(fd, text, size);
	if (got < 0)
		got = -errno;
	close(fd);
	if (got >= (ssize_t)size)
		return ws_fail(error, EFBIG, "%s has more than %zu bytes", path, size - 1);
	if (got >= 0)
		text[got] = '\0';
	return got < 0 ? (int)got : 0;
}

static int ask(const struct firmware *firmware, const char *name, char *text, size_t size,
	       struct ws_error *error)
{
	switch (firmware_read(firmware, name, text, size)) {
	case FIRMWARE_MISSING:
		return ws_fail(error, ENODEV, "this machine has no fw_cfg");
	case FIRMWARE_NO_FILE:
		return ws_fail(error, ENOENT, "fw_cfg has no %s", name);
	case FIRMWARE_TOO_LARGE:
		return ws_fail(error, EFBIG, "%s in fw_cfg has more than %zu bytes", name,
			       size - 1);
	default:
		return 0;
	}
}

int vmm_firmware_read(const char *name, char *text, size_t size, struct ws_error *error)
{
	struct firmware firmware;
	struct ws_error ignored;
	int result = arch_firmware_open(&firmware, error);

	if (result)
		return read_driver(name, text, size, &ignored) ? result : 0;
	result = ask(&firmware, name, text, size, error);
	arch_firmware_close(&firmware);
	return result;
}
