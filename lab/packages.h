/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where hypervisors come from: a kernel or Xen image, by package or by file, on disk, checked and
 * named exactly. A package is fetched and verified by apt, for arm64 whatever this machine is; only
 * its image is kept, in the user's cache. With the image there, neither apt nor a network is used.
 */
#ifndef WORLDSWITCH_LAB_PACKAGES_H
#define WORLDSWITCH_LAB_PACKAGES_H

#include <stdbool.h>

#include <worldswitch/dom0.h>

#include "support/error.h"
#include "support/file.h"

/* A module is a kernel's, of the same package: fetched with it, and stored beside it. */
enum lab_image_kind {
	LAB_IMAGE_KERNEL,
	LAB_IMAGE_XEN,
	LAB_IMAGE_MODULE, /* the first of worldswitch/dom0.h; the others follow */
	LAB_IMAGE_KINDS = LAB_IMAGE_MODULE + WS_DOM0_MODULE_COUNT
};

struct lab_image {
	char *path;    /* absolute */
	char *package; /* the package that holds the image, or the file's name */
	char *version; /* of the package, or as the image's banner says; NULL: unknown */
	char sha256[WS_DIGEST_SIZE];
};

/* Called with what is going on, such as "fetching linux-image-cloud-arm64"; no newline. */
typedef void (*lab_step)(void *context, const char *step);

/*
 * Finds or fetches an image. spec: NULL for the default (linux-image-cloud-arm64/trixie or
 * xen-system-arm64/trixie); a file where it begins with '/', "./" or "../" or names an
 * existing file and has a '/'; else PACKAGE or PACKAGE/SUITE. With refresh, a package is fetched
 * again even where its image is cached. step may be NULL; *interrupted, where not NULL, ends a
 * fetch when it becomes true.
 *
 * Safe for any number of processes on one cache. -ENOENT: no such file, package or suite; -EINVAL:
 * not an image of that kind; -EINTR: interrupted; else -errno. The image is freed by lab_image_free
 * and is all zeros on failure.
 */
int lab_image_get(enum lab_image_kind kind, const char *spec, bool refresh, lab_step step,
		  void *context, const volatile int *interrupted, struct lab_image *image,
		  struct ws_error *error);
void lab_image_free(struct lab_image *image);

#endif
