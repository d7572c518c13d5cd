// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The machine stops as it does where the probe is Dom0 (probe/arch/x86_64/stop.c), by a watchdog
 * that is left alone while everybody sleeps. A paravirtualized kernel opens ports to a process as
 * any other does: it asks Xen (PHYSDEVOP_set_iobitmap), which carries out each access itself.
 */
#include "dom0/arch/x86_64/stop.h"

#include <errno.h>
#include <string.h>
#include <sys/io.h>
#include <sys/reboot.h>
#include <time.h>

#include <worldswitch/snapshots.h>

#include "probe/arch/x86_64/watchdog.h"
#include "vmm/firmware.h"

#define PORTS (PORT_WATCH - PORT_WATCH_OFF + 1)

/* The words are not read: they are others in the run that is saved, and may take another time. */
static int check_words(struct ws_error *error)
{
	char none;
	int result = vmm_firmware_read(WS_LAB_FILE, &none, sizeof(none), error);

	return result == -EFBIG ? 0 : result;
}

static int stop(struct ws_error *error)
{
	struct timespec left = {.tv_sec = WATCH_SLEEP_SECONDS};

	if (ioperm(PORT_WATCH_OFF, PORTS, 1) < 0)
		return ws_fail_errno(error, errno, "cannot use the ports of the watchdog");
	outb(WATCH_SECONDS_2, PORT_WATCH);
	while (nanosleep(&left, &left) < 0 && errno == EINTR)
		continue;
	outb(0, PORT_WATCH_OFF);
	ioperm(PORT_WATCH_OFF, PORTS, 0);
	return 0;
}

int x86_64_stop(char *words, size_t size, struct ws_error *error)
{
	int result = check_words(error);

	if (!result)
		result = stop(error);
	if (!result)
		result = vmm_firmware_read(WS_LAB_FILE, words, size, error);
	if (!result && strcmp(words, WS_LAB_NOTHING) == 0) {
		reboot(RB_POWER_OFF);
		result = ws_fail_errno(error, errno, "cannot turn the machine off");
	}
	return result;
}
