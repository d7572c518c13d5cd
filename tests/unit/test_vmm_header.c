// SPDX-License-Identifier: GPL-2.0-or-later
/* The header of a guest image: what is none, or not ours, is refused. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "vmm/arch/arm64/header.h"

static struct ws_error error;

static void make(uint8_t *image, uint64_t text_offset, uint64_t image_size, uint64_t flags)
{
	memset(image, 0xaa, 64);
	for (int i = 0; i < 8; i++) {
		image[8 + i] = (uint8_t)(text_offset >> 8 * i);
		image[16 + i] = (uint8_t)(image_size >> 8 * i);
		image[24 + i] = (uint8_t)(flags >> 8 * i);
	}
	for (int i = 0; i < 4; i++)
		image[56 + i] = (uint8_t) "ARM\x64"[i];
}

static void test_reads_a_header(void **state)
{
	uint8_t image[80] = {0};
	struct vmm_header header;

	(void)state;
	make(image, 0x80000, 0x123456789abc, 0xa);
	assert_int_equal(vmm_header_read(image, sizeof(image), &header, &error), 0);
	assert_true(header.text_offset == 0x80000);
	assert_true(header.image_size == 0x123456789abc);
}

static void test_memory_holds_at_least_the_file(void **state)
{
	uint8_t image[80] = {0};
	struct vmm_header header;

	(void)state;
	make(image, 0, 70, 0);
	assert_int_equal(vmm_header_read(image, sizeof(image), &header, &error), 0);
	assert_int_equal(header.image_size, sizeof(image));
}

static void test_old_images_have_a_fixed_offset(void **state)
{
	uint8_t image[80] = {0};
	struct vmm_header header;

	(void)state;
	make(image, 0x1234, 0, 0);
	assert_int_equal(vmm_header_read(image, sizeof(image), &header, &error), 0);
	assert_int_equal(header.text_offset, 0x80000);
	assert_int_equal(header.image_size, sizeof(image));
}

static void test_refuses_what_is_no_image(void **state)
{
	uint8_t image[64] = {0};
	struct vmm_header header;

	(void)state;
	assert_int_equal(vmm_header_read(image, sizeof(image), &header, &error), -ENOEXEC);
	make(image, 0, 0, 0);
	for (size_t size = 0; size < sizeof(image); size++)
		assert_int_equal(vmm_header_read(image, size, &header, &error), -ENOEXEC);
	assert_int_equal(vmm_header_read(image, sizeof(image), &header, &error), 0);
	make(image, 0, 0, 1);
	assert_int_equal(vmm_header_read(image, sizeof(image), &header, &error), -ENOEXEC);
	assert_non_null(strstr(error.text, "big-endian"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads_a_header),
		cmocka_unit_test(test_memory_holds_at_least_the_file),
		cmocka_unit_test(test_old_images_have_a_fixed_offset),
		cmocka_unit_test(test_refuses_what_is_no_image),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
