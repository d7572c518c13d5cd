/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a CPU waits that is going to be interrupted. */
#ifndef WORLDSWITCH_PROBE_ARCH_REST_H
#define WORLDSWITCH_PROBE_ARCH_REST_H

enum arch_rest {
	ARCH_REST_RUNNING, /* a loop with interrupts enabled */
	ARCH_REST_IDLE,    /* halted until an interrupt comes */
};

#endif
