/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Devices that the guest reaches by accesses to memory or to I/O ports which end in user space, and
 * the bus that finds them. What a device does not know it refuses: a guest that reads where nothing
 * is has gone wrong, and a made-up value would hide it.
 */
#ifndef WORLDSWITCH_VMM_DEVICE_H
#define WORLDSWITCH_VMM_DEVICE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

/* Offsets are within the device; size is 1, 2, 4 or 8. -ENXIO: there is no such register. */
struct vmm_device {
	const char *name;
	uint64_t base;
	uint64_t size;
	int (*read)(void *state, uint64_t offset, unsigned int size, uint64_t *value,
		    struct ws_error *error);
	int (*write)(void *state, uint64_t offset, unsigned int size, uint64_t value,
		     struct ws_error *error);
	void *state;
};

struct vmm_bus {
	const char *space;    /* before an address in messages: "port " or, NULL, nothing */
	pthread_mutex_t lock; /* one access at a time, from whichever VCPU */
	struct vmm_device devices[4];
	size_t count;
};

/* -ENOSPC where the bus is full, -EEXIST where another device is there. */
int vmm_bus_add(struct vmm_bus *bus, const struct vmm_device *device, struct ws_error *error);

/* One access of the guest: size bytes at data, little-endian. */
int vmm_bus_access(struct vmm_bus *bus, uint64_t address, uint8_t *data, unsigned int size,
		   bool write, struct ws_error *error);

#endif
