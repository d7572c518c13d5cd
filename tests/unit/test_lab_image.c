// SPDX-License-Identifier: GPL-2.0-or-later
/* What passes for an arm64 kernel or Xen, and what is said of everything else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "lab/arch/arm64/arm64.h"
#include "lab/image.h"
#include "tests/unit/lab_files.h"

static unsigned char kernel[IMAGE_TEST_SIZE], xen[IMAGE_TEST_SIZE];
static char version[IMAGE_VERSION_MAX];
static struct ws_error error;

static int setup(void **state)
{
	(void)state;
	make_image(kernel, KERNEL_TEXT);
	make_image(xen, "");
	memcpy(xen + 1024, XEN_TEXT, sizeof(XEN_TEXT));
	return 0;
}

static int check(const void *data, size_t size, const struct image_kind *kind)
{
	return image_check_bytes("IMAGE", data, size, kind, version, &error);
}

static void refused(const void *data, size_t size, const char *because)
{
	assert_int_equal(check(data, size, &arm64_kernel), -EINVAL);
	assert_non_null(strstr(error.text, "IMAGE"));
	if (!strstr(error.text, because))
		fail_msg("'%s' does not say '%s'", error.text, because);
}

static void kinds_are_told_apart(void **state)
{
	(void)state;
	assert_int_equal(check(kernel, sizeof(kernel), &arm64_kernel), 0);
	assert_string_equal(version, "6.99.1-test");
	assert_int_equal(check(xen, sizeof(xen), &arm64_xen), 0);
	assert_string_equal(version, "4.99");
	refused(xen, sizeof(xen), "--xen");
	assert_int_equal(check(kernel, sizeof(kernel), &arm64_xen), -EINVAL);
	assert_non_null(strstr(error.text, "--kernel"));
}

static void an_image_of_neither_is_refused(void **state)
{
	unsigned char image[IMAGE_TEST_SIZE];

	(void)state;
	make_image(image, "Linux version %s"); /* the format, not the banner */
	refused(image, sizeof(image), "something else");
	assert_int_equal(check(image, sizeof(image), &arm64_xen), -EINVAL);
}

static void a_banner_at_the_very_end_is_bounded(void **state)
{
	unsigned char image[IMAGE_TEST_SIZE];

	(void)state;
	make_image(image, "");
	put_bytes(image + IMAGE_TEST_SIZE - 15, "Linux version 7", 15);
	assert_int_equal(check(image, sizeof(image), &arm64_kernel), 0);
	assert_string_equal(version, "7");
	memset(image + 1024, '9', IMAGE_TEST_SIZE - 1024);
	put_bytes(image + 1024, "Linux version ", 14);
	assert_int_equal(check(image, sizeof(image), &arm64_kernel), 0);
	assert_int_equal(strlen(version), IMAGE_VERSION_MAX - 1);
}

static void headers_are_checked(void **state)
{
	unsigned char image[IMAGE_TEST_SIZE];
	const uint64_t vast = 1ULL << 40;

	(void)state;
	make_image(image, KERNEL_TEXT);
	image[56] ^= 1;
	refused(image, sizeof(image), "give an arm64 Image");
	make_image(image, KERNEL_TEXT);
	image[24] = 1;
	refused(image, sizeof(image), "big-endian");
	make_image(image, KERNEL_TEXT);
	memcpy(image + 16, &vast, sizeof(vast));
	refused(image, sizeof(image), "damaged");
	for (size_t size = 0; size < 1024; size++)
		assert_int_equal(check(kernel, size, &arm64_kernel), -EINVAL);
}

/* An EFI header with one section that ends where the image does. */
static void make_efi(unsigned char image[IMAGE_TEST_SIZE])
{
	const uint32_t pe = 64, offset = 1024, length = IMAGE_TEST_SIZE - 1024;

	make_image(image, KERNEL_TEXT);
	put_bytes(image, "MZ", 2);
	memcpy(image + 60, &pe, 4);
	put_bytes(image + 64, "PE\0", 4);
	image[64 + 6] = 1;   /* sections */
	image[64 + 20] = 16; /* optional header */
	memcpy(image + 64 + 24 + 16 + 16, &length, 4);
	memcpy(image + 64 + 24 + 16 + 20, &offset, 4);
}

