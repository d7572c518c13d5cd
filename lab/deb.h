/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Debian packages (deb(5)): what a package says of itself, and what is wanted of its files. */
#ifndef WORLDSWITCH_LAB_DEB_H
#define WORLDSWITCH_LAB_DEB_H

#include <stdbool.h>

#include "lab/deb_control.h"
#include "support/error.h"

/* The image: a regular file FOLDER/PREFIX...SUFFIX, or an archive of kernel modules or of programs.
 */
struct deb_wanted {
	const char *folder; /* with a '/' at its end; NULL: boot/ */
	const char *prefix, *suffix;
	const char *const *modules;    /* their names, a NULL at the end; NULL: none are wanted */
	const char *const *tools;      /* likewise (tools.h) */
	const char *dependency_prefix; /* of the package to look into where this one has no image */
};

struct deb {
	struct deb_control control;
	bool has_image;
};

/* The largest image, and the most that is unpacked in search of it. */
#define DEB_IMAGE_MAX    (256LL << 20)
#define DEB_UNPACKED_MAX (4LL << 30)

/*
 * Reads the package at path and writes its image to the descriptor, which is left at its end. No
 * name inside the package is ever used to name a file. -EBADMSG: not a whole package; -EFBIG:
 * beyond the limits; -EINTR; the errno of a failing write.
 */
int deb_unpack(const char *path, const struct deb_wanted *wanted, int image,
	       const volatile int *interrupted, struct deb *deb, struct ws_error *error);

#endif
