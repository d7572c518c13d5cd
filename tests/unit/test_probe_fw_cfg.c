// SPDX-License-Identifier: GPL-2.0-or-later
/* Is a file of fw_cfg found among others, and nothing believed that is not there? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <worldswitch/snapshots.h>

#include "probe/core/firmware.h"

#define ITEM_OPTIONS 0x21

static struct {
	const char *signature;
	uint8_t directory[4 + 2 * 64];
	size_t directory_size;
	const char *options;
	uint16_t item;
	size_t at;
} device;

static void select_item(void *context, uint16_t item)
{
	assert_ptr_equal(context, &device);
	device.item = item;
	device.at = 0;
}

static uint8_t byte_of(const void *bytes, size_t size)
{
	return device.at < size ? ((const uint8_t *)bytes)[device.at++] : 0;
}

static uint8_t next_byte(void *context)
{
	assert_ptr_equal(context, &device);
	switch (device.item) {
	case 0:
		return byte_of(device.signature, strlen(device.signature));
	case 0x19:
		return byte_of(device.directory, device.directory_size);
	case ITEM_OPTIONS:
		return byte_of(device.options, strlen(device.options));
	default:
		return 0xff;
	}
}

static const struct firmware firmware = {
	.context = &device, .select = select_item, .next = next_byte};

static void add_entry(size_t number, uint32_t size, uint16_t item, const char *name)
{
	uint8_t *entry = device.directory + 4 + number * 64;

	entry[0] = (uint8_t)(size >> 24);
	entry[1] = (uint8_t)(size >> 16);
	entry[2] = (uint8_t)(size >> 8);
	entry[3] = (uint8_t)size;
	entry[4] = (uint8_t)(item >> 8);
	entry[5] = (uint8_t)item;
	memcpy(entry + 8, name, strlen(name) + 1);
}

static int set_up(void **state)
{
	(void)state;
	memset(&device, 0, sizeof(device));
	device.signature = "QEMU";
	device.options = "-b null -n 3";
	device.directory[3] = 2;
	device.directory_size = sizeof(device.directory);
	add_entry(0, 7, 0x20, "etc/other");
	add_entry(1, (uint32_t)strlen(device.options), ITEM_OPTIONS, WS_LAB_FILE);
	return 0;
}

static enum firmware_answer answer(const char *name, char *text, size_t size)
{
	return firmware_read(&firmware, name, text, size);
}

static void test_a_file_is_found(void **state)
{
	char text[64];

	(void)state;
	assert_int_equal(answer(WS_LAB_FILE, text, sizeof(text)), FIRMWARE_FOUND);
	assert_string_equal(text, "-b null -n 3");
	assert_int_equal(answer(WS_LAB_FILE, text, 13), FIRMWARE_FOUND);
}

static void test_what_is_not_there(void **state)
{
	char text[64];

	(void)state;
	assert_int_equal(answer("opt/x", text, sizeof(text)), FIRMWARE_NO_FILE);
	assert_int_equal(answer(WS_LAB_FILE, text, 12), FIRMWARE_TOO_LARGE);
	device.signature = "QEMO";
	assert_int_equal(answer(WS_LAB_FILE, text, sizeof(text)), FIRMWARE_MISSING);
}

/* A directory of four thousand million entries has an end all the same. */
static void test_a_directory_without_end(void **state)
{
	char text[64];

	(void)state;
	memset(device.directory, 0xff, 4);
	assert_int_equal(answer("opt/x", text, sizeof(text)), FIRMWARE_NO_FILE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_a_file_is_found, set_up),
		cmocka_unit_test_setup(test_what_is_not_there, set_up),
		cmocka_unit_test_setup(test_a_directory_without_end, set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
