/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A store in a folder of its own, and one image for it. To be included once, after cmocka.h. */
#ifndef WORLDSWITCH_TESTS_STORE_IMAGES_H
#define WORLDSWITCH_TESTS_STORE_IMAGES_H

#include <stddef.h>
#include <stdint.h>

#include <sys/resource.h>

#include "lab/arch/arm64/arm64.h"
#include "lab/store.h"
#include "tests/unit/lab_files.h"

static const struct package_spec spec = {.package = "linux-image-test", .suite = "trixie"};
static const struct deb_control control = {
	.package = "linux-image-6.1-test", .version = "1:6.1-1", .architecture = "arm64"};

static char *folder;
static struct store store;
static struct lab_image image;
static struct ws_error error;

static inline int setup(void **state)
{
	(void)state;
	folder = make_folder();
	image = (struct lab_image){0};
	return store_open(&store, folder, &error);
}

static inline int teardown(void **state)
{
	(void)state;
	store_close(&store);
	lab_image_free(&image);
	chmod(folder, 0700);
	remove_folder(folder);
	return 0;
}

static inline int lock(unsigned int limit)
{
	return store_lock(&store, limit, NULL, NULL, NULL, &error);
}

static inline int add(const char *bytes)
{
	const char *from = in(store.temporary, "image");

	write_text(from, bytes);
	return store_add(&store, &arm64_kernel, &spec, from, &control, &image, &error);
}

static inline int find(void)
{
	lab_image_free(&image);
	return store_find(&store, &arm64_kernel, &spec, &image);
}

static inline void add_locked(const char *bytes)
{
	lab_image_free(&image);
	assert_int_equal(lock(0), 0);
	assert_int_equal(add(bytes), 0);
	store_unlock(&store);
}

#endif
