// SPDX-License-Identifier: GPL-2.0-or-later
/* What passes for an x86-64 kernel, Xen or archive of modules, and what is said of the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>
#include <zlib.h>

#include "lab/arch/arm64/arm64.h"
#include "lab/arch/x86_64/x86_64.h"
#include "lab/image.h"
#include "tests/unit/lab_files.h"

#define XEN_X86_TEXT "Xen version %d.%d%s (%s@%s)\0xen-3.0-x86_%d%s"

static unsigned char kernel[IMAGE_TEST_SIZE], xen[IMAGE_TEST_SIZE];
static char version[IMAGE_VERSION_MAX];
static struct ws_error error;

/* A bzImage of three sectors of set-up code and 2048 bytes of the rest. */
static int setup(void **state)
{
	const uint32_t paragraphs = 2048 / 16;
	const uint16_t protocol = 0x20f, text = 0x400 - 0x200;

	(void)state;
	memset(kernel, 0, sizeof(kernel));
	kernel[0x1f1] = 3;
	memcpy(kernel + 0x1f4, &paragraphs, 4);
	put_bytes(kernel + 0x202, "HdrS", 4);
	memcpy(kernel + 0x206, &protocol, 2);
	memcpy(kernel + 0x20e, &text, 2);
	kernel[0x236] = 1;
	put_bytes(kernel + 0x400, "6.99.1-test (somebody) #1", 25);
	memset(xen, 0, sizeof(xen));
	put_bytes(xen, "\x7f", 1);
	put_bytes(xen + 1, "ELF\1\1", 5);
	xen[18] = 3;
	memcpy(xen + 1024, XEN_X86_TEXT, sizeof(XEN_X86_TEXT));
	return 0;
}

static int check(const void *data, size_t size, const struct image_kind *kind)
{
	return image_check_bytes("IMAGE", data, size, kind, version, &error);
}

static void refused(const void *data, size_t size, const struct image_kind *kind,
		    const char *because)
{
	assert_int_equal(check(data, size, kind), -EINVAL);
	if (!strstr(error.text, because))
		fail_msg("'%s' does not say '%s'", error.text, because);
}

static void kinds_are_told_apart(void **state)
{
	(void)state;
	assert_int_equal(check(kernel, sizeof(kernel), &x86_64_kernel), 0);
	assert_string_equal(version, "6.99.1-test");
	assert_int_equal(check(xen, sizeof(xen), &x86_64_xen), 0);
	assert_string_equal(version, "");
	refused(xen, sizeof(xen), &x86_64_kernel, "but an x86-64 Xen: give it with --xen");
	refused(kernel, sizeof(kernel), &x86_64_xen,
		"but an x86-64 Linux kernel: give it with --kernel");
	refused(kernel, sizeof(kernel), &arm64_kernel, "an x86 kernel, bzImage");
}

static void another_architecture_is_named(void **state)
{
	unsigned char image[IMAGE_TEST_SIZE];

	(void)state;
	make_image(image, KERNEL_TEXT);
	refused(image, sizeof(image), &x86_64_kernel, "an arm64 Image");
	refused(image, sizeof(image), &x86_64_xen, "an arm64 Image");
}

static void headers_are_checked(void **state)
{
	unsigned char image[IMAGE_TEST_SIZE];

	(void)state;
	memcpy(image, kernel, sizeof(image));
	image[0x236] = 0;
	refused(image, sizeof(image), &x86_64_kernel, "a 32-bit x86 kernel");
	memcpy(image, kernel, sizeof(image));
	memset(image + 0x1f4, 0xff, 4);
	refused(image, sizeof(image), &x86_64_kernel, "cut short");
	memcpy(image, kernel, sizeof(image));
	memset(image + 0x20e, 0xff, 2); /* its version is outside */
	refused(image, sizeof(image), &x86_64_kernel, "something else");
	for (size_t size = 0; size < 4096; size += 7)
		assert_int_equal(check(kernel, size, &x86_64_kernel), -EINVAL);
}

static void an_elf_file_that_is_not_xen_is_refused(void **state)
{
	(void)state;
	xen[1024] = 'x';
	refused(xen, sizeof(xen), &x86_64_xen, "something else");
	refused("", 0, &x86_64_xen, "an empty file");
}

static void xen_may_be_compressed(void **state)
{
	unsigned char packed[IMAGE_TEST_SIZE];
	z_stream stream = {.next_in = xen,
			   .avail_in = sizeof(xen),
			   .next_out = packed,
			   .avail_out = sizeof(packed)};

	(void)state;
	assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, 0), Z_OK);
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	deflateEnd(&stream);
	assert_int_equal(check(packed, stream.total_out, &x86_64_xen), 0);
	refused(packed, stream.total_out / 2, &x86_64_xen, "cut short");
}

static void modules_are_an_archive(void **state)
{
	static const char archive[] = "070701 and so on modules/kvm.ko and so on";

	(void)state;
	assert_int_equal(check(archive, sizeof(archive), &x86_64_modules), 0);
	refused(archive, 20, &x86_64_modules, "something else");
	refused(kernel, sizeof(kernel), &x86_64_modules, "not an archive of KVM's modules");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(kinds_are_told_apart, setup),
		cmocka_unit_test_setup(another_architecture_is_named, setup),
		cmocka_unit_test_setup(headers_are_checked, setup),
		cmocka_unit_test_setup(an_elf_file_that_is_not_xen_is_refused, setup),
		cmocka_unit_test_setup(xen_may_be_compressed, setup),
		cmocka_unit_test_setup(modules_are_an_archive, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
