// SPDX-License-Identifier: GPL-2.0-or-later
/* The device as a PCI function that no driver is needed for: sysfs has its registers to map. */
#include "vmm/pvpanic.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define DEVICES    "/sys/bus/pci/devices/*"
#define PVPANIC_ID "0x1b36 0x0011" /* QEMU, docs/specs/pci-ids.rst */
#define PAGE       4096            /* at least what a map of a smaller BAR has */

/* The first word of a file of a device; "" where there is none. */
static void read_word(const char *device, const char *file, char *word, size_t size)
{
	char path[256];
	ssize_t got = -1;
	int fd;

	snprintf(path, sizeof(path), "%s/%s", device, file);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		got = read(fd, word, size - 1);
		close(fd);
	}
	word[got < 0 ? 0 : got] = '\0';
	word[strcspn(word, "\n")] = '\0';
}

static bool is_pvpanic(const char *device)
{
	char vendor[16], model[16], both[40];

	read_word(device, "vendor", vendor, sizeof(vendor));
	read_word(device, "device", model, sizeof(model));
	snprintf(both, sizeof(both), "%s %s", vendor, model);
	return strcmp(both, PVPANIC_ID) == 0;
}

/* Without a driver nobody has made the device answer to its addresses. */
static int enable(const char *device)
{
	char path[256];
	int result;
	int fd;

	snprintf(path, sizeof(path), "%s/enable", device);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	result = write(fd, "1", 1) < 0 ? -errno : 0;
	close(fd);
	return result;
}

static int map_registers(const char *device, volatile uint8_t **registers)
{
	char path[256];
	void *map;
	int fd;

	snprintf(path, sizeof(path), "%s/resource0", device);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	map = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	*registers = map;
	close(fd);
	return map == MAP_FAILED ? -errno : 0;
}

static int use(const char *device, volatile uint8_t **registers, struct ws_error *error)
{
	int result = enable(device);

	if (!result)
		result = map_registers(device, registers);
	if (result)
		return ws_fail_errno(error, -result, "cannot use %s, which is pvpanic", device);
	return 0;
}

int vmm_pvpanic_map(volatile uint8_t **registers, struct ws_error *error)
{
	int result = ws_fail(error, ENODEV, "the kernel shows no pvpanic among its PCI devices");
	glob_t found;

	if (glob(DEVICES, 0, NULL, &found) != 0)
		return result;
	for (size_t at = 0; at < found.gl_pathc; at++)
		if (is_pvpanic(found.gl_pathv[at])) {
			result = use(found.gl_pathv[at], registers, error);
			break;
		}
	globfree(&found);
	return result;
}

void vmm_pvpanic_unmap(volatile uint8_t *registers)
{
	munmap((void *)registers, PAGE);
}
