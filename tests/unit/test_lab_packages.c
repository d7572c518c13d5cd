// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From a package's name to an image, with an apt of our own making in PATH: it serves packages from
 * a folder, logs what it was asked, and fails or hangs on demand. No network.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>

#include "lab/arch/arm64/arm64.h"
#include "lab/packages.h"
#include "tests/unit/lab_files.h"

/* A suite is the folder $FAKE/SUITE: NAME.deb and NAME.version. The state is
 * .../apt/SUITE/download. */
#define FAKE_APT                                                                                   \
	"#!/bin/sh\n"                                                                              \
	"suite=$(basename \"$(dirname \"$PWD\")\")\n"                                              \
	"for last; do :; done\n"                                                                   \
	"echo \"$suite ${0##*/} $last\" >>\"$FAKE/log\"\n"                                         \
	"[ ! -e \"$FAKE/hang\" ] || { sleep 60 & wait; }\n"                                        \
	"[ ! -e \"$FAKE/error\" ] || { cat \"$FAKE/error\" >&2; exit 100; }\n"                     \
	"case \"$*\" in\n"                                                                         \
	"*madison*) cat \"$FAKE/$suite/$last.version\" 2>/dev/null ;;\n"                           \
	"*download*) cp \"$FAKE/$suite/${last%%=*}.deb\" \"${last%%=*}_arm64.deb\" ;;\n"           \
	"esac\n"                                                                                   \
	"exit 0\n"

static char *folder;
static unsigned char kernel[IMAGE_TEST_SIZE];
static struct lab_image image;
static struct ws_error error;

static void write_program(const char *name)
{
	write_text(in(folder, name), FAKE_APT);
	assert_int_equal(chmod(in(folder, name), 0755), 0);
}

/* Offers a package in a suite: with this file in boot/, or with nothing where NULL. */
static void offer(const char *suite, const char *name, const char *depends, const char *file,
		  const void *data)
{
	const struct packed_file packed = {.name = file, .data = data, .size = IMAGE_TEST_SIZE};
	char control[512], version[256], path[128];

	snprintf(control, sizeof(control),
		 "Package: %s\nVersion: 6.99-1\nArchitecture: arm64\nDepends: %s\n", name, depends);
	snprintf(version, sizeof(version), " %s | 6.99-1 | http://mirror.example/debian\n", name);
	snprintf(path, sizeof(path), "%s/%s.version", suite, name);
	write_text(in(folder, path), version);
	snprintf(path, sizeof(path), "%s/%s.deb", suite, name);
	make_package(in(folder, path), control, &packed, file ? 1 : 0);
}

static void set_up_machine(void)
{
	char path[2048];

	snprintf(path, sizeof(path), "%s/bin:%s", folder, "/usr/bin:/bin");
	setenv("PATH", path, 1);
	setenv("FAKE", folder, 1);
	setenv("XDG_CACHE_HOME", in(folder, "cache"), 1);
	setenv("APT_ETC", folder, 1);
	setenv("OS_RELEASE", in(folder, "os-release"), 1);
	write_text(in(folder, "os-release"), "VERSION_CODENAME=bookworm\n");
	write_text(in(folder, "sources.list"), "deb http://mirror.example/debian bookworm main\n");
}

static int setup(void **state)
{
	static const char *const folders[] = {"bin", "trixie", "bookworm"};

	(void)state;
	folder = make_folder();
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(ws_directory_create(in(folder, folders[i]), &error), 0);
	set_up_machine();
	write_program("bin/apt-get");
	write_program("bin/apt-cache");
	make_image(kernel, KERNEL_TEXT);
	offer("trixie", "linux-image-cloud-arm64", "linux-image-6.99-arm64 (= 6.99-1)", NULL, NULL);
	offer("trixie", "linux-image-6.99-arm64", "kmod", "./boot/vmlinuz-6.99", kernel);
	offer("bookworm", "linux-image-old", "kmod", "./boot/vmlinuz-6.1", kernel);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	lab_image_free(&image);
	remove_folder(folder);
	return 0;
}

static char steps[4096];

static void note_step(void *context, const char *step)
{
	(void)context;
	assert_null(strchr(step, '\n'));
	snprintf(steps + strlen(steps), sizeof(steps) - strlen(steps), "%s\n", step);
}

static int get_refreshed(const char *spec, bool refresh)
{
	steps[0] = '\0';
	lab_image_free(&image);
	return lab_image_get(&arm64_kernel, spec, refresh, note_step, NULL, NULL, &image, &error);
}

static int get(const char *spec)
{
	return get_refreshed(spec, false);
}

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

