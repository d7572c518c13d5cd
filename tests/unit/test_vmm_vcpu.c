// SPDX-License-Identifier: GPL-2.0-or-later
/* The VMM's run loop against a KVM that is played here: every way out of a guest, one after
 * another. */
#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "vmm/arch.h"
#include "vmm/deadline.h"
#include "vmm/device.h"
#include "vmm/kvm.h"
#include "vmm/vcpu.h"
#include "vmm/vm.h"

static struct ws_error failure;

/* The page that is shared with KVM, and behind it the data of accesses to ports. */
static struct {
	struct kvm_run run;
	uint8_t data[16];
} page;

/* What KVM_RUN returns, one after the other, and what it leaves in the shared page. */
struct turn {
	int result;
	uint32_t reason;
	void (*fill)(void);
};
static const struct turn *turns;
static unsigned int entries;

int vmm_kvm_try(int fd, unsigned long request, unsigned long argument)
{
	const struct turn *turn = &turns[entries];

	(void)fd;
	(void)argument;
	assert_int_equal(request, KVM_RUN);
	entries++;
	page.run.exit_reason = turn->reason;
	if (turn->fill)
		turn->fill();
	return turn->result;
}

int vmm_kvm_named(int fd, unsigned long request, unsigned long argument, const char *name,
		  struct ws_error *error)
{
	(void)fd;
	(void)request;
	(void)argument;
	return ws_fail(error, ENOSYS, "%s is not played", name);
}

/* How often the guest was entered in the way that ends a window. */
static unsigned int marked;

int arch_marker_run(int vcpu)
{
	marked++;
	return vmm_kvm_try(vcpu, KVM_RUN, 0);
}

uint64_t arch_clock_now(void)
{
	return 4711;
}

int arch_vcpu_init(const struct vmm_vm *vm, const struct vmm_vcpu *vcpu, struct ws_error *error)
{
	(void)vm;
	(void)vcpu;
	return ws_fail(error, ENOSYS, "not played");
}

uint64_t arch_vcpu_program_counter(const struct vmm_vcpu *vcpu)
{
	(void)vcpu;
	return 0x40001234;
}

static struct vmm_vm vm;
static struct vmm_vm vm;
static struct vmm_vcpu vcpu;

static int run(const struct turn *script)
{
	vm = (struct vmm_vm){
		.bus.lock = PTHREAD_MUTEX_INITIALIZER,
		.ports = {.space = "port ", .lock = PTHREAD_MUTEX_INITIALIZER},
	};
	vcpu = (struct vmm_vcpu){.vm = &vm, .fd = -1, .run = &page.run};
	memset(&page, 0, sizeof(page));
	turns = script;
	entries = 0;
	vmm_deadline_set_flag(&page.run.immediate_exit);
	return vmm_vcpu_run(&vcpu, &failure);
}

static void shutdown(void)
{
	page.run.system_event.type = KVM_SYSTEM_EVENT_SHUTDOWN;
}

static void reset(void)
{
	page.run.system_event.type = KVM_SYSTEM_EVENT_RESET;
}

static void read_nowhere(void)
{
	page.run.mmio.phys_addr = 0xdead000;
	page.run.mmio.len = 4;
}

static char sent[8];
static size_t sent_count;

static int keep_byte(void *context, char byte, struct ws_error *error)
{
	(void)context;
	(void)error;
	sent[sent_count++ % sizeof(sent)] = byte;
	return 0;
}

static struct vmm_uart uart = {.put = keep_byte};

static void access_port(uint8_t direction, uint16_t port, const char *data, uint32_t count)
{
	struct vmm_device device = vmm_ns16550_device(&uart, 0x3f8);

	if (!vm.ports.count)
		assert_int_equal(vmm_bus_add(&vm.ports, &device, &failure), 0);
	page.run.io.direction = direction;
	page.run.io.port = port;
	page.run.io.size = 1;
	page.run.io.count = count;
	page.run.io.data_offset = offsetof(__typeof__(page), data);
	memcpy(page.data, data, count);
}

static void write_port(void)
{
	access_port(KVM_EXIT_IO_OUT, 0x3f8, "text", 4);
}

static void read_port(void)
{
	access_port(KVM_EXIT_IO_IN, 0x3fd, "", 1);
}

static void see_what_was_read(void)
{
	assert_int_equal(page.data[0], 0x60);
}

static void write_no_port(void)
{
	access_port(KVM_EXIT_IO_OUT, 0x80, "", 1);
}

static void fail_entry(void)
{
	page.run.fail_entry.hardware_entry_failure_reason = 0x77;
}

static void test_power_off(void **state)
{
	const struct turn script[] = {
		{.result = -EINTR},
		{.result = -EAGAIN},
		{.reason = KVM_EXIT_INTR},
		{.reason = KVM_EXIT_SYSTEM_EVENT, .fill = shutdown},
	};

	(void)state;
	assert_int_equal(run(script), 0);
	assert_int_equal(entries, 4);
}

