/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the architecture's start-up code found out before it called probe_main. */
#ifndef WORLDSWITCH_PROBE_CORE_PLATFORM_H
#define WORLDSWITCH_PROBE_CORE_PLATFORM_H

#include <stdbool.h>

struct hypervisor;

struct platform {
	const char *architecture;
	const struct hypervisor *hypervisor;
	const char *emulator; /* that the CPU says it is made by; NULL: it does not say so */
	struct {
		const char *kind; /* the key of the `machine` record: gic */
		unsigned int version;
		bool usable; /* found, and of a kind that the probe can drive */
	} interrupt_controller;
	unsigned int cpus;
	void (*settle)(void);  /* before the first marker; NULL where there is nothing to do */
	const char *arguments; /* "" where there are none */
};

#endif
