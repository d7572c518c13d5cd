// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A hostile guest at the VMM's bus, with the UARTs of both kinds on it: eleven bytes are one access
 * (kind, place, value), what is left over goes to the console.
 */
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "vmm/backend.h"
#include "vmm/console.h"
#include "vmm/device.h"
#include "vmm/devices/uart.h"
#include "vmm/placement.h"
#include "vmm/vcpu.h"
#include "vmm/vm.h"

#define BASE     0x09000000ULL
#define DOORBELL (BASE + VMM_PL011_SIZE)
#define PORT     (DOORBELL + WS_BACKEND_SIZE)

static _Alignas(8) uint8_t guest[64];

/* As backend.c does it, without its threads. */
void vmm_backend_take(struct vmm_backend *backend, uint64_t clock)
{
	if (backend->mailbox)
		backend->mailbox->taken = ++backend->taken;
	if (backend->mailbox)
		backend->mailbox->clock = clock;
}

bool vmm_cell_step(struct vmm_vm *vm, uint64_t value)
{
	(void)vm;
	return value % 2;
}

bool vmm_more(struct vmm_vm *vm, enum ws_benchmark benchmark)
{
	return vm && benchmark;
}

void vmm_placement_keep(bool keep)
{
	(void)keep; /* the fuzzer's own priority is not the guest's to change */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int null = -1;
	struct vmm_console console = {0};
	struct vmm_uart uart = {.put = vmm_console_put, .context = &console};
	struct vmm_uart other = uart;
	struct vmm_memory memory = {.base = BASE, .size = sizeof(guest), .host = guest};
	static struct vmm_vm vm;
	struct vmm_vcpu vcpu = {.fd = -1, .vm = &vm};
	struct vmm_backend other_vms = {.timed = true};
	struct vmm_backend backend = {
		.memory = &memory,
		.vcpu = &vcpu,
		.timed = true,
		.other = &other_vms,
		.put = vmm_console_put,
		.console = &console,
	};
	struct vmm_device device = vmm_pl011_device(&uart, BASE);
	struct vmm_device port = vmm_ns16550_device(&other, PORT);
	struct vmm_device doorbell = vmm_doorbell_device(&backend, DOORBELL);
	struct vmm_bus bus = {.lock = PTHREAD_MUTEX_INITIALIZER};
	struct ws_error error;

	if (null < 0)
		null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	console.fd = null;
	if (vmm_bus_add(&bus, &device, &error) || vmm_bus_add(&bus, &port, &error) ||
	    vmm_bus_add(&bus, &doorbell, &error))
		__builtin_trap();
	for (; size >= 11; data += 11, size -= 11) {
		uint64_t address = BASE + (data[1] | (uint64_t)data[2] << 8);
		uint8_t value[8];

		memcpy(value, data + 3, sizeof(value));
		if (data[0] & 0x40)
			memcpy(&address, data + 3, sizeof(address));
		if (data[0] & 0x20)
			address = BASE;
		(void)vmm_bus_access(&bus, address, value, data[0] & 0x1f, data[0] & 0x80, &error);
	}
	for (; size; data++, size--)
		(void)vmm_console_put(&console, (char)*data, &error);
	(void)vmm_console_flush(&console, &error);
	return 0;
}
