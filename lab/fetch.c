// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fetches a package and keeps its image: apt downloads, we unpack and check, and only then does the
 * image get its name. A package without an image (a metapackage) leads to the one that it depends
 * on.
 */
#include "lab/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/apt.h"
#include "lab/deb.h"
#include "lab/image.h"
#include "lab/module.h"
#include "lab/paths.h"

#define LOCK_LIMIT       1800 /* seconds: longer than the slowest fetch of another */
#define DEPENDENCIES_MAX 4

#define DEFAULT_SUITE "trixie"

#define KERNEL_PACKAGE "linux-image-cloud-arm64"

/* Metapackages: the same name leads to the image of every suite. */
static const struct {
	const char *package;
	const char *spec; /* the default */
	const char *what;
	struct deb_wanted wanted;
} kinds[] = {[LAB_IMAGE_KERNEL] =
		     {
			     .package = KERNEL_PACKAGE,
			     .spec = KERNEL_PACKAGE "/" DEFAULT_SUITE,
			     .what = "kernel (boot/vmlinuz-*)",
			     .wanted = {.prefix = "vmlinuz-",
					.suffix = "",
					.dependency_prefix = "linux-image-"},
		     },
	     [LAB_IMAGE_XEN] =
		     {
			     .package = "xen-system-arm64",
			     .spec = "xen-system-arm64/" DEFAULT_SUITE,
			     .what = "Xen (boot/xen-*-arm64)",
			     .wanted = {.prefix = "xen-",
					.suffix = "-arm64",
					.dependency_prefix = "xen-hypervisor-"},
		     },
#define MODULE(symbol, name, folder)                                                               \
	[LAB_IMAGE_MODULE + WS_DOM0_MODULE_##symbol] = {                                           \
		.package = KERNEL_PACKAGE,                                                         \
		.spec = KERNEL_PACKAGE "/" DEFAULT_SUITE,                                          \
		.what = "module " name " (lib/modules/*/" folder name ".ko)",                      \
		.wanted = {.ending = "/" folder name ".ko", .dependency_prefix = "linux-image-"},  \
	},
	     WS_DOM0_MODULE_LIST(MODULE)
#undef MODULE
};

const char *fetch_default(enum lab_image_kind kind)
{
	return kinds[kind].spec;
}

const char *fetch_package(enum lab_image_kind kind)
{
	return kinds[kind].package;
}

static void say(const struct fetch *fetch, const char *verb, const char *what)
{
	char text[160];

	if (!fetch->step)
		return;
	snprintf(text, sizeof(text), "%s %s", verb, what);
	fetch->step(fetch->context, text);
}

/* A write that failed for the folder's sake gets the line that says what to do about it. */
static int in_store(const struct fetch *fetch, int result)
{
	switch (-result) {
	case ENOSPC:
	case EDQUOT:
	case EROFS:
	case EACCES:
	case EPERM:
		return store_fail(&fetch->store, -result, fetch->error);
	default:
		return result;
	}
}

/* Whether the packages of one kind are those of another. */
static bool in_same_package(enum lab_image_kind a, enum lab_image_kind b)
{
	return (a == LAB_IMAGE_XEN) == (b == LAB_IMAGE_XEN);
}

/* Where an image of a kind waits to be stored. */
static const char *incoming(const struct fetch *fetch, enum lab_image_kind kind)
{
	return fetch->store.incoming[kind];
}

static int unpack_kind(const struct fetch *fetch, enum lab_image_kind kind, const char *path,
		       struct deb *deb)
{
	int fd = open(incoming(fetch, kind), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
		      0644);
	int result;

	if (fd < 0)
		return store_fail(&fetch->store, errno, fetch->error);
	result = deb_unpack(path, &kinds[kind].wanted, fd, fetch->interrupted, deb, fetch->error);
	if (!result && fsync(fd) < 0)
		result = store_fail(&fetch->store, errno, fetch->error);
	close(fd);
	if (result || !deb->has_image)
		unlink(incoming(fetch, kind));
	return in_store(fetch, result);
}

/* The image that is wanted and, from the same package, those that belong to it, if it has them. */
static int unpack(const struct fetch *fetch, const char *path, struct deb *deb)
{
	int result = unpack_kind(fetch, fetch->kind, path, deb);

	for (int kind = 0; kind < LAB_IMAGE_KINDS && !result && deb->has_image; kind++) {
		struct deb other;

		if (kind != (int)fetch->kind && in_same_package(kind, fetch->kind))
			result = unpack_kind(fetch, (enum lab_image_kind)kind, path, &other);
	}
	return result;
}

static int download_and_unpack(const struct fetch *fetch, const struct apt *apt,
			       const char *package, const char *version, struct deb *deb)
{
	char *path;
	int result;

	say(fetch, "fetching", package);
	result = apt_download(apt, package, version, &path, fetch->error);
	if (result)
		return result;
	say(fetch, "unpacking", package);
	result = unpack(fetch, path, deb);
	free(path);
	apt_discard(apt);
	if (!result && strcmp(deb->control.package, package) != 0)
		result = ws_fail(fetch->error, EBADMSG, "the package fetched as %s says it is %s",
				 package, deb->control.package);
	return result;
}

