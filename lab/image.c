// SPDX-License-Identifier: GPL-2.0-or-later
/* Checks images: unpacked where they are compressed, then by the rules of their kind. */
#include "lab/image.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/image_describe.h"
#include "lab/image_unpack.h"
#include "support/file.h"

static bool is_kind(struct image_bytes image, const struct image_kind *kind,
		    char version[IMAGE_VERSION_MAX])
{
	return kind && kind->has_format(image) && !kind->fault(image) &&
	       kind->matches(image, version);
}

static int refuse_kind(const char *name, struct image_bytes image, const struct image_kind *kind,
		       struct ws_error *error)
{
	char ignored[IMAGE_VERSION_MAX];

	if (is_kind(image, kind->other, ignored))
		return ws_fail(error, EINVAL, "%s is not %s but %s: give it with %s", name,
			       kind->name, kind->other->name, kind->other->option);
	return ws_fail(error, EINVAL, "%s is not %s (%s of something else): give %s", name,
		       kind->name, kind->format, kind->expected);
}

static int check_image(const char *name, struct image_bytes image, const struct image_kind *kind,
		       char version[IMAGE_VERSION_MAX], struct ws_error *error)
{
	char what[IMAGE_DESCRIPTION_MAX], ignored[IMAGE_VERSION_MAX];
	const char *why = NULL;

	if (kind->has_format(image)) {
		why = kind->fault(image);
	} else if (!is_kind(image, kind->other, ignored)) {
		image_describe(image.at, image.size, what);
		why = what;
	}
	if (why)
		return ws_fail(error, EINVAL, "%s is not %s that can be started (%s): give %s",
			       name, kind->name, why, kind->expected);
	return is_kind(image, kind, version) ? 0 : refuse_kind(name, image, kind, error);
}

int image_check_bytes(const char *name, const void *data, size_t size,
		      const struct image_kind *kind, char version[IMAGE_VERSION_MAX],
		      struct ws_error *error)
{
	unsigned char *inner = NULL;
	size_t inner_size = 0;
	int result = image_unpack(data, size, IMAGE_SIZE_MAX, &inner, &inner_size);

	version[0] = '\0';
	if (result == 0)
		return check_image(name, (struct image_bytes){data, size}, kind, version, error);
	if (result == -EBADMSG || result == -EFBIG)
		return ws_fail(error, EINVAL, "%s is not %s: it is compressed and %s", name,
			       kind->name,
			       result == -EFBIG ? "too large inside" : "damaged or cut short");
	if (result < 0)
		return ws_fail_errno(error, -result, "cannot unpack %s", name);
	result = check_image(name, (struct image_bytes){inner, inner_size}, kind, version, error);
	free(inner);
	return result;
}

int image_check(const char *path, const struct image_kind *kind, char version[IMAGE_VERSION_MAX],
		struct ws_error *error)
{
	char *data;
	size_t size;
	int result = ws_file_read(path, IMAGE_SIZE_MAX, &data, &size, error);

	if (result)
		return result;
	result = image_check_bytes(path, data, size, kind, version, error);
	free(data);
	return result;
}
