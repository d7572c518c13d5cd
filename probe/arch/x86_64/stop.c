// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The machine stops when a watchdog is left alone for two seconds (QEMU, hw/watchdog/wdt_ib700.c),
 * all of whose CPUs are idle then: in Xen, not in a guest, where QEMU 10.0 saves one and does not
 * take it back ("vCPU set in guest-mode inconsistent with migrated kernel nested state"). A machine
 * saved there and restored does the same as one that just went on: nothing that is executed tells
 * the two apart, and the clock moves to the next event as it does whenever all are idle.
 */
#include "probe/arch/x86_64/stop.h"

#include <worldswitch/snapshots.h>

#include "probe/arch/hypercall.h"
#include "probe/arch/receiver.h"
#include "probe/arch/x86_64/port.h"
#include "probe/arch/x86_64/timer.h"
#include "probe/arch/x86_64/watchdog.h"
#include "probe/core/firmware.h"
#include "probe/core/text.h"
#include "probe/hypervisor/xen_interface.h"

#define PORT_SELECT 0x510
#define PORT_DATA   0x511

static void select_item(void *context, uint16_t item)
{
	(void)context;
	port_write_16(PORT_SELECT, item);
}

static uint8_t next_byte(void *context)
{
	(void)context;
	return port_read(PORT_DATA);
}

static const struct firmware firmware = {.select = select_item, .next = next_byte};

/* The words are not read: they are others in the run that is saved, and may take another time. */
static bool has_words(void)
{
	char none;

	return firmware_read(&firmware, WS_LAB_FILE, &none, sizeof(none)) == FIRMWARE_TOO_LARGE;
}

static void stop(void)
{
	if (!arch_receiver_open())
		return;
	port_write(PORT_WATCH, WATCH_SECONDS_2);
	timer_sleep(WATCH_SLEEP_SECONDS * TIMER_XEN_HZ);
	port_write(PORT_WATCH_OFF, 0);
	arch_receiver_close();
}

/* Of Xen's hardware domain the machine's restart, at which the emulator ends. */
static void end(void)
{
	struct sched_shutdown shutdown = {.reason = SHUTDOWN_reboot};

	arch_hypercall_xen(HYPERVISOR_sched_op, SCHEDOP_shutdown, (uint64_t)(uintptr_t)&shutdown);
}

/* No other port is touched on a machine that is not the lab's. */
bool x86_64_stop(char *words, size_t size)
{
	if (!has_words())
		return false;
	stop();
	if (firmware_read(&firmware, WS_LAB_FILE, words, size) != FIRMWARE_FOUND)
		return false;
	if (text_equal(words, WS_LAB_NOTHING))
		end();
	return true;
}
