// SPDX-License-Identifier: GPL-2.0-or-later
/* A kernel whose pages the CPU has not is refused before it hangs without a word. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <zlib.h>

#include "lab/pages.h"
#include "tests/unit/lab_files.h"

#define FLAGS    24
#define PAGES(n) ((unsigned char)((n) << 1))

static unsigned char image[IMAGE_TEST_SIZE];
static char *folder;
static struct ws_error error;

static int setup(void **state)
{
	(void)state;
	folder = make_folder();
	make_image(image, KERNEL_TEXT);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	remove_folder(folder);
	return 0;
}

static int check(const char *cpu, unsigned char flags)
{
	const char *path = in(folder, "Image");

	image[FLAGS] = flags;
	write_file(path, image, sizeof(image));
	return pages_check(cpu, path, "KERNEL", &error);
}

static void pages_of_16_kib_are_not_everywhere(void **state)
{
	(void)state;
	assert_int_equal(check("cortex-a57", PAGES(2)), -EINVAL);
	assert_string_equal(error.text, "cortex-a57 has no pages of 16 KiB, which KERNEL was built "
					"for: take another CPU model, such as neoverse-n1, or "
					"another kernel");
	assert_int_equal(check("cortex-a53,pmu=off", PAGES(2)), -EINVAL);
	assert_int_equal(check("cortex-a72", PAGES(2) | 8), -EINVAL); /* anywhere in memory */
	assert_int_equal(check("a64fx", PAGES(2)), -EINVAL);
	assert_int_equal(check("neoverse-n1", PAGES(2)), 0);
	assert_int_equal(check("cortex-a5", PAGES(2)), 0);
	assert_int_equal(check("cortex-a570", PAGES(2)), 0);
}

static void others_are(void **state)
{
	(void)state;
	for (unsigned char pages = 0; pages < 4; pages++)
		if (pages != 2)
			assert_int_equal(check("cortex-a57", PAGES(pages) | 8), 0);
}

static void compressed_images_are_looked_into(void **state)
{
	const char *path = in(folder, "Image.gz");
	gzFile file = gzopen(path, "wb");

	(void)state;
	image[FLAGS] = PAGES(2);
	assert_non_null(file);
	assert_int_equal(gzwrite(file, image, sizeof(image)), sizeof(image));
	assert_int_equal(gzclose(file), Z_OK);
	assert_int_equal(pages_check("cortex-a57", path, "KERNEL", &error), -EINVAL);
	assert_non_null(strstr(error.text, "16 KiB"));
}

static void a_file_that_went_away_or_shrank_is_survived(void **state)
{
	const char *path = in(folder, "Image");

	(void)state;
	assert_int_equal(pages_check("cortex-a57", in(folder, "none"), "KERNEL", &error), -ENOENT);
	write_file(path, image, FLAGS);
	assert_int_equal(pages_check("cortex-a57", path, "KERNEL", &error), 0);
	write_text(path, "\x1f\x8b");
	assert_int_equal(pages_check("cortex-a57", path, "KERNEL", &error), -EBADMSG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_of_16_kib_are_not_everywhere),
		cmocka_unit_test(others_are),
		cmocka_unit_test(compressed_images_are_looked_into),
		cmocka_unit_test(a_file_that_went_away_or_shrank_is_survived),
	};

	return cmocka_run_group_tests_name("lab/pages", tests, setup, teardown);
}