/* The package, or the one that it depends on for the image, and so on. */
static int follow_package(const struct fetch *fetch, const struct apt *apt, const char *first,
			  struct deb *deb)
{
	char package[DEB_WORD_MAX];
	char version[DEB_WORD_MAX] = "";

	snprintf(package, sizeof(package), "%s", first);
	for (int depth = 0; depth < DEPENDENCIES_MAX; depth++) {
		int result = 0;

		if (!version[0])
			result = apt_version(apt, package, version, fetch->error);
		if (result == -ENOENT && depth > 0)
			return -EINVAL; /* the package itself is there */
		if (!result)
			result = download_and_unpack(fetch, apt, package, version, deb);
		if (result || deb->has_image)
			return result;
		if (!deb->control.dependency[0])
			break;
		memcpy(package, deb->control.dependency, sizeof(package));
		memcpy(version, deb->control.dependency_version, sizeof(version));
	}
	return ws_fail(fetch->error, EINVAL, "package %s of Debian %s holds no %s: give another",
		       first, apt->suite, kinds[fetch->kind].what);
}

static int update(const struct fetch *fetch, const struct apt *apt)
{
	char what[64];

	snprintf(what, sizeof(what), "the list of packages of Debian %s", apt->suite);
	say(fetch, "fetching", what);
	return apt_update(apt, fetch->error);
}

/* A mirror drops old versions: lists that are hours old may name one that is gone. */
static int fetch_from_suite(const struct fetch *fetch, const char *suite, const char *package,
			    struct deb *deb)
{
	struct apt apt;
	bool updated;
	int result = apt_open(&apt, fetch->store.folder, suite, fetch->interrupted, fetch->error);

	if (result)
		return in_store(fetch, result);
	updated = fetch->refresh || apt_is_old(&apt);
	if (updated)
		result = update(fetch, &apt);
	if (!result)
		result = follow_package(fetch, &apt, package, deb);
	if (result == -EIO && !updated && update(fetch, &apt) == 0)
		result = follow_package(fetch, &apt, package, deb);
	apt_discard(&apt);
	apt_close(&apt);
	return in_store(fetch, result);
}

static int fetch_from_suites(const struct fetch *fetch, const char *package, struct deb *deb)
{
	int result = -ENOENT;

	for (size_t i = 0; result == -ENOENT && i < package_suite_count; i++)
		result = fetch_from_suite(fetch, package_suites[i], package, deb);
	return result;
}

static int in_no_suite(const struct fetch *fetch, const struct package_spec *spec)
{
	char suites[128];
	size_t length = 0;

	for (size_t i = 0; i < package_suite_count; i++)
		length += (size_t)snprintf(suites + length, sizeof(suites) - length, "%s%s",
					   i ? " or " : "", package_suites[i]);
	return ws_fail(fetch->error, ENOENT,
		       "no package %s for arm64 in Debian %s: give one such as %s, or a file",
		       spec->package, suites, kinds[fetch->kind].spec);
}

static int check_kind(const struct fetch *fetch, enum lab_image_kind kind)
{
	char version[IMAGE_VERSION_MAX];

	return kind >= LAB_IMAGE_MODULE
		       ? module_check(incoming(fetch, kind), fetch->error)
		       : image_check(incoming(fetch, kind), kind, version, fetch->error);
}

static int store_kind(const struct fetch *fetch, enum lab_image_kind kind,
		      const struct package_spec *spec, const struct deb_control *control,
		      struct lab_image *image)
{
	int result = check_kind(fetch, kind);

	return result ? result
		      : store_add(&fetch->store, kind, spec, incoming(fetch, kind), control, image,
				  fetch->error);
}

/* What came with the image that was wanted. */
static int store_others(const struct fetch *fetch, const struct package_spec *spec,
			const struct deb_control *control)
{
	int result = 0;

	for (int kind = 0; kind < LAB_IMAGE_KINDS && !result; kind++) {
		struct lab_image image = {.path = NULL};

		if (kind == (int)fetch->kind || access(incoming(fetch, kind), F_OK) != 0)
			continue;
		result = store_kind(fetch, (enum lab_image_kind)kind, spec, control, &image);
		lab_image_free(&image);
	}
	return result;
}

static int fetch_and_store(const struct fetch *fetch, const struct package_spec *spec,
			   struct lab_image *image)
{
	struct deb deb;
	int result;

	if (spec->suite[0])
		result = fetch_from_suite(fetch, spec->suite, spec->package, &deb);
	else
		result = fetch_from_suites(fetch, spec->package, &deb);
	if (result == -ENOENT && !spec->suite[0])
		return in_no_suite(fetch, spec);
	if (!result)
		result = store_others(fetch, spec, &deb.control);
	if (!result)
		result = store_kind(fetch, fetch->kind, spec, &deb.control, image);
	return result;
}

static void tell_waiting(void *context)
{
	say(context, "waiting for", "another worldswitch that is fetching");
}

int fetch_image(struct fetch *fetch, const struct package_spec *spec, struct lab_image *image)
{
	int result = store_lock(&fetch->store, LOCK_LIMIT, tell_waiting, fetch, fetch->interrupted,
				fetch->error);

	if (result)
		return result;
	if (fetch->refresh || store_find(&fetch->store, fetch->kind, spec, image) < 0)
		result = fetch_and_store(fetch, spec, image);
	store_unlock(&fetch->store);
	return result;
}
