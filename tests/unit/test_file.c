// SPDX-License-Identifier: GPL-2.0-or-later
/* Files are written whole or not at all, and what is no file is not replaced by one. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/file.h"

static char folder[] = P_tmpdir "/worldswitch-test-XXXXXX";
static char path[sizeof(folder) + 8];

static int make_folder(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof(path), "%s/it", folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

static void files_are_replaced(void **state)
{
	struct ws_error error;
	size_t size;
	char *data;

	(void)state;
	assert_int_equal(ws_file_write(path, "first", 5, &error), 0);
	assert_int_equal(ws_file_write(path, "2nd", 3, &error), 0);
	assert_int_equal(ws_file_read(path, 100, &data, &size, &error), 0);
	assert_int_equal(size, 3);
	assert_string_equal(data, "2nd");
	free(data);
	unlink(path);
}

static void a_folder_is_no_file(void **state)
{
	struct ws_error error;

	(void)state;
	assert_int_equal(ws_file_write(folder, "x", 1, &error), -EISDIR);
	assert_int_equal(ws_file_try(folder, &error), -EISDIR);
}

static void a_pipe_stays_one_and_has_the_data(void **state)
{
	char data[8] = {0};
	struct ws_error error;
	struct stat status;
	int reader;

	(void)state;
	assert_int_equal(mkfifo(path, 0600), 0);
	reader = open(path, O_RDONLY | O_NONBLOCK);
	assert_true(reader >= 0);
	assert_int_equal(ws_file_write(path, "through", 7, &error), 0);
	assert_int_equal(read(reader, data, sizeof(data)), 7);
	assert_string_equal(data, "through");
	close(reader);
	assert_int_equal(stat(path, &status), 0);
	assert_true(S_ISFIFO(status.st_mode));
	unlink(path);
}

/* Whether it could be, before anything is: nothing is left of the trial, and what is there stays.
 */
static void a_place_is_tried_before_it_is_written_to(void **state)
{
	struct ws_error error;
	struct stat status;

	(void)state;
	assert_int_equal(ws_file_try(path, &error), 0);
	assert_true(stat(path, &status) < 0);
	assert_int_equal(ws_file_write(path, "old", 3, &error), 0);
	assert_int_equal(ws_file_try(path, &error), 0);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_size, 3);
	assert_int_equal(ws_file_try("no/such/folder", &error), -ENOENT);
	assert_non_null(strstr(error.text, "cannot write no/such/folder"));
	assert_int_equal(ws_file_try("/dev/null", &error), 0);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_replaced),
		cmocka_unit_test(a_folder_is_no_file),
		cmocka_unit_test(a_place_is_tried_before_it_is_written_to),
		cmocka_unit_test(a_pipe_stays_one_and_has_the_data),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
