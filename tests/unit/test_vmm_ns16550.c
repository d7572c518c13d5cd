// SPDX-License-Identifier: GPL-2.0-or-later
/* The VMM's UART of a PC: what is sent arrives, the divisor is no text, and nothing but bytes. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "vmm/device.h"
#include "vmm/devices/uart.h"

#define COM1 0x3f8ULL
#define IER  (COM1 + 1)
#define IIR  (COM1 + 2)
#define LCR  (COM1 + 3)
#define MCR  (COM1 + 4)
#define LSR  (COM1 + 5)
#define MSR  (COM1 + 6)
#define SCR  (COM1 + 7)
#define DLAB 0x80

static char sent[16];
static size_t sent_count;
static struct vmm_uart uart;
static struct vmm_bus bus;
static struct ws_error error;

static int keep(void *context, char byte, struct ws_error *failure)
{
	if (context)
		return ws_fail(failure, EPIPE, "nobody reads");
	sent[sent_count++ % sizeof(sent)] = byte;
	return 0;
}

static int start(void **state)
{
	struct vmm_device device = vmm_ns16550_device(&uart, COM1);

	(void)state;
	uart = (struct vmm_uart){.put = keep};
	bus = (struct vmm_bus){.space = "port ", .lock = PTHREAD_MUTEX_INITIALIZER};
	sent_count = 0;
	return vmm_bus_add(&bus, &device, &error);
}

static int put(uint64_t port, uint8_t value)
{
	return vmm_bus_access(&bus, port, &value, 1, true, &error);
}

static unsigned int get(uint64_t port)
{
	uint8_t value = 0xee;

	assert_int_equal(vmm_bus_access(&bus, port, &value, 1, false, &error), 0);
	return value;
}

static void test_sends_bytes(void **state)
{
	(void)state;
	assert_int_equal(put(COM1, 'o'), 0);
	assert_int_equal(put(COM1, 'k'), 0);
	assert_int_equal(sent_count, 2);
	assert_memory_equal(sent, "ok", 2);
}

static void test_is_always_ready(void **state)
{
	(void)state;
	assert_int_equal(get(LSR), 0x60);
	assert_int_equal(put(COM1, 'x'), 0);
	assert_int_equal(get(LSR), 0x60);
	assert_int_equal(get(IIR), 0x01);
	assert_int_equal(get(MSR), 0xb0);
	assert_int_equal(get(COM1), 0); /* nothing received */
}

static void test_the_divisor_is_no_text(void **state)
{
	(void)state;
	assert_int_equal(put(LCR, DLAB | 3), 0);
	assert_int_equal(put(COM1, 12), 0);
	assert_int_equal(put(IER, 1), 0);
	assert_int_equal(get(COM1), 12);
	assert_int_equal(get(IER), 1);
	assert_int_equal(put(LCR, 3), 0);
	assert_int_equal(sent_count, 0);
	assert_int_equal(get(IER), 0);
	assert_int_equal(put(COM1, 'x'), 0);
	assert_int_equal(sent_count, 1);
}

static void test_keeps_its_set_up(void **state)
{
	(void)state;
	assert_int_equal(put(IER, 0xff), 0);
	assert_int_equal(put(IIR, 0xc7), 0); /* the FIFOs' control */
	assert_int_equal(put(MCR, 0xff), 0);
	assert_int_equal(put(SCR, 0xa5), 0);
	assert_int_equal(put(LSR, 0), 0);
	assert_int_equal(put(MSR, 0), 0);
	assert_int_equal(get(IER), 0x0f);
	assert_int_equal(get(IIR), 0x01);
	assert_int_equal(get(MCR), 0x1f);
	assert_int_equal(get(SCR), 0xa5);
	assert_int_equal(get(LSR), 0x60);
	assert_int_equal(get(MSR), 0xb0);
}

static void test_refuses_what_is_no_byte(void **state)
{
	uint8_t data[8] = {0};

	(void)state;
	assert_int_equal(vmm_bus_access(&bus, COM1, data, 2, true, &error), -ENXIO);
	assert_int_equal(vmm_bus_access(&bus, LSR, data, 2, false, &error), -ENXIO);
	assert_int_equal(vmm_bus_access(&bus, SCR, data, 2, false, &error), -ENXIO);
	assert_non_null(strstr(error.text, "port 0x3ff")); /* over its end */
	assert_int_equal(put(COM1 - 1, 0), -ENXIO);
	assert_int_equal(put(COM1 + 8, 0), -ENXIO);
	assert_int_equal(sent_count, 0);
}

static void test_passes_on_a_failure_to_send(void **state)
{
	(void)state;
	uart.context = &uart;
	assert_int_equal(put(COM1, 'x'), -EPIPE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_sends_bytes, start),
		cmocka_unit_test_setup(test_is_always_ready, start),
		cmocka_unit_test_setup(test_the_divisor_is_no_text, start),
		cmocka_unit_test_setup(test_keeps_its_set_up, start),
		cmocka_unit_test_setup(test_refuses_what_is_no_byte, start),
		cmocka_unit_test_setup(test_passes_on_a_failure_to_send, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
