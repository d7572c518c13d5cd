// SPDX-License-Identifier: GPL-2.0-or-later
/* The VMM's UART and bus: what a guest may do to them, and what it must not get away with. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "vmm/device.h"
#include "vmm/devices/uart.h"

#define BASE 0x09000000ULL

static char sent[16];
static size_t sent_count;

static int keep(void *context, char byte, struct ws_error *error)
{
	if (context)
		return ws_fail(error, EPIPE, "nobody reads");
	sent[sent_count++ % sizeof(sent)] = byte;
	return 0;
}

struct machine {
	struct vmm_uart uart;
	struct vmm_bus bus;
	struct ws_error error;
};

static void start(struct machine *machine)
{
	struct vmm_device device;

	*machine = (struct machine){.uart.put = keep};
	device = vmm_pl011_device(&machine->uart, BASE);
	assert_int_equal(vmm_bus_add(&machine->bus, &device, &machine->error), 0);
	sent_count = 0;
}

static int write32(struct machine *machine, uint64_t address, uint32_t value)
{
	uint8_t data[8] = {(uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16),
			   (uint8_t)(value >> 24)};

	return vmm_bus_access(&machine->bus, address, data, 4, true, &machine->error);
}

static int read32(struct machine *machine, uint64_t address, uint32_t *value)
{
	uint8_t data[8] = {0};
	int result = vmm_bus_access(&machine->bus, address, data, 4, false, &machine->error);

	*value = (uint32_t)data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 |
		 (uint32_t)data[3] << 24;
	return result;
}

static void test_sends_bytes(void **state)
{
	struct machine machine;
	uint8_t byte = 'x';

	(void)state;
	start(&machine);
	assert_int_equal(write32(&machine, BASE, 'o'), 0);
	assert_int_equal(write32(&machine, BASE, 0xffffff00 | 'k'), 0);
	assert_int_equal(vmm_bus_access(&machine.bus, BASE, &byte, 1, true, &machine.error), 0);
	assert_int_equal(sent_count, 3);
	assert_memory_equal(sent, "okx", 3);
}

static void test_is_always_ready(void **state)
{
	struct machine machine;
	uint32_t value;

	(void)state;
	start(&machine);
	assert_int_equal(read32(&machine, BASE + 0x18, &value), 0);
	assert_int_equal(value, 1 << 7 | 1 << 4); /* TXFE, RXFE; not TXFF, not BUSY */
	assert_int_equal(read32(&machine, BASE + 0x40, &value), 0);
	assert_int_equal(value, 0);
}

static void test_keeps_its_set_up(void **state)
{
	struct machine machine;
	uint32_t value;

	(void)state;
	start(&machine);
	assert_int_equal(write32(&machine, BASE + 0x24, 0x1234567), 0);
	assert_int_equal(write32(&machine, BASE + 0x30, 0x301), 0);
	assert_int_equal(write32(&machine, BASE + 0x44, 0x7ff), 0);
	assert_int_equal(read32(&machine, BASE + 0x24, &value), 0);
	assert_int_equal(value, 0x4567);
	assert_int_equal(read32(&machine, BASE + 0x30, &value), 0);
	assert_int_equal(value, 0x301);
}

static void test_says_what_it_is(void **state)
{
	static const uint32_t id[] = {0x11, 0x10, 0x14, 0x00, 0x0d, 0xf0, 0x05, 0xb1};
	struct machine machine;
	uint32_t value;

	(void)state;
	start(&machine);
	for (size_t i = 0; i < 8; i++) {
		assert_int_equal(read32(&machine, BASE + 0xfe0 + 4 * i, &value), 0);
		assert_int_equal(value, id[i]);
	}
}

static void test_refuses_unknown_registers(void **state)
{
	struct machine machine;
	uint32_t value;

	(void)state;
	start(&machine);
	assert_int_equal(read32(&machine, BASE + 0x100, &value), -ENXIO);
	assert_non_null(strstr(machine.error.text, "0x100"));
	assert_int_equal(read32(&machine, BASE + 0x44, &value), -ENXIO); /* write only */
	assert_int_equal(read32(&machine, BASE + 0xfe1, &value), -ENXIO);
	assert_int_equal(write32(&machine, BASE + 0x18, 0), -ENXIO); /* read only */
	assert_int_equal(write32(&machine, BASE + 0xfe0, 0), -ENXIO);
}

static void test_refuses_what_is_beside_it(void **state)
{
	struct machine machine;
	uint8_t data[8] = {0};
	uint32_t value;

	(void)state;
	start(&machine);
	assert_int_equal(read32(&machine, BASE - 4, &value), -ENXIO);
	assert_non_null(strstr(machine.error.text, "0x8fffffc"));
	assert_int_equal(read32(&machine, BASE + 0x1000, &value), -ENXIO);
	assert_int_equal(read32(&machine, BASE + 0xffd, &value), -ENXIO); /* over its end */
	assert_int_equal(write32(&machine, UINT64_MAX, 0), -ENXIO);
	assert_int_equal(write32(&machine, 0, 0), -ENXIO);
	assert_int_equal(vmm_bus_access(&machine.bus, BASE, data, 3, true, &machine.error),
			 -EINVAL);
	assert_int_equal(vmm_bus_access(&machine.bus, BASE, data, 0, true, &machine.error),
			 -EINVAL);
	assert_int_equal(vmm_bus_access(&machine.bus, BASE, data, 16, false, &machine.error),
			 -EINVAL);
	assert_int_equal(sent_count, 0);
}

static void test_passes_on_a_failure_to_send(void **state)
{
	struct machine machine;

	(void)state;
	start(&machine);
	machine.uart.context = &machine;
	assert_int_equal(write32(&machine, BASE, 'x'), -EPIPE);
}

static void test_bus_has_room_for_each_once(void **state)
{
	struct machine machine;
	struct vmm_device device;
	int result = 0;

	(void)state;
	start(&machine);
	device = vmm_pl011_device(&machine.uart, BASE + 0xfff);
	assert_int_equal(vmm_bus_add(&machine.bus, &device, &machine.error), -EEXIST);
	for (unsigned int i = 1; i < 16 && !result; i++) {
		device.base = BASE + i * 0x1000ULL;
		result = vmm_bus_add(&machine.bus, &device, &machine.error);
	}
	assert_int_equal(result, -ENOSPC);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sends_bytes),
		cmocka_unit_test(test_is_always_ready),
		cmocka_unit_test(test_keeps_its_set_up),
		cmocka_unit_test(test_says_what_it_is),
		cmocka_unit_test(test_refuses_unknown_registers),
		cmocka_unit_test(test_refuses_what_is_beside_it),
		cmocka_unit_test(test_passes_on_a_failure_to_send),
		cmocka_unit_test(test_bus_has_room_for_each_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
