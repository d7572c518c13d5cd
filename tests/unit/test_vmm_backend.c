// SPDX-License-Identifier: GPL-2.0-or-later
/* The backend: its registers, which the guest writes as it likes, and its threads, with a KVM that
 * is played here. */
#include <errno.h>
#include <linux/kvm.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <worldswitch/records.h>

#include "vmm/arch.h"
#include "vmm/backend.h"
#include "vmm/event.h"
#include "vmm/kvm.h"
#include "vmm/placement.h"
#include "vmm/vcpu.h"
#include "vmm/vm.h"

#define BASE      0xa000000ULL
#define MEMORY    0x40000000ULL
#define INTERRUPT 7
#define PATIENCE  5000 /* milliseconds */

static _Alignas(8) uint8_t guest[256];
static struct vmm_memory memory = {.base = MEMORY, .size = sizeof(guest), .host = guest};
static struct ws_backend_mailbox *const mailbox = (struct ws_backend_mailbox *)guest;
static struct vmm_vm vm;
static struct vmm_vcpu vcpu;
static struct vmm_backend backend;
static struct vmm_bus bus;
static struct ws_error failure;

static struct {
	unsigned int stores;
	unsigned int interrupts;
	int refuse;     /* the errno of all that is asked for, or 0 */
	bool ioeventfd; /* what KVM_CHECK_EXTENSION says */
	int irqfd;
} kvm;

int vmm_kvm_try(int fd, unsigned long request, unsigned long argument)
{
	(void)fd;
	assert_int_equal(request, KVM_CHECK_EXTENSION);
	if (argument == KVM_CAP_IOEVENTFD)
		return kvm.ioeventfd;
	assert_int_equal(argument, KVM_CAP_IRQFD);
	return kvm.irqfd;
}

static bool is_register(const struct kvm_ioeventfd *store)
{
	return store && store->len == sizeof(uint32_t) && store->addr >= BASE &&
	       store->addr <= BASE + WS_BACKEND_SIZE - sizeof(uint32_t);
}

int vmm_kvm_named(int fd, unsigned long request, unsigned long argument, const char *name,
		  struct ws_error *error)
{
	const union {
		unsigned long number;
		const struct kvm_ioeventfd *store;
		const struct kvm_irqfd *raise;
	} passed = {.number = argument};

	(void)fd;
	if (kvm.refuse)
		return ws_fail_errno(error, kvm.refuse, "%s", name);
	if (request == KVM_IOEVENTFD)
		kvm.stores += is_register(passed.store);
	else if (request == KVM_IRQFD)
		kvm.interrupts += passed.raise && passed.raise->gsi == INTERRUPT;
	return 0;
}

long arch_marker_read(int event)
{
	uint64_t count;

	return read(event, &count, sizeof(count)) < 0 ? -errno : (long)sizeof(count);
}

long arch_marker_write(int event)
{
	vmm_event_signal(event);
	return 0;
}

void arch_relax(void)
{
	sched_yield();
}

/* A clock that goes on by one with each look at it. */
static uint64_t now;

uint64_t arch_clock_now(void)
{
	return ++now;
}

static uint64_t step;

bool vmm_cell_step(struct vmm_vm *of, uint64_t value)
{
	assert_ptr_equal(of, &vm);
	step = value;
	return value < 100;
}

bool vmm_more(struct vmm_vm *of, enum ws_benchmark benchmark)
{
	assert_ptr_equal(of, &vm);
	return benchmark == WS_BENCHMARK_IO_OUT;
}

static char text[256];
static size_t text_size;

static int put(void *console, char byte, struct ws_error *error)
{
	assert_ptr_equal(console, text);
	if (text_size == sizeof(text))
		return ws_fail(error, ENOSPC, "a long text");
	text[text_size++] = byte;
	return 0;
}

static int setup(void **state)
{
	struct vmm_device device = vmm_doorbell_device(&backend, BASE);

	(void)state;
	memset(guest, 0, sizeof(guest));
	memset(&kvm, 0, sizeof(kvm));
	memset(&vm, 0, sizeof(vm));
	now = 0;
	text_size = 0;
	vcpu = (struct vmm_vcpu){.fd = -1, .vm = &vm};
	bus = (struct vmm_bus){.lock = PTHREAD_MUTEX_INITIALIZER};
	vmm_backend_init(&backend, &memory, &vcpu);
	return vmm_bus_add(&bus, &device, &failure);
}

static int teardown(void **state)
{
	(void)state;
	vmm_backend_destroy(&backend);
	return 0;
}

static int store(uint64_t where, uint64_t value, unsigned int size)
{
	return vmm_bus_access(&bus, BASE + where, (uint8_t *)&value, size, true, &failure);
}

static void create(uint32_t features)
{
	backend.features = features;
	assert_int_equal(vmm_backend_create(&backend, -1, BASE, INTERRUPT, &failure), 0);
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
		cmocka_unit_test_setup_teardown(test_finds_what_the_kernel_has, setup, teardown),
		cmocka_unit_test_setup_teardown(test_makes_what_the_kernel_has, setup, teardown),
		cmocka_unit_test_setup_teardown(test_registers, setup, teardown),
		cmocka_unit_test_setup_teardown(test_registers_of_who_is_timed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_text_is_bounded, setup, teardown),
		cmocka_unit_test_setup_teardown(test_clock_in_the_mailbox, setup, teardown),
		cmocka_unit_test_setup_teardown(test_threads_tell_the_time, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refuses_what_is_no_register, setup, teardown),
		cmocka_unit_test_setup_teardown(test_takes_signals, setup, teardown),
		cmocka_unit_test_setup_teardown(test_interrupts_who_waits, setup, teardown),
		cmocka_unit_test_setup_teardown(test_stops_at_once, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
