// SPDX-License-Identifier: GPL-2.0-or-later
/* The backend's registers, which the guest writes as it likes, with a KVM that is played here. */
#include <errno.h>
#include <linux/kvm.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <worldswitch/records.h>

#include "tests/unit/played_kvm.h"

static char text[256];

static int put(void *console, char byte, struct ws_error *error)
{
	assert_ptr_equal(console, text);
	if (text_size == sizeof(text))
		return ws_fail(error, ENOSPC, "a long text");
	text[text_size++] = byte;
	return 0;
}

/* Without KVM_IRQFD no interrupt of the backend's can be: the probe skips what needs one. */
static void test_finds_what_the_kernel_has(void **state)
{
	(void)state;
	assert_int_equal(vmm_backend_features(-1, false), 0);
	kvm.ioeventfd = true;
	assert_int_equal(vmm_backend_features(-1, true),
			 WS_BACKEND_HAS_IOEVENTFD | WS_BACKEND_HAS_CPU);
	kvm.irqfd = -EINVAL; /* KVM_CHECK_EXTENSION itself may fail */
	assert_int_equal(vmm_backend_features(-1, false), WS_BACKEND_HAS_IOEVENTFD);
	create(vmm_backend_features(-1, false));
	assert_int_equal(kvm.interrupts, 0);
	assert_int_equal(backend.interrupt, -1);
	vmm_backend_destroy(&backend);
	kvm.irqfd = 1;
	assert_int_equal(vmm_backend_features(-1, false),
			 WS_BACKEND_HAS_IOEVENTFD | WS_BACKEND_HAS_IRQFD);
}

static void test_makes_what_the_kernel_has(void **state)
{
	(void)state;
	create(0);
	assert_int_equal(kvm.stores + kvm.interrupts, 0);
	create(WS_BACKEND_HAS_IOEVENTFD);
	assert_int_equal(kvm.stores, 2);
	assert_int_equal(kvm.interrupts, 0);
	vmm_backend_destroy(&backend);
	create(WS_BACKEND_HAS_IOEVENTFD | WS_BACKEND_HAS_IRQFD);
	assert_int_equal(kvm.interrupts, 1);
	vmm_backend_destroy(&backend);
	kvm.refuse = EINVAL;
	assert_int_equal(vmm_backend_create(&backend, -1, BASE, INTERRUPT, &failure), -EINVAL);
	assert_non_null(strstr(failure.text, "KVM_IOEVENTFD"));
}

static void test_registers(void **state)
{
	uint32_t features = 0;

	(void)state;
	backend.features = 5;
	assert_int_equal(vmm_bus_access(&bus, BASE, (uint8_t *)&features, 4, false, &failure), 0);
	assert_int_equal(features, 5);
	assert_int_equal(store(WS_BACKEND_MARKS_EXITS, 1, 4), 0);
	assert_true(vcpu.marks_exits);
	assert_int_equal(store(WS_BACKEND_MARKS_EXITS, 0, 4), 0);
	assert_false(vcpu.marks_exits);
	assert_int_equal(store(WS_BACKEND_YIELD, 0, 4), 0);
	assert_int_equal(store(WS_BACKEND_SIGNAL_EXIT, 0, 4), 0); /* there is no mailbox yet */
	assert_int_equal(store(WS_BACKEND_MAILBOX, MEMORY, 8), 0);
	assert_int_equal(store(WS_BACKEND_SIGNAL_EXIT, 0, 4), 0);
	assert_int_equal(store(WS_BACKEND_SIGNAL_EXIT, 0, 4), 0);
	assert_int_equal(mailbox->taken, 2);
	assert_int_equal(store(WS_BACKEND_MAILBOX, MEMORY, 8), 0);
	assert_int_equal(store(WS_BACKEND_SIGNAL_EXIT, 0, 4), 0);
	assert_int_equal(mailbox->taken, 1); /* counted anew */
}

static int load(uint64_t where, unsigned int size, uint64_t *value)
{
	*value = 0;
	return vmm_bus_access(&bus, BASE + where, (uint8_t *)value, size, false, &failure);
}

static void make_timed(void)
{
	backend.timed = true;
	backend.put = put;
	backend.console = text;
}

