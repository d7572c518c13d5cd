// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes as a kernel, as Xen, as an archive of modules, of each architecture, wrapped or not.
 * What is refused is refused in words; what is taken has a printable version.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lab/arch/arm64/arm64.h"
#include "lab/arch/x86_64/x86_64.h"
#include "lab/image.h"
#include "lab/image_describe.h"
#include "lab/image_unpack.h"

#define INNER_MAX 65536 /* a limit that is reached */

static const struct image_kind *const kinds[] = {
	&arm64_kernel, &arm64_xen, &arm64_modules, &x86_64_kernel, &x86_64_xen,
};

static void check(const unsigned char *data, size_t size, const struct image_kind *kind)
{
	char version[IMAGE_VERSION_MAX];
	struct ws_error error = {.text = ""};

	if (image_check_bytes("x", data, size, kind, version, &error)) {
		if (!error.text[0])
			abort();
		return;
	}
	for (const char *at = version; *at; at++)
		if (!isgraph((unsigned char)*at))
			abort();
}

static void describe(const unsigned char *data, size_t size)
{
	char text[IMAGE_DESCRIPTION_MAX];

	image_describe(data, size, text);
	if (!text[0])
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned char *inner = NULL;
	size_t inner_size = 0;
	int wrapped = image_unpack(data, size, INNER_MAX, &inner, &inner_size);

	if (wrapped == 1 && inner_size > INNER_MAX)
		abort();
	if (wrapped == 1)
		data = inner;
	size = wrapped == 1 ? inner_size : size;
	describe(data, size);
	/* What is wrapped twice would take the memory of a real one. */
	for (size_t at = 0; wrapped >= 0 && at < sizeof(kinds) / sizeof(kinds[0]); at++)
		if (size < 2 || memcmp(data, "\x1f\x8b", 2) != 0)
			check(data, size, kinds[at]);
	free(wrapped == 1 ? inner : NULL);
	return 0;
}
