// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The images kept in the cache. A warm look-up is one small file and one fstat; the checksum is
 * computed again only where the file's change time is not the recorded one.
 */
#include "lab/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/paths.h"
#include "lab/store_record.h"

int store_fail(const struct store *store, int code, struct ws_error *error)
{
	return ws_fail(error, code,
		       "cannot write in the cache folder %s: %s; %s or set XDG_CACHE_HOME to "
		       "another folder",
		       store->folder, strerror(code),
		       code == ENOSPC || code == EDQUOT ? "make room there" : "make it writable");
}

int store_open(struct store *store, const char *folder, struct ws_error *error)
{
	*store = (struct store){
		.folder = strdup(folder),
		.temporary = paths_format("%s/temporary", folder),
		.incoming = paths_format("%s/temporary/image", folder),
		.companion = paths_format("%s/temporary/companion", folder),
		.lock = -1,
	};
	if (store->folder && store->temporary && store->incoming && store->companion)
		return 0;
	store_close(store);
	return ws_fail_errno(error, ENOMEM, "cannot open the cache folder %s", folder);
}

void store_close(struct store *store)
{
	store_unlock(store);
	free(store->folder);
	free(store->temporary);
	free(store->incoming);
	free(store->companion);
	*store = (struct store){.lock = -1};
}

/* "_" is in no package's or suite's name. */
static char *record_path(const struct store *store, const struct image_kind *kind,
			 const struct package_spec *spec)
{
	return paths_format("%s/images/%s_%s%s%s.json", store->folder, kind->id, spec->package,
			    spec->suite[0] ? "_" : "", spec->suite);
}

static char *image_path(const struct store *store, const struct store_record *record)
{
	return paths_format("%s/images/%s_%s_%s", store->folder, record->package, record->version,
			    record->sha256);
}

static int read_stamp(const char *path, struct store_stamp *stamp)
{
	struct stat status;

	*stamp = (struct store_stamp){0};
	if (lstat(path, &status) < 0)
		return -errno;
	if (!S_ISREG(status.st_mode))
		return -EINVAL;
	*stamp = store_stamp_of(&status);
	return 0;
}

static int fill_image(struct lab_image *image, const char *path, const struct store_record *record)
{
	*image = (struct lab_image){
		.path = strdup(path),
		.package = strdup(record->package),
		.version = strdup(record->version),
	};
	memcpy(image->sha256, record->sha256, sizeof(image->sha256));
	if (image->path && image->package && image->version)
		return 0;
	lab_image_free(image);
	return -ENOMEM;
}

/*
 * The recorded stamp is not the file's, yet the bytes are right: a cache that was copied here.
 * Noted where nobody holds the lock, so that the next look-up is fast again; nothing depends on it.
 */
static void note_stamp(const struct store *store, const char *name, const char *path,
		       struct store_record *record)
{
	struct store other;
	struct ws_error ignored;
	char *temporary = NULL;

	if (store_open(&other, store->folder, &ignored) < 0)
		return;
	if (store_lock(&other, 0, NULL, NULL, NULL, &ignored) == 0 &&
	    read_stamp(path, &record->stamp) == 0 &&
	    (temporary = paths_format("%s/record", store->temporary)))
		store_record_write(name, temporary, record, &ignored);
	free(temporary);
	store_close(&other);
}

static bool has_digest(const char *path, const char *sha256)
{
	struct store_stamp stamp;
	struct ws_error ignored;
	char digest[WS_DIGEST_SIZE];

	return read_stamp(path, &stamp) == 0 && ws_file_digest(path, digest, &ignored) == 0 &&
	       strcmp(digest, sha256) == 0;
}

/* -ENOENT where the file at path is not what was recorded under name. */
static int verify(const struct store *store, const char *name, const char *path,
		  struct store_record *record)
{
	struct store_stamp stamp;

	if (read_stamp(path, &stamp) < 0 || access(path, R_OK) < 0)
		return -ENOENT;
	if (store_stamp_equal(&stamp, &record->stamp))
		return 0;
	if (stamp.size != record->stamp.size || !has_digest(path, record->sha256))
		return -ENOENT;
	note_stamp(store, name, path, record);
	return 0;
}

int store_find(const struct store *store, const struct image_kind *kind,
	       const struct package_spec *spec, struct lab_image *image)
{
	struct store_record record;
	char *name = record_path(store, kind, spec);
	char *path = NULL;
	int result = name ? store_record_read(name, &record) : -ENOMEM;

	if (!result) {
		path = image_path(store, &record);
		result = path ? verify(store, name, path, &record) : -ENOMEM;
	}
	if (!result)
		result = fill_image(image, path, &record);
	if (!result)
		utimensat(AT_FDCWD, name, NULL,
			  0); /* it is in use (lab/cache.h), where that can be noted */
	free(path);
	free(name);
	return result ? -ENOENT : 0;
}

/*
 * The image under its name, then its record: a record never names a file that is not there. An
 * image that is there already stays: others may be using it, and its own records have its stamp.
 */
static int move_in(const struct store *store, const char *from, const char *path, const char *name,
		   struct store_record *record, struct ws_error *error)
{
	char *temporary = paths_format("%s/record", store->temporary);
	int result = temporary ? 0 : -ENOMEM;

	if (!result && !has_digest(path, record->sha256) &&
	    (chmod(from, 0444) < 0 || rename(from, path) < 0))
		result = -errno;
	if (!result)
		result = read_stamp(path, &record->stamp);
	if (!result)
		result = store_record_write(name, temporary, record, error);
	free(temporary);
	return result ? store_fail(store, -result, error) : 0;
}

static int add_record(const struct store *store, const char *name, const char *from,
		      struct store_record *record, struct lab_image *image, struct ws_error *error)
{
	char *path = image_path(store, record);
	int result;

	if (!path)
		return store_fail(store, ENOMEM, error);
	result = move_in(store, from, path, name, record, error);
	if (!result && fill_image(image, path, record) < 0)
		result = store_fail(store, ENOMEM, error);
	free(path);
	return result;
}

int store_add(const struct store *store, const struct image_kind *kind,
	      const struct package_spec *spec, const char *from, const struct deb_control *control,
	      struct lab_image *image, struct ws_error *error)
{
	struct store_record record = {0};
	char *name = record_path(store, kind, spec);
	int result;

	if (!name)
		return store_fail(store, ENOMEM, error);
	memcpy(record.package, control->package, sizeof(record.package));
	memcpy(record.version, control->version, sizeof(record.version));
	result = ws_file_digest(from, record.sha256, error);
	if (!result)
		result = add_record(store, name, from, &record, image, error);
	free(name);
	return result;
}
