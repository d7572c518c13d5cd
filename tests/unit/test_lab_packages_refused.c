// SPDX-License-Identifier: GPL-2.0-or-later
/* Packages that are not there or not what they are called, and an apt that fails. */
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

#include "tests/unit/fake_apt.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_package_that_does_not_exist),
		TEST(packages_without_an_image),
		TEST(a_package_that_is_another_one_or_none),
		TEST(apt_fails),
		TEST(apt_is_missing),
		TEST(an_interrupt_ends_a_fetch),
	};

	return cmocka_run_group_tests_name("lab/packages", tests, NULL, NULL);
}
