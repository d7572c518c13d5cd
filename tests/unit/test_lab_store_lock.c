// SPDX-License-Identifier: GPL-2.0-or-later
/* The images in the cache, shared between processes, on folders that refuse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "tests/unit/store_images.h"

static void leftovers_are_removed_under_the_lock(void **state)
{
	(void)state;
	assert_int_equal(lock(0), 0);
	store_unlock(&store);
	write_text(in(store.temporary, "image"), "half");
	write_text(in(store.temporary, "record.Ab3dEf"), "half");
	assert_int_equal(lock(0), 0);
	assert_int_not_equal(access(in(store.temporary, "image"), F_OK), 0);
	assert_int_not_equal(access(in(store.temporary, "record.Ab3dEf"), F_OK), 0);
}

static int waits;

static void count_wait(void *context)
{
	(void)context;
	waits++;
}

/* Holds the lock in another process until a byte comes on the pipe, which it says with one. */
static pid_t hold_lock(int held[2], int release[2])
{
	pid_t pid;
	char byte = 0;

	assert_int_equal(pipe(held), 0);
	assert_int_equal(pipe(release), 0);
	pid = fork();
	if (pid == 0) {
		if (lock(0) != 0 || write(held[1], &byte, 1) != 1 || read(release[0], &byte, 1) < 0)
			_exit(1);
		if (add("other") != 0)
			_exit(2);
		store_unlock(&store);
		_exit(0);
	}
	assert_int_equal(read(held[0], &byte, 1), 1);
	return pid;
}

static void close_all(int held[2], int release[2])
{
	for (int i = 0; i < 2; i++) {
		close(held[i]);
		close(release[i]);
	}
}

static void two_processes_take_turns(void **state)
{
	const volatile int interrupted = 1;
	int held[2], release[2], status;
	pid_t other = hold_lock(held, release);

	(void)state;
	waits = 0;
	assert_int_equal(lock(0), -ETIMEDOUT);
	assert_non_null(strstr(error.text, folder));
	assert_int_equal(store_lock(&store, 60, count_wait, NULL, &interrupted, &error), -EINTR);
	assert_int_equal(waits, 0);
	assert_int_equal(find(), -ENOENT);
	assert_int_equal(write(release[1], "", 1), 1);
	assert_int_equal(store_lock(&store, 60, count_wait, NULL, NULL, &error), 0);
	assert_true(waits <= 1);
	assert_int_equal(find(), 0);
	assert_int_equal(waitpid(other, &status, 0), other);
	assert_int_equal(status, 0);
	close_all(held, release);
}

static void a_killed_process_leaves_no_lock(void **state)
{
	int held[2], release[2];
	pid_t other = hold_lock(held, release);

	(void)state;
	assert_int_equal(kill(other, SIGKILL), 0);
	assert_int_equal(waitpid(other, NULL, 0), other);
	assert_int_equal(lock(10), 0);
	close_all(held, release);
}

/* Both write the same image and record over and over; every look-up finds a whole one or none. */
static void looking_up_needs_no_lock(void **state)
{
	pid_t other = fork();
	int status;

	(void)state;
	if (other == 0) {
		for (int i = 0; i < 100; i++) {
			if (lock(30) || add(i % 2 ? "abc" : "abcdef"))
				_exit(1);
			lab_image_free(&image);
			store_unlock(&store);
		}
		_exit(0);
	}
	while (waitpid(other, &status, WNOHANG) == 0)
		if (find() == 0)
			assert_true(image.sha256[0] == 'b');
	assert_int_equal(status, 0);
	assert_int_equal(find(), 0);
}

/* In a process of its own, without root's powers, which no folder refuses. */
static int as_a_user(int (*body)(void))
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		if (geteuid() == 0 && (setegid(65534) < 0 || seteuid(65534) < 0))
			_exit(9);
		_exit(body());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static int lock_is_refused(void)
{
	return lock(0) == -EACCES && strstr(error.text, folder) &&
			       strstr(error.text, "XDG_CACHE_HOME")
		       ? 0
		       : 1;
}

static int find_is_enough(void)
{
	return find();
}

static void a_read_only_folder_serves_what_it_has(void **state)
{
	(void)state;
	assert_int_equal(chmod(folder, 0555), 0);
	assert_int_equal(as_a_user(lock_is_refused), 0);
	assert_int_equal(chmod(folder, 0700), 0);
	add_locked("abc");
	assert_int_equal(chmod(in(folder, "images"), 0555), 0);
	assert_int_equal(chmod(folder, 0555), 0);
	assert_int_equal(as_a_user(find_is_enough), 0);
	chmod(in(folder, "images"), 0755);
}

/* As a full disk does, a limit on the size of files makes the record's write fail. */
static int add_fails_cleanly(void)
{
	const struct rlimit none = {.rlim_cur = 10, .rlim_max = 10};

	signal(SIGXFSZ, SIG_IGN);
	if (lock(0) != 0)
		return 1;
	write_text(in(store.temporary, "image"), "abc");
	if (setrlimit(RLIMIT_FSIZE, &none) < 0)
		return 2;
	if (store_add(&store, &arm64_kernel, &spec, in(store.temporary, "image"), &control, &image,
		      &error) != -EFBIG)
		return 3;
	store_unlock(&store);
	return find() == -ENOENT && strstr(error.text, folder) ? 0 : 4;
}

static void a_full_folder_leaves_nothing_half_written(void **state)
{
	(void)state;
	chmod(folder, 0777);
	assert_int_equal(as_a_user(add_fails_cleanly), 0);
	assert_int_not_equal(
		access(in(folder, "images/arm64-kernel_linux-image-test_trixie.json"), F_OK), 0);
	assert_int_equal(rmdir(store.temporary), 0); /* it is empty */
}

static void a_folder_that_is_a_file(void **state)
{
	struct store other;

	(void)state;
	write_text(in(folder, "file"), "x");
	assert_int_equal(store_open(&other, in(folder, "file"), &error), 0);
	assert_int_equal(store_lock(&other, 0, NULL, NULL, NULL, &error), -ENOTDIR);
	assert_non_null(strstr(error.text, "Not a directory"));
	store_close(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(leftovers_are_removed_under_the_lock, setup,
						teardown),
		cmocka_unit_test_setup_teardown(two_processes_take_turns, setup, teardown),
		cmocka_unit_test_setup_teardown(a_killed_process_leaves_no_lock, setup, teardown),
		cmocka_unit_test_setup_teardown(looking_up_needs_no_lock, setup, teardown),
		cmocka_unit_test_setup_teardown(a_read_only_folder_serves_what_it_has, setup,
						teardown),
		cmocka_unit_test_setup_teardown(a_full_folder_leaves_nothing_half_written, setup,
						teardown),
		cmocka_unit_test_setup_teardown(a_folder_that_is_a_file, setup, teardown),
	};

	return cmocka_run_group_tests_name("lab/store", tests, NULL, NULL);
}
