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

#define LOCK_LIMIT       1800 /* seconds: longer than the slowest fetch of another */
#define DEPENDENCIES_MAX 4

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

static int unpack_to(const struct fetch *fetch, const char *path, const struct image_kind *kind,
		     const char *to, struct deb *deb)
{
	int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
	int result;

	if (fd < 0)
		return store_fail(&fetch->store, errno, fetch->error);
	result = deb_unpack(path, &kind->wanted, fd, fetch->interrupted, deb, fetch->error);
	if (!result && fsync(fd) < 0)
		result = store_fail(&fetch->store, errno, fetch->error);
	close(fd);
	if (result || !deb->has_image)
		unlink(to);
	return in_store(fetch, result);
}

/* The image that is wanted and, from the same package, what goes with it, if that is there. */
static int unpack(const struct fetch *fetch, const char *path, struct deb *deb)
{
	const struct image_kind *companion = fetch->kind->companion;
	int result = unpack_to(fetch, path, fetch->kind, fetch->store.incoming, deb);
	struct deb beside = {.has_image = false};

	if (!result && companion && deb->has_image)
		result = unpack_to(fetch, path, companion, fetch->store.companion, &beside);
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
		       first, apt->suite, fetch->kind->content);
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
	int result = apt_open(&apt, fetch->store.folder, fetch->kind->architecture, suite,
			      fetch->interrupted, fetch->error);

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
		       "no package %s for %s in Debian %s: give one such as %s, or a file",
		       spec->package, fetch->kind->architecture, suites, fetch->kind->spec);
}

static int check_and_add(const struct fetch *fetch, const struct image_kind *kind,
			 const struct package_spec *spec, const char *from, const struct deb *deb,
			 struct lab_image *image)
{
	char version[IMAGE_VERSION_MAX];
	int result = image_check(from, kind, version, fetch->error);

	return result ? result
		      : store_add(&fetch->store, kind, spec, from, &deb->control, image,
				  fetch->error);
}

static int add_companion(const struct fetch *fetch, const struct package_spec *spec,
			 const struct deb *deb)
{
	struct lab_image image = {.path = NULL};
	int result;

	if (access(fetch->store.companion, F_OK) != 0)
		return 0;
	result = check_and_add(fetch, fetch->kind->companion, spec, fetch->store.companion, deb,
			       &image);
	lab_image_free(&image);
	return result;
}

/* The image is the last to be recorded: whoever finds it finds what goes with it. */
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
	if (!result && fetch->kind->companion)
		result = add_companion(fetch, spec, &deb);
	if (!result)
		result =
			check_and_add(fetch, fetch->kind, spec, fetch->store.incoming, &deb, image);
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
