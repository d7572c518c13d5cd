// SPDX-License-Identifier: GPL-2.0-or-later
/* From a package's name to an image, with an apt of our own making: what is asked of it, and when.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>

#include "tests/unit/fake_apt.h"

/* What apt was asked since the last look. */
static void expect_log(const char *expected)
{
	char *text = strdup("");
	size_t size;

	if (access(in(folder, "log"), F_OK) == 0) {
		free(text);
		assert_int_equal(ws_file_read(in(folder, "log"), 65536, &text, &size, &error), 0);
	}
	assert_string_equal(text, expected);
	free(text);
	unlink(in(folder, "log"));
}

static void the_default_follows_its_metapackage(void **state)
{
	(void)state;
	assert_int_equal(get(NULL), 0);
	assert_string_equal(image.package, "linux-image-6.99-arm64");
	assert_string_equal(image.version, "6.99-1");
	assert_int_equal(strlen(image.sha256), 64);
	assert_int_equal(image.path[0], '/');
	assert_string_equal(steps, "fetching the list of packages of Debian trixie\n"
				   "fetching linux-image-cloud-arm64\n"
				   "unpacking linux-image-cloud-arm64\n"
				   "fetching linux-image-6.99-arm64\n"
				   "unpacking linux-image-6.99-arm64\n");
	expect_log("trixie apt-get update\ntrixie apt-cache linux-image-cloud-arm64\n"
		   "trixie apt-get linux-image-cloud-arm64=6.99-1\n"
		   "trixie apt-get linux-image-6.99-arm64=6.99-1\n");
	expect_no_leftovers();
}

static void a_warm_look_up_starts_nothing(void **state)
{
	(void)state;
	assert_int_equal(get(NULL), 0);
	expect_log("trixie apt-get update\ntrixie apt-cache linux-image-cloud-arm64\n"
		   "trixie apt-get linux-image-cloud-arm64=6.99-1\n"
		   "trixie apt-get linux-image-6.99-arm64=6.99-1\n");
	assert_int_equal(get(NULL), 0);
	assert_int_equal(get("linux-image-cloud-arm64/trixie"), 0);
	assert_string_equal(steps, "");
	expect_log("");
}

static void lists_are_used_for_a_day_unless_the_mirror_changes(void **state)
{
	(void)state;
	assert_int_equal(get(NULL), 0);
	unlink(in(folder, "log"));
	assert_int_equal(get("linux-image-6.99-arm64/trixie"), 0);
	expect_log("trixie apt-cache linux-image-6.99-arm64\n"
		   "trixie apt-get linux-image-6.99-arm64=6.99-1\n");
	write_text(in(folder, "sources.list"), "deb http://other.example/debian bookworm main\n");
	assert_int_equal(get("linux-image-6.99-arm64"), 0);
	expect_log("trixie apt-get update\ntrixie apt-cache linux-image-6.99-arm64\n"
		   "trixie apt-get linux-image-6.99-arm64=6.99-1\n");
}

static void a_refresh_fetches_again(void **state)
{
	(void)state;
	assert_int_equal(get(NULL), 0);
	unlink(in(folder, "log"));
	kernel[2000] = 1; /* a new build of the same version */
	offer("trixie", "linux-image-6.99-arm64", "kmod", "./boot/vmlinuz-6.99", kernel);
	assert_int_equal(get_refreshed(NULL, true), 0);
	expect_log("trixie apt-get update\ntrixie apt-cache linux-image-cloud-arm64\n"
		   "trixie apt-get linux-image-cloud-arm64=6.99-1\n"
		   "trixie apt-get linux-image-6.99-arm64=6.99-1\n");
}

#define MODULES_FOLDER "./usr/lib/modules/6.99/kernel/drivers/xen/"

/* The least that says of itself that it is one. */
static const unsigned char module[64] = {0x7f, 'E', 'L', 'F', 2, 1, 1, [16] = 1, [18] = 183};

static int get_kind(const struct image_kind *kind)
{
	lab_image_free(&image);
	return lab_image_get(kind, NULL, false, NULL, NULL, NULL, &image, &error);
}

