// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds the device that a guest's access means. Sizes and addresses are the guest's: all checked.
 */
#include "vmm/device.h"

#include <errno.h>

int vmm_bus_add(struct vmm_bus *bus, const struct vmm_device *device, struct ws_error *error)
{
	if (bus->count == sizeof(bus->devices) / sizeof(bus->devices[0]))
		return ws_fail(error, ENOSPC, "no room on the bus for %s", device->name);
	for (size_t i = 0; i < bus->count; i++) {
		const struct vmm_device *other = &bus->devices[i];

		if (device->base < other->base + other->size &&
		    other->base < device->base + device->size)
			return ws_fail(error, EEXIST, "%s would lie over %s", device->name,
				       other->name);
	}
	bus->devices[bus->count++] = *device;
	return 0;
}

static const struct vmm_device *find(const struct vmm_bus *bus, uint64_t address, unsigned int size)
{
	for (size_t i = 0; i < bus->count; i++) {
		const struct vmm_device *device = &bus->devices[i];
		uint64_t offset = address - device->base;

		if (address >= device->base && offset < device->size &&
		    size <= device->size - offset)
			return device;
	}
	return NULL;
}

static uint64_t load(const uint8_t *data, unsigned int size)
{
	uint64_t value = 0;

	for (unsigned int i = 0; i < size; i++)
		value |= (uint64_t)data[i] << (8 * i);
	return value;
}

static void store(uint8_t *data, unsigned int size, uint64_t value)
{
	for (unsigned int i = 0; i < size; i++)
		data[i] = (uint8_t)(value >> (8 * i));
}

static int access_device(const struct vmm_bus *bus, uint64_t address, uint8_t *data,
			 unsigned int size, bool write, struct ws_error *error)
{
	const char *space = bus->space ? bus->space : "";
	const struct vmm_device *device;
	uint64_t value = 0;
	int result;

	if (size != 1 && size != 2 && size != 4 && size != 8)
		return ws_fail(error, EINVAL, "guest access of %u bytes at %s0x%llx", size, space,
			       (unsigned long long)address);
	device = find(bus, address, size);
	if (!device)
		return ws_fail(error, ENXIO, "guest %s %s0x%llx: nothing is there",
			       write ? "wrote to" : "read from", space,
			       (unsigned long long)address);
	if (write)
		return device->write(device->state, address - device->base, size, load(data, size),
				     error);
	result = device->read(device->state, address - device->base, size, &value, error);
	if (!result)
		store(data, size, value);
	return result;
}

int vmm_bus_access(struct vmm_bus *bus, uint64_t address, uint8_t *data, unsigned int size,
		   bool write, struct ws_error *error)
{
	int result;

	pthread_mutex_lock(&bus->lock);
	result = access_device(bus, address, data, size, write, error);
	pthread_mutex_unlock(&bus->lock);
	return result;
}
