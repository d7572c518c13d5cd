// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Xen's symbols are in a file beside it, xen-syms, which is what its build links before the image
 * is made of it. The image holds the build ID of the program that it was made of, so that a
 * xen-syms whose build ID is nowhere in the image is not its own.
 */
#include <errno.h>
#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/image.h"
#include "lab/image_unpack.h"
#include "lab/package_spec.h"
#include "lab/symbols_cache.h"
#include "lab/symbols_file.h"
#include "lab/symbols_package.h"

#define ADVICE "give xen-syms as Xen's build leaves it (--xen-syms)"

/* Of what is kept for an image. */
#define KEY_HEAD "worldswitch-xen-symbols 1\n"

/* Whether the bytes are in the image, which may be packed. */
static int search_image(const struct lab_image *image, const struct build_id *id, bool *found,
			struct ws_error *error)
{
	unsigned char *inner = NULL;
	size_t inner_size = 0;
	size_t size;
	char *data;
	int result = ws_file_read(image->path, IMAGE_SIZE_MAX, &data, &size, error);

	if (result)
		return result;
	result = image_unpack((unsigned char *)data, size, IMAGE_SIZE_MAX, &inner, &inner_size);
	if (result < 0)
		result = ws_fail_errno(error, -result, "cannot unpack %s", image->path);
	else if (result > 0)
		*found = memmem(inner, inner_size, id->bytes, id->size);
	else
		*found = memmem(data, size, id->bytes, id->size);
	if (result > 0)
		free(inner);
	free(data);
	return result < 0 ? result : 0;
}

static int check_build(const struct lab_image *image, const char *name, const struct build_id *id,
		       struct ws_error *error)
{
	char text[BUILD_ID_TEXT_MAX];
	bool found = false;
	int result;

	if (!id->size)
		return ws_fail(error, EINVAL,
			       "%s may be of another build: it has no build ID to tell (the "
			       "linker's --build-id)",
			       name);
	result = search_image(image, id, &found, error);
	if (result || found)
		return result;
	build_id_print(id, text);
	return ws_fail(error, EINVAL,
		       "%s is of another build: its build ID %s is not in the Xen that runs (%s)",
		       name, text, image->package);
}

static void key_of(const struct lab_image *image, char key[WS_DIGEST_SIZE])
{
	char text[sizeof(KEY_HEAD) + WS_DIGEST_SIZE];
	int length = snprintf(text, sizeof(text), KEY_HEAD "%s", image->sha256);

	SHA256Data((const uint8_t *)text, (size_t)length, key);
}

static int use_file(const struct symbols_request *request, const char *path,
		    struct elf_symbols *symbols, struct ws_error *error)
{
	const struct symbols_file file = {.path = path, .advice = ADVICE};
	int result = symbols_file_read(&file, request->plan->request.target, symbols, error);

	if (!result)
		result = check_build(&request->plan->image, file.path, &symbols->id, error);
	return result;
}

/* The first file that is of this build gives the symbols; the others may be of another plan's. */
static int try_files(const struct symbols_request *request, struct elf_symbols *symbols,
		     struct ws_error *error)
{
	for (size_t at = 0; at < request->files->xen_syms_count; at++) {
		struct lab_symbol_file *file = &request->files->xen_syms[at];
		struct elf_symbols found = {.text = NULL};
		int result = use_file(request, file->path, &found, error);

		symbols_file_tried(file, result, error);
		if (!result && !symbols->text)
			*symbols = found;
		else
			free(found.text);
		if (result == -ENOMEM)
			return result;
	}
	return 0;
}

static int use_package(const struct symbols_request *request, struct elf_symbols *symbols,
		       struct ws_error *error)
{
	const struct lab_image *image = &request->plan->image;
	const char *spec = request->plan->request.xen;
	char key[WS_DIGEST_SIZE];
	struct ws_error reason;
	int result;

	key_of(image, key);
	if (symbols_cache_read(key, &symbols->text, &symbols->size) == 0)
		return 0;
	if (!image->version || (spec && package_spec_is_file(spec)))
		return ws_fail(error, ENOENT, "%s is no package, which has symbols: " ADVICE,
			       image->package);
	result = symbols_package_get(request, symbols, &reason);
	if (!result)
		result = check_build(image, "the package's xen-syms", &symbols->id, &reason);
	if (result)
		return ws_fail(error, -result, "%.600s; " ADVICE, reason.text);
	/* That they cannot be kept is no reason not to use them. */
	symbols_cache_write(key, symbols->text, symbols->size, &reason);
	return 0;
}

int symbols_of_xen(const struct symbols_request *request, struct lab_symbol_text *text,
		   struct ws_error *error)
{
	struct elf_symbols symbols = {.text = NULL};
	struct ws_error reason;
	int result = try_files(request, &symbols, error);

	snprintf(text->what, sizeof(text->what), "%s", request->plan->image.package);
	if (!result && !symbols.text)
		result = symbols_give_up(use_package(request, &symbols, &reason), &reason, text,
					 error);
	if (result || text->reason[0]) {
		free(symbols.text);
		return result;
	}
	text->text = symbols.text;
	text->size = symbols.size;
	return 0;
}