/* One download; a kernel without them is one as well, and an archive without one of them none. */
static void modules_come_with_their_kernel(void **state)
{
	const struct packed_file files[] = {
		{.name = "./boot/vmlinuz-6.99", .data = kernel, .size = sizeof(kernel)},
		{.name = MODULES_FOLDER "xen-evtchn.ko", .data = module, .size = sizeof(module)},
		{.name = MODULES_FOLDER "xen-privcmd.ko", .data = module, .size = sizeof(module)},
	};

	(void)state;
	assert_int_equal(get(NULL), 0);
	assert_int_equal(get_kind(&arm64_modules), -EINVAL);
	assert_non_null(strstr(error.text, "holds no modules of Xen's Dom0"));
	make_package(in(folder, "trixie/linux-image-6.99-arm64.deb"),
		     "Package: linux-image-6.99-arm64\nVersion: 6.99-1\nArchitecture: arm64\n",
		     files, 2);
	assert_int_equal(get_kind(&arm64_modules), -EINVAL);
	make_package(in(folder, "trixie/linux-image-6.99-arm64.deb"),
		     "Package: linux-image-6.99-arm64\nVersion: 6.99-1\nArchitecture: arm64\n",
		     files, 3);
	unlink(in(folder, "log"));
	assert_int_equal(get_refreshed(NULL, true), 0);
	unlink(in(folder, "log"));
	assert_int_equal(get_kind(&arm64_modules), 0);
	assert_string_equal(image.package, "linux-image-6.99-arm64");
	assert_int_equal(get_kind(&arm64_kernel), 0);
	expect_log("");
	expect_no_leftovers();
}

static void a_damaged_image_is_fetched_again(void **state)
{
	char sha256[WS_DIGEST_SIZE];

	(void)state;
	assert_int_equal(get(NULL), 0);
	memcpy(sha256, image.sha256, sizeof(sha256));
	chmod(image.path, 0600);
	write_text(image.path, "damaged");
	assert_int_equal(get(NULL), 0);
	assert_string_equal(image.sha256, sha256);
	assert_non_null(strstr(steps, "fetching"));
}

static void without_a_suite_the_first_that_has_it_counts(void **state)
{
	(void)state;
	assert_int_equal(get("linux-image-old"), 0);
	expect_log("trixie apt-get update\ntrixie apt-cache linux-image-old\n"
		   "bookworm apt-get update\nbookworm apt-cache linux-image-old\n"
		   "bookworm apt-get linux-image-old=6.99-1\n");
	assert_int_equal(get("linux-image-old"), 0);
	expect_log("");
	assert_int_equal(get("linux-image-old/trixie"), -ENOENT);
	assert_non_null(strstr(error.text, "linux-image-old"));
	assert_non_null(strstr(error.text, "trixie"));
	assert_null(strstr(error.text, "bookworm"));
}

static void two_processes_fetch_once(void **state)
{
	pid_t other = fork();
	int status;

	(void)state;
	if (other == 0)
		_exit(get(NULL) == 0 ? 0 : 1);
	assert_int_equal(get(NULL), 0);
	assert_int_equal(waitpid(other, &status, 0), other);
	assert_int_equal(status, 0);
	expect_log("trixie apt-get update\ntrixie apt-cache linux-image-cloud-arm64\n"
		   "trixie apt-get linux-image-cloud-arm64=6.99-1\n"
		   "trixie apt-get linux-image-6.99-arm64=6.99-1\n");
}

static void a_file_is_used_where_it_is(void **state)
{
	(void)state;
	write_file(in(folder, "Image"), kernel, sizeof(kernel));
	assert_int_equal(get(in(folder, "bin/../Image")), 0);
	assert_string_equal(image.path, in(folder, "Image"));
	assert_string_equal(image.package, "Image");
	assert_string_equal(image.version, "6.99.1-test");
	assert_int_equal(get(in(folder, "none")), -ENOENT);
	assert_null(image.path);
	write_text(in(folder, "Image"), "no");
	assert_int_equal(get(in(folder, "Image")), -EINVAL);
	expect_log("");
	assert_int_not_equal(access(in(folder, "cache"), F_OK), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_default_follows_its_metapackage),
		TEST(a_warm_look_up_starts_nothing),
		TEST(lists_are_used_for_a_day_unless_the_mirror_changes),
		TEST(a_refresh_fetches_again),
		TEST(modules_come_with_their_kernel),
		TEST(a_damaged_image_is_fetched_again),
		TEST(without_a_suite_the_first_that_has_it_counts),
		TEST(two_processes_fetch_once),
		TEST(a_file_is_used_where_it_is),
	};

	return cmocka_run_group_tests_name("lab/packages", tests, NULL, NULL);
}
