// SPDX-License-Identifier: GPL-2.0-or-later
/* The guest's image: the embedded one, a file, and files that are none. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "vmm/embedded.h"
#include "vmm/image.h"

const uint8_t vmm_embedded_probe[] = "probe";
const uint64_t vmm_embedded_probe_size = 5;

static struct vmm_image image;
static struct ws_error error;

static void test_embedded(void **state)
{
	(void)state;
	assert_int_equal(vmm_image_open(&image, NULL, &error), 0);
	assert_int_equal(image.size, 5);
	assert_memory_equal(image.data, "probe", 5);
	vmm_image_close(&image);
	assert_null(image.data);
}

static int open_file_of(const char *content, size_t size)
{
	char path[] = P_tmpdir "/test_vmm_image.XXXXXX";
	int fd = mkstemp(path);
	int result;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, content, size), size);
	close(fd);
	result = vmm_image_open(&image, path, &error);
	unlink(path);
	return result;
}

static void test_file(void **state)
{
	(void)state;
	assert_int_equal(open_file_of("guest", 5), 0);
	assert_int_equal(image.size, 5);
	assert_memory_equal(image.data, "guest", 5);
	vmm_image_close(&image);
}

static void test_refuses(void **state)
{
	(void)state;
	assert_int_equal(open_file_of("", 0), -EINVAL);
	assert_int_equal(vmm_image_open(&image, "/dev/null", &error), -EINVAL);
	assert_int_equal(vmm_image_open(&image, "/", &error), -EINVAL);
	assert_int_equal(vmm_image_open(&image, "/nonexistent/guest", &error), -ENOENT);
	assert_non_null(strstr(error.text, "/nonexistent/guest"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_embedded),
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