static void expect_no_leftovers(void)
{
	rmdir(in(folder, "cache/worldswitch/temporary"));
	assert_int_not_equal(access(in(folder, "cache/worldswitch/temporary"), F_OK), 0);
	if (access(in(folder, "cache/worldswitch/apt/trixie"), F_OK) == 0)
		assert_int_equal(rmdir(in(folder, "cache/worldswitch/apt/trixie/download")), 0);
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

static void a_package_that_does_not_exist(void **state)
{
	(void)state;
	assert_int_equal(get("linux-image-none"), -ENOENT);
	assert_string_equal(error.text,
			    "no package linux-image-none for arm64 in Debian trixie or "
			    "bookworm: give one such as linux-image-cloud-arm64/trixie, "
			    "or a file");
	assert_null(image.path);
	expect_no_leftovers();
}

static void packages_without_an_image(void **state)
{
	static const unsigned char other[IMAGE_TEST_SIZE] = "MZ";

	(void)state;
	offer("trixie", "linux-image-loop", "linux-image-loop (= 6.99-1)", NULL, NULL);
	assert_int_equal(get("linux-image-loop"), -EINVAL);
	offer("trixie", "busybox", "libc6", NULL, NULL);
	assert_int_equal(get("busybox"), -EINVAL);
	assert_non_null(strstr(error.text, "busybox"));
	offer("trixie", "linux-image-dangling", "linux-image-none (= 1)", NULL, NULL);
	assert_int_equal(get("linux-image-dangling/trixie"), -EIO);
	offer("trixie", "linux-image-x86", "libc6", "./boot/vmlinuz-x86", other);
	assert_int_equal(get("linux-image-x86/trixie"), -EINVAL);
	assert_int_equal(lab_image_get(&arm64_xen, "linux-image-cloud-arm64/trixie", false, NULL,
				       NULL, NULL, &image, &error),
			 -EINVAL);
	expect_no_leftovers();
}

static void a_package_that_is_another_one_or_none(void **state)
{
	(void)state;
	offer("trixie", "linux-image-other", "kmod", "./boot/vmlinuz-6.99", kernel);
	assert_int_equal(rename(in(folder, "trixie/linux-image-other.deb"),
				in(folder, "trixie/linux-image-6.99-arm64.deb")),
			 0);
	assert_int_equal(get(NULL), -EBADMSG);
	write_text(in(folder, "trixie/linux-image-6.99-arm64.deb"), "<html>log in first</html>");
	assert_int_equal(get(NULL), -EBADMSG);
	unlink(in(folder, "trixie/linux-image-6.99-arm64.deb"));
	assert_int_equal(get(NULL), -EIO);
	expect_no_leftovers();
}

static void apt_fails(void **state)
{
	(void)state;
	write_text(in(folder, "error"), "E: Failed to fetch http://mirror.example/x  Could not "
					"resolve 'mirror.example'\n");
	assert_int_equal(get(NULL), -EIO);
	assert_non_null(strstr(error.text, "Debian trixie: Failed to fetch"));
	write_text(in(folder, "error"), "E: (28: No space left on device)\n");
	assert_int_equal(get(NULL), -ENOSPC);
	assert_non_null(strstr(error.text, "XDG_CACHE_HOME"));
	unlink(in(folder, "error"));
	assert_int_equal(get(NULL), 0);
}

static void apt_is_missing(void **state)
{
	(void)state;
	unlink(in(folder, "bin/apt-get"));
	unlink(in(folder, "bin/apt-cache"));
	assert_int_equal(symlink("/bin/sh", in(folder, "bin/sh")), 0);
	assert_int_equal(symlink("/usr/bin/awk", in(folder, "bin/awk")), 0);
	setenv("PATH", in(folder, "bin"), 1);
	assert_int_equal(get("linux-image-old"), -ENOPKG);
	assert_non_null(strstr(error.text, "apt-get is not installed"));
}

static volatile int interrupted;

static void on_alarm(int signal)
{
	(void)signal;
	interrupted = 1;
}

static void an_interrupt_ends_a_fetch(void **state)
{
	const struct itimerval soon = {.it_value = {.tv_usec = 300000}};

	(void)state;
	write_text(in(folder, "hang"), "");
	interrupted = 0;
	signal(SIGALRM, on_alarm);
	setitimer(ITIMER_REAL, &soon, NULL);
	assert_int_equal(
		lab_image_get(&arm64_kernel, NULL, false, NULL, NULL, &interrupted, &image, &error),
		-EINTR);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	expect_no_leftovers();
	unlink(in(folder, "hang"));
	assert_int_equal(get(NULL), 0);
	signal(SIGALRM, SIG_DFL);
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

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
		TEST(a_package_that_does_not_exist),
		TEST(packages_without_an_image),
		TEST(a_package_that_is_another_one_or_none),
		TEST(apt_fails),
		TEST(apt_is_missing),
		TEST(an_interrupt_ends_a_fetch),
		TEST(two_processes_fetch_once),
		TEST(a_file_is_used_where_it_is),
	};

	return cmocka_run_group_tests_name("lab/packages", tests, NULL, NULL);
}
