/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a kernel or a hypervisor's image is for one architecture: where it comes from, how it is
 * known. */
#ifndef WORLDSWITCH_LAB_IMAGE_KIND_H
#define WORLDSWITCH_LAB_IMAGE_KIND_H

#include "lab/deb.h"
#include "lab/image_bytes.h"
#include "lab/package_spec.h"

struct image_kind {
	const char *id;           /* arm64-kernel: begins the names of its records in the cache */
	const char *architecture; /* Debian's name */
	const char *package;      /* the default: a metapackage, of the same name in every suite */
	const char *spec;         /* the same with the default suite, PACKAGE/SUITE */
	const char *content;      /* what a package must hold: kernel (boot/vmlinuz-*) */
	struct deb_wanted wanted;
	const struct image_kind *companion; /* kept from the same package, or NULL */

	const char *name;     /* an arm64 Linux kernel */
	const char *option;   /* --kernel */
	const char *format;   /* an arm64 Image */
	const char *expected; /* what to give in the place of something else */
	bool unpacked;        /* the emulator takes it unpacked alone */

	bool (*has_format)(struct image_bytes image);
	/* Why one of that format can't be started; NULL: nothing is wrong with it. */
	const char *(*fault)(struct image_bytes image);
	/* Whether one of that format is this; its version, empty where it does not say. */
	bool (*matches)(struct image_bytes image, char version[IMAGE_VERSION_MAX]);
	const struct image_kind *other; /* what may be given by mistake, or NULL */
};

/* Modules out of a kernel's package, as an archive of lab/modules.h. */
#define IMAGE_KIND_MODULES(id_, architecture_, package_, names, whose, files, name_, matches_)     \
	{                                                                                          \
		.id = (id_), .architecture = (architecture_), .package = (package_),               \
		.spec = package_ "/" PACKAGE_SUITE_DEFAULT,                                        \
		.content = "modules of " whose " (lib/modules/*/" files ")",                       \
		.wanted = {.dependency_prefix = "linux-image-", .modules = (names)},               \
		.name = (name_), .option = "--kernel", .format = "an archive",                     \
		.expected = "a kernel's package", .has_format = image_is_archive,                  \
		.fault = image_without_fault, .matches = (matches_),                               \
	}

#endif