static void a_cut_image_is_told_by_its_efi_header(void **state)
{
	unsigned char image[IMAGE_TEST_SIZE];

	(void)state;
	make_efi(image);
	assert_int_equal(check(image, sizeof(image), &arm64_kernel), 0);
	refused(image, sizeof(image) - 1, "cut short");
	refused(image, 100, "cut short");
	image[64 + 7] = 0xff; /* 65281 sections */
	refused(image, sizeof(image), "cut short");
	make_efi(image);
	memset(image + 60, 0xff, 4);
	refused(image, sizeof(image), "cut short");
	make_efi(image);
	memset(image + 64 + 24 + 16 + 16, 0xff, 8); /* their sum does not fit 32 bits */
	refused(image, sizeof(image), "cut short");
}

static void mistakes_are_named(void **state)
{
	unsigned char bytes[IMAGE_TEST_SIZE] = {0};
	static const char text[] = "CONFIG_KVM=y\n";

	(void)state;
	refused(text, strlen(text), "a text file");
	refused(text, 0, "an empty file");
	refused(bytes, sizeof(bytes), "no kind that we know");
	refused("\x7f"
		"ELF\2\1\1",
		7, "vmlinux");
	refused("!<arch>\ndebian-binary", 21, "Debian package");
	put_bytes(bytes, "MZ", 2);
	refused(bytes, sizeof(bytes), "an EFI program");
	put_bytes(bytes + 0x202, "HdrS", 4);
	refused(bytes, sizeof(bytes), "an x86 kernel");
}

static size_t compress_kernel(unsigned char *out, size_t room)
{
	z_stream stream = {
		.next_in = kernel,
		.avail_in = sizeof(kernel),
		.next_out = out,
		.avail_out = (uInt)room,
	};

	assert_int_equal(
		deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	deflateEnd(&stream);
	return stream.total_out;
}

static void compressed_images_are_looked_into(void **state)
{
	unsigned char packed[IMAGE_TEST_SIZE];
	size_t size = compress_kernel(packed, sizeof(packed));

	(void)state;
	assert_int_equal(check(packed, size, &arm64_kernel), 0);
	assert_string_equal(version, "6.99.1-test");
	assert_int_equal(check(packed, size, &arm64_xen), -EINVAL);
	for (size_t cut = 2; cut < size; cut++)
		refused(packed, cut, "damaged");
	packed[size / 2] ^= 0x10;
	refused(packed, size, "damaged");
}

static void zboot_images_are_looked_into(void **state)
{
	unsigned char image[IMAGE_TEST_SIZE] = "MZ\0\0zimg";
	uint32_t offset = 64;
	uint32_t size = (uint32_t)compress_kernel(image + 64, sizeof(image) - 64);

	(void)state;
	memcpy(image + 8, &offset, 4);
	memcpy(image + 12, &size, 4);
	put_bytes(image + 24, "gzip", 5);
	refused(image, 64 + size, "an EFI program"); /* the emulator wants this magic, too */
	put_bytes(image + 56, "\xcd\x23\x82\x81", 4);
	assert_int_equal(check(image, 64 + size, &arm64_kernel), 0);
	assert_string_equal(version, "6.99.1-test");
	refused(image, 63 + size, "cut short");
	memset(image + 8, 0xff, 4);
	refused(image, 64 + size, "cut short");
	put_bytes(image + 24, "zstd22", 7);
	refused(image, 64 + size, "zstd22");
}

static void files_are_read_with_care(void **state)
{
	char *folder = make_folder();

	(void)state;
	write_file(in(folder, "Image"), kernel, sizeof(kernel));
	assert_int_equal(image_check(in(folder, "Image"), &arm64_kernel, version, &error), 0);
	assert_int_equal(image_check(in(folder, "none"), &arm64_kernel, version, &error), -ENOENT);
	assert_int_equal(image_check(folder, &arm64_kernel, version, &error), -EINVAL);
	assert_int_equal(mkfifo(in(folder, "fifo"), 0600), 0);
	assert_int_equal(image_check(in(folder, "fifo"), &arm64_kernel, version, &error), -EINVAL);
	remove_folder(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_told_apart),
		cmocka_unit_test(an_image_of_neither_is_refused),
		cmocka_unit_test(a_banner_at_the_very_end_is_bounded),
		cmocka_unit_test(headers_are_checked),
		cmocka_unit_test(a_cut_image_is_told_by_its_efi_header),
		cmocka_unit_test(mistakes_are_named),
		cmocka_unit_test(compressed_images_are_looked_into),
		cmocka_unit_test(zboot_images_are_looked_into),
		cmocka_unit_test(files_are_read_with_care),
	};

	return cmocka_run_group_tests_name("lab/image", tests, setup, NULL);
}
