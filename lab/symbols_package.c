// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Debian builds Xen and its symbols at once: xen-hypervisor-4.20-arm64-dbg of a version holds those
 * of the package without -dbg of that version, in usr/lib/debug/boot/xen-syms-4.20-arm64. A mirror
 * has one version of each suite, the newest; an image that was fetched long ago may be older.
 */
#include "lab/symbols_package.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/apt.h"
#include "lab/architecture.h"
#include "lab/deb.h"
#include "lab/paths.h"
#include "lab/store.h"
#include "lab/symbols_file.h"

#define LOCK_LIMIT 1800 /* seconds: longer than the slowest fetch of another */

struct wanted {
	const struct symbols_request *request;
	const struct lab_image *image;
	char package[DEB_WORD_MAX];
	struct store store;
};

static const volatile int *interrupted(const struct wanted *wanted)
{
	return wanted->request->observer->interrupted;
}

/* From the package to the file `incoming` of the store. */
static int unpack(const struct wanted *wanted, const char *path, struct ws_error *error)
{
	const char *dash = strrchr(wanted->image->package, '-'); /* -arm64 */
	const struct deb_wanted file = {
		.folder = "usr/lib/debug/boot/",
		.prefix = "xen-syms-",
		.suffix = dash ? dash : "",
		.dependency_prefix = "xen-hypervisor-",
	};
	int fd = open(wanted->store.incoming, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
		      0644);
	struct deb deb;
	int result;

	if (fd < 0)
		return store_fail(&wanted->store, errno, error);
	result = deb_unpack(path, &file, fd, interrupted(wanted), &deb, error);
	close(fd);
	if (!result && (!deb.has_image || strcmp(deb.control.package, wanted->package) != 0 ||
			strcmp(deb.control.version, wanted->image->version) != 0))
		result = ws_fail(error, EBADMSG,
				 "the package fetched as %s %s holds no symbols of it",
				 wanted->package, wanted->image->version);
	return result;
}

static int download(const struct wanted *wanted, const struct apt *apt, struct ws_error *error)
{
	char *path;
	int result;

	symbols_say(wanted->request, "fetching the symbols of Xen");
	result = apt_download(apt, wanted->package, wanted->image->version, &path, error);
	if (result)
		return result;
	result = unpack(wanted, path, error);
	free(path);
	return result;
}

/* -ENOENT where the suite has another version, or none. */
static int find_version(const struct wanted *wanted, const struct apt *apt, struct ws_error *error)
{
	char version[DEB_WORD_MAX];
	int result = apt_version(apt, wanted->package, version, error);

	if (!result && strcmp(version, wanted->image->version) != 0)
		result = ws_fail(error, ENOENT, "Debian %s has %s in version %s, what runs is %s",
				 apt->suite, wanted->package, version, wanted->image->version);
	return result;
}

static int fetch_from(const struct wanted *wanted, const char *suite, struct ws_error *error)
{
	const struct architecture *architecture = wanted->request->plan->machine.architecture;
	struct apt apt;
	int result =
		apt_open(&apt, wanted->store.folder, architecture->images[LAB_XEN]->architecture,
			 suite, interrupted(wanted), error);

	if (result)
		return result;
	if (apt_is_old(&apt))
		result = apt_update(&apt, error);
	if (!result)
		result = find_version(wanted, &apt, error);
	if (!result)
		result = download(wanted, &apt, error);
	apt_discard(&apt);
	apt_close(&apt);
	return result;
}

/* The suite that the image was asked for of; all of them where it was asked for without. */
static int fetch(const struct wanted *wanted, struct ws_error *error)
{
	const struct lab_request *request = &wanted->request->plan->request;
	const char *slash = request->xen ? strchr(request->xen, '/') : NULL;
	const char *suite = slash ? slash + 1 : request->suite;
	int result = -ENOENT;

	if (suite)
		return fetch_from(wanted, suite, error);
	for (size_t i = 0; result == -ENOENT && i < package_suite_count; i++)
		result = fetch_from(wanted, package_suites[i], error);
	return result;
}

static int fetch_and_read(struct wanted *wanted, struct elf_symbols *symbols,
			  struct ws_error *error)
{
	const struct symbols_file file = {
		.path = wanted->store.incoming,
		.advice = "the package may be damaged",
	};
	int result = store_lock(&wanted->store, LOCK_LIMIT, NULL, NULL, interrupted(wanted), error);

	if (result)
		return result;
	result = fetch(wanted, error);
	if (!result)
		result = symbols_file_read(&file, wanted->request->plan->request.target, symbols,
					   error);
	store_unlock(&wanted->store);
	return result;
}

int symbols_package_get(const struct symbols_request *request, struct elf_symbols *symbols,
			struct ws_error *error)
{
	struct wanted wanted = {.request = request, .image = &request->plan->image};
	char *folder = NULL;
	int result;

	symbols->text = NULL;
	if ((size_t)snprintf(wanted.package, sizeof(wanted.package), "%s-dbg",
			     wanted.image->package) >= sizeof(wanted.package))
		return ws_fail(error, ENOENT, "there is no package %s-dbg", wanted.image->package);
	result = paths_cache(&folder, error);
	if (!result)
		result = store_open(&wanted.store, folder, error);
	free(folder);
	if (result)
		return result;
	result = fetch_and_read(&wanted, symbols, error);
	store_close(&wanted.store);
	return result;
}
