// SPDX-License-Identifier: GPL-2.0-or-later
/* The backend's threads, with a KVM that is played here. */
#include <linux/kvm.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/played_kvm.h"

static void start(void)
{
	const struct vmm_options options = {.iterations = 1};
	struct vmm_placement placement;

	create(WS_BACKEND_HAS_IOEVENTFD | WS_BACKEND_HAS_IRQFD);
	assert_int_equal(store(WS_BACKEND_MAILBOX, MEMORY, 8), 0);
	assert_int_equal(vmm_placement_find(&placement, &options, &failure), 0);
	assert_int_equal(vmm_backend_start(&backend, placement.others, &failure), 0);
}

static bool is_signalled(int event, int milliseconds)
{
	struct pollfd one = {.fd = event, .events = POLLIN};

	return poll(&one, 1, milliseconds) == 1;
}

/* The times at which the threads had a signal, and sent an interrupt. */
static void test_threads_tell_the_time(void **state)
{
	(void)state;
	backend.timed = true;
	start();
	vmm_event_signal(backend.signal);
	for (int turn = 0; turn < PATIENCE && !__atomic_load_n(&mailbox->taken, __ATOMIC_ACQUIRE);
	     turn++)
		poll(NULL, 0, 1);
	assert_int_equal(mailbox->clock, 1);
	__atomic_store_n(&mailbox->waiting, 1, __ATOMIC_RELEASE);
	vmm_event_signal(backend.request);
	assert_true(is_signalled(backend.interrupt, PATIENCE));
	assert_int_equal(mailbox->clock, 2);
	vmm_backend_stop(&backend);
}

static void test_takes_signals(void **state)
{
	(void)state;
	start();
	for (uint32_t signal = 1; signal <= 3; signal++) {
		vmm_event_signal(backend.signal);
		for (int turn = 0; turn < PATIENCE; turn++) {
			if (__atomic_load_n(&mailbox->taken, __ATOMIC_ACQUIRE) == signal)
				break;
			poll(NULL, 0, 1);
		}
		assert_int_equal(mailbox->taken, signal);
	}
	vmm_backend_stop(&backend);
	assert_int_equal(backend.output.result, 0);
}

static void test_interrupts_who_waits(void **state)
{
	(void)state;
	start();
	vmm_event_signal(backend.request);
	assert_false(is_signalled(backend.interrupt, 20)); /* nobody waits yet */
	__atomic_store_n(&mailbox->waiting, 1, __ATOMIC_RELEASE);
	assert_true(is_signalled(backend.interrupt, PATIENCE));
	vmm_backend_stop(&backend);
	assert_int_equal(backend.input.result, 0);
}

static void test_stops_at_once(void **state)
{
	(void)state;
	start();
	vmm_backend_stop(&backend);
	assert_false(backend.output.started || backend.input.started);
	assert_false(is_signalled(backend.interrupt, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_threads_tell_the_time, setup, teardown),
		cmocka_unit_test_setup_teardown(test_takes_signals, setup, teardown),
		cmocka_unit_test_setup_teardown(test_interrupts_who_waits, setup, teardown),
		cmocka_unit_test_setup_teardown(test_stops_at_once, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
