// SPDX-License-Identifier: GPL-2.0-or-later
/* A machine that is started to say its kernel's symbols, once, and that goes wrong in every way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "tests/unit/symbols_plan.h"

static size_t size;

static void test_command(void **state)
{
	struct arguments command = {.words = NULL};

	(void)state;
	assert_int_equal(symbols_boot_command(&plan, &command, &error), 0);
	assert_int_equal(command.count, plan.command.count);
	assert_string_equal(command.words[2], "virt");
	assert_string_equal(command.words[4], "file:/dev/stderr");
	assert_string_equal(command.words[6], "console=x nokaslr -- --symbols");
	assert_string_equal(command.words[8], "/a,,b/tracer.so,data-fd=1");
	arguments_free(&command);
}

static void test_key(void **state)
{
	char key[WS_DIGEST_SIZE];

	(void)state;
	assert_int_equal(symbols_boot_key(&plan, key, &error), 0);
	set(&plan.boot_line, "console=x nokaslr -- -b hypercall");
	set(&plan.initramfs, "/elsewhere/abcd.cpio");
	assert_true(key_is(key));
	set(&plan.boot_line, "console=x nokaslr more -- -b hypercall");
	assert_false(key_is(key));
	set(&plan.boot_line, "console=x nokaslr --");
	set(&plan.initramfs, "/elsewhere/dcba.cpio");
	assert_false(key_is(key));
	set(&plan.initramfs, "/elsewhere/abcd.cpio");
	set(&plan.boot_line, "console=x nokaslr -- -b hypercall");
	plan.machine.cpu = "max";
	assert_false(key_is(key));
	plan.machine.cpu = "neoverse-n1";
	plan.image.sha256[0]++;
	assert_false(key_is(key));
}

static void test_boot(void **state)
{
	(void)state;
	assert_int_equal(symbols_boot(&plan, NULL, &text, &size, &error), 0);
	assert_int_equal(size, strlen(DOCUMENT));
	assert_memory_equal(text, DOCUMENT, size);
}

static void fails(int code, const char *reason)
{
	assert_int_equal(symbols_boot(&plan, NULL, &text, &size, &error), -code);
	assert_non_null(strstr(error.text, reason));
}

static void test_boot_that_fails(void **state)
{
	const volatile int interrupted = 1;

	(void)state;
	emulator_does("echo 'Kernel panic - not syncing' >&2; head -c 100 says");
	fails(EIO, "linux-image-test was booted for its symbols and did not give them: "
		   "Kernel panic - not syncing");
	emulator_does("echo 'worldswitch-vmm: symbols: cannot' >&2; echo Power down >&2");
	fails(EIO, "did not give them: worldswitch-vmm: symbols: cannot");
	emulator_does("echo 'qemu: no memory' >&2; exit 1");
	fails(EIO, "qemu: no memory");
	emulator_does("cat says says");
	fails(EIO, "did not give them");
	emulator_does("exec sleep 100");
	plan.request.timeout = 1;
	fails(ETIMEDOUT, "within 1 s");
	plan.request.timeout = 20;
	assert_int_equal(symbols_boot(&plan, &interrupted, &text, &size, &error), -EINTR);
	unlink(in(folder, "emulator"));
	fails(ENOENT, "not installed");
}

static void test_booted_once(void **state)
{
	(void)state;
	emulator_does("cat says; echo x >>boots");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(get(NULL, NULL), 0);
		assert_string_equal(lab_symbols_of(&symbols, WS_WORLD_HYPERVISOR)->text, LINES);
		lab_symbols_free(&symbols);
	}
	assert_int_equal(ws_file_read(in(folder, "boots"), 100, &text, &size, &error), 0);
	assert_string_equal(text, "x\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_command, setup, teardown),
		cmocka_unit_test_setup_teardown(test_key, setup, teardown),
		cmocka_unit_test_setup_teardown(test_boot, setup, teardown),
		cmocka_unit_test_setup_teardown(test_boot_that_fails, setup, teardown),
		cmocka_unit_test_setup_teardown(test_booted_once, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