static void test_registers_of_who_is_timed(void **state)
{
	struct vmm_backend other = {.timed = true};
	uint64_t value;

	(void)state;
	make_timed();
	assert_int_equal(load(WS_BACKEND_MORE, 4, &value), 0);
	assert_int_equal(value, 0); /* no cell has begun */
	assert_int_equal(store(WS_BACKEND_CELL, 7, 4), 0);
	assert_int_equal(step, 7);
	vm.cell = (struct vmm_cell){.begun = true, .benchmark = WS_BENCHMARK_IO_OUT};
	assert_int_equal(load(WS_BACKEND_MORE, 4, &value), 0);
	assert_int_equal(value, 1);
	assert_int_equal(store(WS_BACKEND_CLOCK, 5, 8), -ENXIO); /* there is no other VM */
	backend.other = &other;
	assert_int_equal(store(WS_BACKEND_CLOCK, 5, 8), 0);
	assert_int_equal(other.other_clock, 5);
	backend.other_clock = UINT64_MAX;
	assert_int_equal(load(WS_BACKEND_CLOCK, 8, &value), 0);
	assert_true(value == UINT64_MAX);
	memcpy(guest + 8, "a line\nno more", 15);
	assert_int_equal(store(WS_BACKEND_TEXT, MEMORY + 8, 8), 0);
	assert_int_equal(text_size, 7);
	assert_memory_equal(text, "a line\n", 7);
}

/* Who has no end of line, or ends outside of memory, is given no more than a record's length. */
static void test_text_is_bounded(void **state)
{
	(void)state;
	make_timed();
	memset(guest, 'x', sizeof(guest));
	assert_int_equal(store(WS_BACKEND_TEXT, MEMORY, 8), 0);
	assert_int_equal(text_size, WS_RECORD_MAX + 1);
	text_size = 0;
	assert_int_equal(store(WS_BACKEND_TEXT, MEMORY + sizeof(guest) - 1, 8), -EFAULT);
	assert_int_equal(store(WS_BACKEND_TEXT, UINT64_MAX, 8), -EFAULT);
	assert_int_equal(store(WS_BACKEND_TEXT, 0, 8), -EFAULT);
	assert_int_equal(text_size, 1);
}

static void test_clock_in_the_mailbox(void **state)
{
	(void)state;
	assert_int_equal(store(WS_BACKEND_MAILBOX, MEMORY, 8), 0);
	vcpu.left = 77;
	assert_int_equal(store(WS_BACKEND_SIGNAL_EXIT, 0, 4), 0);
	assert_int_equal(mailbox->clock, 0); /* nobody is timed */
	backend.timed = true;
	assert_int_equal(store(WS_BACKEND_SIGNAL_EXIT, 0, 4), 0);
	assert_int_equal(mailbox->clock, 77);
}

static void test_refuses_what_is_no_register(void **state)
{
	static const struct {
		uint64_t where;
		uint64_t value;
		unsigned int size;
		int result;
	} bad[] = {
		{WS_BACKEND_FEATURES, 0, 4, -ENXIO},
		{WS_BACKEND_SIGNAL, 0, 4, -ENXIO}, /* the kernel would have taken it */
		{WS_BACKEND_YIELD + 4, 0, 4, -ENXIO},
		{WS_BACKEND_SIGNAL_EXIT, 0, 8, -ENXIO},
		{WS_BACKEND_SIGNAL_EXIT, 0, 1, -ENXIO},
		{WS_BACKEND_MAILBOX, MEMORY, 4, -ENXIO},
		{WS_BACKEND_MAILBOX, 0, 8, -EFAULT},
		{WS_BACKEND_MAILBOX, MEMORY - 4, 8, -EFAULT},
		{WS_BACKEND_MAILBOX, MEMORY + sizeof(guest) - 4, 8, -EFAULT},
		{WS_BACKEND_MAILBOX, MEMORY + 2, 8, -EFAULT}, /* not aligned */
		{WS_BACKEND_MAILBOX, UINT64_MAX - 3, 8, -EFAULT},
	};
	static const struct {
		uint64_t where;
		unsigned int size;
	} timed[] = {{WS_BACKEND_CELL, 4}, {WS_BACKEND_CLOCK, 8}, {WS_BACKEND_TEXT, 8}};
	uint32_t value;

	(void)state;
	for (size_t i = 0; i < sizeof(timed) / sizeof(timed[0]); i++)
		assert_int_equal(store(timed[i].where, MEMORY, timed[i].size), -ENXIO);
	assert_int_equal(
		vmm_bus_access(&bus, BASE + WS_BACKEND_MORE, (uint8_t *)&value, 4, false, &failure),
		-ENXIO);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(store(bad[i].where, bad[i].value, bad[i].size), bad[i].result);
	assert_null(backend.mailbox);
	assert_int_equal(vmm_bus_access(&bus, BASE + 4, (uint8_t *)&value, 4, false, &failure),
			 -ENXIO);
	assert_int_equal(vmm_bus_access(&bus, BASE, (uint8_t *)&value, 2, false, &failure), -ENXIO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_finds_what_the_kernel_has, setup, teardown),
		cmocka_unit_test_setup_teardown(test_makes_what_the_kernel_has, setup, teardown),
		cmocka_unit_test_setup_teardown(test_registers, setup, teardown),
		cmocka_unit_test_setup_teardown(test_registers_of_who_is_timed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_text_is_bounded, setup, teardown),
		cmocka_unit_test_setup_teardown(test_clock_in_the_mailbox, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refuses_what_is_no_register, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
