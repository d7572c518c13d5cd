// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A store to a register of pvpanic (QEMU, docs/specs/pvpanic.rst) stops the machine, where the
 * emulator was told to, at the very instruction: the store is done and the next one is not. A
 * machine saved there and restored does the same as one that just went on. What differs from run to
 * run is read after that, and from outside of the machine's memory, which is saved: from fw_cfg.
 */
#include "vmm/lab.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "vmm/firmware.h"
#include "vmm/placement.h"

/*
 * Far from any tick, at 100, 250, 300 or 1000 of them in a second: one that is lost must not be due
 * before its timer is set again.
 */
#define STEP_NS        10000000
#define STEP_OFFSET_NS 500000
#define SOON_NS        20000

#define DEVICES    "/sys/bus/pci/devices/*"
#define PVPANIC_ID "0x1b36 0x0011" /* QEMU, docs/specs/pci-ids.rst */
#define PANICKED   1               /* the one event that every version stops at */
#define PAGE       4096            /* at least what a map of a smaller BAR has */

static int mount_sysfs(struct ws_error *error)
{
	if (mkdir("/sys", 0755) < 0 && errno != EEXIST)
		return ws_fail_errno(error, errno, "cannot create /sys");
	if (mount("sysfs", "/sys", "sysfs", MS_NOSUID | MS_NOEXEC | MS_NODEV, NULL) < 0 &&
	    errno != EBUSY)
		return ws_fail_errno(error, errno, "cannot mount sysfs");
	return 0;
}

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

static int find_registers(volatile uint8_t **registers, struct ws_error *error)
{
	int result = mount_sysfs(error);
	glob_t found;

	if (result)
		return result;
	result = ws_fail(error, ENODEV, "the kernel shows no pvpanic among its PCI devices");
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

/*
 * QEMU saves the timers of EL1 and not those of EL2, which are a kernel's own with VHE: a restored
 * one is as the kernel set it and never fires, until the kernel sets it again. It does where an
 * event comes up that is earlier than the one it waits for (Linux, hrtimer_reprogram), or where
 * that one is called off. So each CPU sleeps the shortest of sleeps.
 */
static int wake_timers(const cpu_set_t *allowed, struct ws_error *error)
{
	const struct timespec moment = {.tv_nsec = 1};
	int result = 0;

	if (prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0) < 0)
		return ws_fail_errno(error, errno, "cannot set the CPUs' timers");
	for (unsigned int cpu = 0; cpu < CPU_SETSIZE && !result; cpu++) {
		if (!CPU_ISSET(cpu, allowed))
			continue;
		result = vmm_placement_pin(cpu, error);
		nanosleep(&moment, NULL);
	}
	prctl(PR_SET_TIMERSLACK, 0, 0, 0, 0);
	return result;
}

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/*
 * Sleeps until so many steps have begun. All CPUs are idle meanwhile: what was a few instructions
 * early or late before it is not after it.
 */
static void meet(uint64_t start, unsigned int steps)
{
	uint64_t at = (start / STEP_NS + steps) * STEP_NS + STEP_OFFSET_NS;
	struct timespec until = {.tv_sec = (time_t)(at / 1000000000),
				 .tv_nsec = (long)(at % 1000000000)};

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
		continue;
}

/*
 * From the store to the moment when it stands still the emulator may find all CPUs idle, and move
 * its clock to the next event; whether it does is chance. So there is an event at once, which is
 * called off after the store (it may have been lost with this CPU's timer), and both ways of going
 * on have the same time when that has passed.
 */
static int stop(volatile uint8_t *registers, struct ws_error *error)
{
	const struct itimerspec soon = {.it_value = {.tv_nsec = SOON_NS}};
	const struct itimerspec never = {.it_value = {.tv_nsec = 0}};
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	uint64_t start = now();
	int result = 0;

	if (timer < 0)
		return ws_fail_errno(error, errno, "cannot make a timer");
	if (timerfd_settime(timer, 0, &soon, NULL) < 0)
		result = ws_fail_errno(error, errno, "cannot set a timer");
	else
		*registers = PANICKED;
	if (!result && timerfd_settime(timer, 0, &never, NULL) < 0)
		result = ws_fail_errno(error, errno, "cannot set a timer");
	close(timer);
	while (now() < start + 2 * SOON_NS)
		continue;
	return result;
}

static int stop_and_meet(struct ws_error *error)
{
	volatile uint8_t *registers;
	cpu_set_t allowed;
	uint64_t start;
	int result = find_registers(&registers, error);

	if (result)
		return result;
	if (sched_getaffinity(0, sizeof(allowed), &allowed) < 0)
		return ws_fail_errno(error, errno, "cannot tell which CPUs there are");
	start = now();
	meet(start, 2);
	result = stop(registers, error);
	if (!result)
		result = wake_timers(&allowed, error);
	sched_setaffinity(0, sizeof(allowed), &allowed);
	munmap((void *)registers, PAGE);
	if (!result)
		meet(start, 5);
	return result;
}

int vmm_lab_split(char *text, char **argv, size_t limit)
{
	size_t count = 0;
	char *rest = NULL;

	for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		if (count + 1 >= limit)
			return -E2BIG;
		argv[count++] = word;
	}
	argv[count] = NULL;
	return (int)count;
}

int vmm_lab_enter(int *argc, char ***argv, struct ws_error *error)
{
	static char text[VMM_LAB_TEXT_MAX];
	static char *words[VMM_LAB_WORDS_MAX];
	int result = stop_and_meet(error);

	if (!result)
		result = vmm_firmware_read(VMM_LAB_FILE, text, sizeof(text), error);
	if (result)
		return result;
	words[0] = (*argv)[0];
	result = vmm_lab_split(text, words + 1, VMM_LAB_WORDS_MAX - 1);
	if (result < 0)
		return ws_fail(error, E2BIG, "more than %d words from the emulator",
			       VMM_LAB_WORDS_MAX - 2);
	*argc = result + 1;
	*argv = words;
	return 0;
}
