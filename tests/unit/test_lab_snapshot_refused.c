// SPDX-License-Identifier: GPL-2.0-or-later
/* A machine that cannot be saved or restored is booted, and one line says why. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/fake_emulator.h"

static void test_a_full_disk(void **state)
{
	(void)state;
	make_emulator(SAVE_FULL, HEARD);
	assert_runs("save boot ");
	assert_string_equal(notices, "the booted machine could not be saved: No space left on "
				     "device: it is booted, and no snapshot of it kept\n");
	assert_false(exists(SNAPSHOT_FILE) || exists(SNAPSHOT_DRAFT) || exists(SNAPSHOT_RECORD));
}

static void test_an_emulator_that_cannot_save(void **state)
{
	(void)state;
	make_emulator(SAVE_DIES, HEARD);
	assert_runs("save boot ");
	assert_non_null(strstr(notices, "exit status 3"));
	assert_false(exists(SNAPSHOT_DRAFT));
}

static void test_a_machine_that_does_not_stop(void **state)
{
	(void)state;
	make_emulator(NEVER_STOPS, HEARD);
	assert_runs("save boot ");
	assert_non_null(strstr(notices, "the booted machine did not stop to be saved: "));
	assert_false(exists(SNAPSHOT_DRAFT));
}

static void test_a_folder_that_cannot_be_written_to(void **state)
{
	(void)state;
	write_text(plan.snapshots, "no folder\n");
	assert_runs("boot ");
	assert_non_null(strstr(notices, "it is booted, and no snapshot of it kept"));
}

static void test_one_that_does_not_come_to_life(void **state)
{
	(void)state;
	make_emulator(SAVE_GOOD, "exit 1\n");
	assert_runs("save restore boot ");
	assert_non_null(strstr(notices, "its snapshot does not come to life: exit status 1"));
	assert_false(exists(SNAPSHOT_FILE) || exists(SNAPSHOT_RECORD));
}

static void on_signal(int number)
{
	(void)number;
	interrupted = 1;
}

static void test_an_interrupt_leaves_nothing_unfinished(void **state)
{
	(void)state;
	signal(SIGUSR1, on_signal);
	make_emulator(SAVE_HANGS, HEARD);
	assert_runs("save ");
	assert_false(exists(SNAPSHOT_FILE) || exists(SNAPSHOT_DRAFT) || exists(SNAPSHOT_RECORD));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_full_disk),
		TEST(test_an_emulator_that_cannot_save),
		TEST(test_a_machine_that_does_not_stop),
		TEST(test_a_folder_that_cannot_be_written_to),
		TEST(test_one_that_does_not_come_to_life),
		TEST(test_an_interrupt_leaves_nothing_unfinished),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
