// SPDX-License-Identifier: GPL-2.0-or-later
/* What an emulator prints of a CPU: this program plays the emulator. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tracer/monitor.h"

/* What the tracer looks up in the emulator, by name. */
__attribute__((visibility("default"))) void *qemu_get_cpu(int number);
__attribute__((visibility("default"))) void cpu_dump_state(void *cpu, FILE *file, int flags);

static const char *machine[2];

void *qemu_get_cpu(int number)
{
	return number < 2 ? &machine[number] : NULL;
}

void cpu_dump_state(void *cpu, FILE *file, int flags)
{
	assert_int_equal(flags, 0);
	fputs(*(const char **)cpu, file);
}

static bool ask(unsigned int cpu, uint64_t *base, uint32_t *limit)
{
	return monitor_table(cpu, "IDT=", base, limit);
}

/* As QEMU 10.0 prints them: in 64-bit mode, and before it. */
static void test_table(void **state)
{
	uint64_t base = 0;
	uint32_t limit = 0;

	(void)state;
	machine[0] = "TR =0040 fffffe0000003000 00004087 00008900 DPL=0 TSS64-avl\n"
		     "GDT=     fffffe0000001000 0000007f\n"
		     "IDT=     fffffe0000000000 00000fff\n"
		     "CR0=80050033 CR2=0000000000000000\n";
	machine[1] = "GDT=     00000000 0000ffff\nIDT=     000f4e10 000003ff\n";
	assert_true(ask(0, &base, &limit));
	assert_true(base == UINT64_C(0xfffffe0000000000));
	assert_int_equal(limit, 0xfff);
	assert_true(ask(1, &base, &limit));
	assert_true(base == 0xf4e10);
	assert_int_equal(limit, 0x3ff);
}

static void test_another_text(void **state)
{
	static const char *const texts[] = {"", "IDT=", "IDT=     fffffe0000000000", "IDT= none 0"};
	uint64_t base;
	uint32_t limit;

	(void)state;
	for (size_t at = 0; at < sizeof(texts) / sizeof(texts[0]); at++) {
		machine[0] = texts[at];
		assert_false(ask(0, &base, &limit));
	}
}

static void test_no_such_cpu(void **state)
{
	uint64_t base;
	uint32_t limit;

	(void)state;
	assert_false(ask(2, &base, &limit));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_another_text),
		cmocka_unit_test(test_no_such_cpu),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
