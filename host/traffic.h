/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What takes time from a CPU: its interrupts, and the host under a virtual machine. */
#ifndef WORLDSWITCH_HOST_TRAFFIC_H
#define WORLDSWITCH_HOST_TRAFFIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Ticks of a CPU since its start. */
struct host_time {
	uint64_t all;
	uint64_t stolen;
};

/* Out of /proc/stat; false: it is not there, or makes no sense. */
bool host_time_parse(const char *stat, unsigned int cpu, struct host_time *time);

struct host_interrupt {
	char label[16]; /* "41", "LOC" */
	char name[48];  /* "virtio3-rx" */
	uint64_t count;
};

/* A device's; else the kernel's own: timers, calls to other CPUs. */
bool host_interrupt_is_device(const struct host_interrupt *interrupt);

/*
 * Each row of /proc/interrupts, with what that CPU had of it: up to limit of them. 0: there are
 * none, or the CPU has no column.
 */
size_t host_interrupts_parse(const char *text, unsigned int cpu, struct host_interrupt *interrupts,
			     size_t limit);

#endif