static void test_failures_name_their_cause(void **state)
{
	const struct {
		struct turn turn;
		int result;
		const char *said;
	} cases[] = {
		{{.reason = KVM_EXIT_SYSTEM_EVENT, .fill = reset}, -EPROTO, "reset"},
		{{.reason = KVM_EXIT_MMIO, .fill = read_nowhere}, -ENXIO, "0xdead000"},
		{{.reason = KVM_EXIT_IO, .fill = write_no_port}, -ENXIO, "wrote to port 0x80"},
		{{.reason = KVM_EXIT_FAIL_ENTRY, .fill = fail_entry}, -EIO, "0x77"},
		{{.reason = KVM_EXIT_INTERNAL_ERROR}, -EIO, "0x40001234"},
		{{.reason = KVM_EXIT_ARM_NISV}, -EPROTO, "cannot decode"},
		{{.reason = 0xffffffff}, -EPROTO, "does not know"},
		{{.reason = KVM_EXIT_IRQ_WINDOW_OPEN}, -EPROTO, "does not know"},
		{{.result = -ENOSYS}, -ENOSYS, "cannot decode at pc 0x40001234"},
		{{.result = -EFAULT}, -EFAULT, "KVM_RUN at guest pc 0x40001234: Bad address"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(run(&cases[i].turn), cases[i].result);
		if (!strstr(failure.text, cases[i].said))
			fail_msg("case %zu says: %s", i, failure.text);
	}
}

static void test_ports(void **state)
{
	const struct turn script[] = {
		{.reason = KVM_EXIT_IO, .fill = write_port},
		{.reason = KVM_EXIT_IO, .fill = read_port},
		{.reason = KVM_EXIT_INTR, .fill = see_what_was_read},
		{.reason = KVM_EXIT_SHUTDOWN},
	};

	(void)state;
	sent_count = 0;
	assert_int_equal(run(script), 0);
	assert_int_equal(entries, 4);
	assert_int_equal(sent_count, 4);
	assert_memory_equal(sent, "text", 4);
}

static void mark_exits(void)
{
	vcpu.marks_exits = true;
}

static void mark_no_exits(void)
{
	vcpu.marks_exits = false;
}

static void test_marked_exits(void **state)
{
	const struct turn script[] = {
		{.reason = KVM_EXIT_INTR, .fill = mark_exits},
		{.reason = KVM_EXIT_INTR},
		{.result = -EINTR},
		{.reason = KVM_EXIT_INTR, .fill = mark_no_exits},
		{.reason = KVM_EXIT_SYSTEM_EVENT, .fill = shutdown},
	};

	(void)state;
	assert_int_equal(run(script), 0);
	assert_int_equal(entries, 5);
	assert_int_equal(marked, 3);
	assert_int_equal(vcpu.left, 0);
}

static void time_exits(void)
{
	vm.backend.timed = true;
	mark_exits();
}

static void test_timed_exits(void **state)
{
	const struct turn script[] = {
		{.reason = KVM_EXIT_INTR, .fill = time_exits},
		{.reason = KVM_EXIT_SYSTEM_EVENT, .fill = shutdown},
	};

	(void)state;
	assert_int_equal(run(script), 0);
	assert_int_equal(vcpu.left, 4711);
}

static void stop_it(void)
{
	vmm_vcpu_stop(&vcpu, pthread_self());
}

static void test_stops(void **state)
{
	const struct turn script[] = {{.result = -EINTR, .fill = stop_it}};

	(void)state;
	signal(SIGUSR1, SIG_IGN);
	assert_int_equal(run(script), 0);
	assert_int_equal(entries, 1);
	assert_int_equal(page.run.immediate_exit, 1); /* had it been on its way in */
}

/* The signal comes between the check and KVM_RUN: only immediate_exit can tell. */
static void deadline_passes(void)
{
	assert_int_equal(page.run.immediate_exit, 0);
	raise(SIGALRM);
	assert_int_equal(page.run.immediate_exit, 1);
}

static void test_deadline(void **state)
{
	const struct turn script[] = {{.result = -EINTR, .fill = deadline_passes}};

	(void)state;
	assert_int_equal(vmm_deadline_start(3600, &failure), 0);
	assert_false(vmm_deadline_expired());
	assert_int_equal(run(script), -ETIMEDOUT);
	assert_non_null(strstr(failure.text, "0x40001234"));
	assert_int_equal(entries, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_power_off),
		cmocka_unit_test(test_failures_name_their_cause),
		cmocka_unit_test(test_ports),
		cmocka_unit_test(test_marked_exits),
		cmocka_unit_test(test_timed_exits),
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_deadline), /* last: a deadline passes once */
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
