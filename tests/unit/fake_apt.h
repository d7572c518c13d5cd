/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An apt of our own making in PATH: it serves packages from a folder, logs what it was asked, and
 * fails or hangs on demand. No network. To be included once, after cmocka.h.
 */
#ifndef WORLDSWITCH_TESTS_FAKE_APT_H
#define WORLDSWITCH_TESTS_FAKE_APT_H

#include <stddef.h>
#include <stdint.h>

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

static inline void write_program(const char *name)
{
	write_text(in(folder, name), FAKE_APT);
	assert_int_equal(chmod(in(folder, name), 0755), 0);
}

/* Offers a package in a suite: with this file in boot/, or with nothing where NULL. */
static inline void offer(const char *suite, const char *name, const char *depends, const char *file,
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

static inline void set_up_machine(void)
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

static inline int setup(void **state)
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

static inline int teardown(void **state)
{
	(void)state;
	lab_image_free(&image);
	remove_folder(folder);
	return 0;
}

static char steps[4096];

static inline void note_step(void *context, const char *step)
{
	(void)context;
	assert_null(strchr(step, '\n'));
	snprintf(steps + strlen(steps), sizeof(steps) - strlen(steps), "%s\n", step);
}

static inline int get_refreshed(const char *spec, bool refresh)
{
	steps[0] = '\0';
	lab_image_free(&image);
	return lab_image_get(&arm64_kernel, spec, refresh, note_step, NULL, NULL, &image, &error);
}

static inline int get(const char *spec)
{
	return get_refreshed(spec, false);
}

static inline void expect_no_leftovers(void)
{
	rmdir(in(folder, "cache/worldswitch/temporary"));
	assert_int_not_equal(access(in(folder, "cache/worldswitch/temporary"), F_OK), 0);
	if (access(in(folder, "cache/worldswitch/apt/trixie"), F_OK) == 0)
		assert_int_equal(rmdir(in(folder, "cache/worldswitch/apt/trixie/download")), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
