// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From what a user names to an image on disk. A file is used where it is; of a package, the image
 * in the cache, for which nothing is started and nothing is written; only where that is missing is
 * it fetched.
 */
#include "lab/packages.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/digest.h"
#include "lab/fetch.h"
#include "lab/image.h"
#include "lab/paths.h"

static int read_file_image(const struct image_kind *kind, const char *path, struct lab_image *image,
			   struct ws_error *error)
{
	char version[IMAGE_VERSION_MAX];
	int result = image_check(path, kind, version, error);
	const char *name = strrchr(path, '/');

	if (!result)
		result = digest_of_file(path, image->sha256, error);
	if (result)
		return result;
	image->path = realpath(path, NULL);
	image->package = strdup(name ? name + 1 : path);
	image->version = version[0] ? strdup(version) : NULL;
	if (image->path && image->package && (image->version || !version[0]))
		return 0;
	return ws_fail_errno(error, image->path ? ENOMEM : errno, "cannot use %s", path);
}

static int get_package(struct fetch *fetch, const char *text, struct lab_image *image)
{
	struct package_spec spec;
	char *folder = NULL;
	int result = package_spec_parse(text, &spec, fetch->error);

	if (!result)
		result = paths_cache(&folder, fetch->error);
	if (!result)
		result = store_open(&fetch->store, folder, fetch->error);
	free(folder);
	if (result)
		return result;
	if (fetch->refresh || store_find(&fetch->store, fetch->kind, &spec, image) < 0)
		result = fetch_image(fetch, &spec, image);
	store_close(&fetch->store);
	return result;
}

int lab_image_get(const struct image_kind *kind, const char *spec, bool refresh, lab_step step,
		  void *context, const volatile int *interrupted, struct lab_image *image,
		  struct ws_error *error)
{
	struct fetch fetch = {
		.kind = kind,
		.refresh = refresh,
		.step = step,
		.context = context,
		.interrupted = interrupted,
		.error = error,
	};
	int result;

	*image = (struct lab_image){0};
	if (!spec)
		spec = kind->spec;
	if (package_spec_is_file(spec))
		result = read_file_image(kind, spec, image, error);
	else
		result = get_package(&fetch, spec, image);
	if (result)
		lab_image_free(image);
	return result;
}

void lab_image_free(struct lab_image *image)
{
	free(image->path);
	free(image->package);
	free(image->version);
	*image = (struct lab_image){0};
}
