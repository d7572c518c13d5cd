/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two ports of the watchdog by which Xen's Dom0 stops the lab's machine (QEMU,
 * hw/watchdog/wdt_ib700.c). */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_WATCHDOG_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_WATCHDOG_H

#define PORT_WATCH_OFF  0x441
#define PORT_WATCH      0x443 /* how long it may be left alone: */
#define WATCH_SECONDS_2 0xe

/* How long Dom0 sleeps then. */
#define WATCH_SLEEP_SECONDS 3

#endif
