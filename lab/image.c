// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Checks images. A file that was cut short can't be told by the Image header, whose size includes
 * memory that no file holds; the sections of the EFI header, which Debian's kernels and Xen have,
 * tell it.
 */
#include "lab/image.h"

#include <ctype.h>
#include <endian.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/image_describe.h"
#include "lab/image_unpack.h"

#define HEADER_SIZE       64
#define HEADER_IMAGE_SIZE 16
#define HEADER_FLAGS      24
#define HEADER_MAGIC      56 /* "ARM\x64" */
#define HEADER_PE         60
#define FLAG_BIG_ENDIAN   1
#define MEMORY_MAX        (1ULL << 30)

#define PE_HEADER_SIZE    24
#define PE_SECTION_SIZE   40
#define PE_SECTION_LENGTH 16
#define PE_SECTION_OFFSET 20

struct bytes {
	const unsigned char *at;
	size_t size;
};

static uint64_t number_at(struct bytes image, size_t offset, size_t width)
{
	uint64_t value = 0;

	memcpy(&value, image.at + offset, width);
	return le64toh(value);
}

static bool has_header(struct bytes image)
{
	return image.size >= HEADER_SIZE && memcmp(image.at + HEADER_MAGIC, "ARM\x64", 4) == 0;
}

/* Whether everything that the EFI header says is in the file is there; true without that header. */
static bool is_whole(struct bytes image)
{
	size_t pe = number_at(image, HEADER_PE, 4);
	size_t sections, count;

	if (memcmp(image.at, "MZ", 2) != 0)
		return true;
	if (pe > image.size || image.size - pe < PE_HEADER_SIZE)
		return false;
	if (memcmp(image.at + pe, "PE\0", 4) != 0)
		return true;
	count = number_at(image, pe + 6, 2);
	sections = pe + PE_HEADER_SIZE + number_at(image, pe + 20, 2);
	if (sections > image.size || (image.size - sections) / PE_SECTION_SIZE < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t section = sections + i * PE_SECTION_SIZE;

		if (number_at(image, section + PE_SECTION_OFFSET, 4) +
			    number_at(image, section + PE_SECTION_LENGTH, 4) >
		    image.size)
			return false;
	}
	return true;
}

/* The words after a banner, up to a space or the end; empty where the banner is not there. */
static void word_after(struct bytes image, const char *banner, char word[IMAGE_VERSION_MAX])
{
	const unsigned char *end = image.at + image.size;
	const unsigned char *at = image.at;
	size_t length = 0;

	word[0] = '\0';
	while ((at = memmem(at, (size_t)(end - at), banner, strlen(banner)))) {
		at += strlen(banner);
		if (at < end && isdigit(*at))
			break;
	}
	while (at && at < end && length < IMAGE_VERSION_MAX - 1 && isgraph(*at))
		word[length++] = (char)*at++;
	word[length] = '\0';
}

static bool contains(struct bytes image, const char *text)
{
	return memmem(image.at, image.size, text, strlen(text)) != NULL;
}

/* What distinguishes the kinds, and how one is called that was given in place of the other. */
static const struct {
	const char *name, *option, *banner, *expected;
} kinds[] = {
	[LAB_IMAGE_KERNEL] =
		{
			.name = "an arm64 Linux kernel",
			.option = "--kernel",
			.banner = "Linux version ",
			.expected = "an arm64 Image (arch/arm64/boot/Image)",
		},
	[LAB_IMAGE_XEN] =
		{
			.name = "an arm64 Xen",
			.option = "--xen",
			.banner = "xen,xen-", /* of its device trees' "compatible" */
			.expected = "the file xen of an arm64 build (xen/xen)",
		},
};

static bool is_kind(struct bytes image, enum lab_image_kind kind, char version[IMAGE_VERSION_MAX])
{
	word_after(image, kinds[kind].banner, version);
	if (kind == LAB_IMAGE_KERNEL)
		return version[0];
	return contains(image, "Xen version %d.%d");
}

static int check_kind(const char *name, struct bytes image, enum lab_image_kind kind,
		      char version[IMAGE_VERSION_MAX], struct ws_error *error)
{
	enum lab_image_kind other = kind == LAB_IMAGE_XEN ? LAB_IMAGE_KERNEL : LAB_IMAGE_XEN;
	char ignored[IMAGE_VERSION_MAX];

	if (is_kind(image, kind, version))
		return 0;
	if (is_kind(image, other, ignored))
		return ws_fail(error, EINVAL, "%s is not %s but %s: give it with %s", name,
			       kinds[kind].name, kinds[other].name, kinds[other].option);
	return ws_fail(error, EINVAL, "%s is not %s (an arm64 Image of something else): give %s",
		       name, kinds[kind].name, kinds[kind].expected);
}

static int check_image(const char *name, struct bytes image, enum lab_image_kind kind,
		       char version[IMAGE_VERSION_MAX], struct ws_error *error)
{
	const char *why = NULL;
	char what[IMAGE_DESCRIPTION_MAX];

	if (!has_header(image)) {
		image_describe(image.at, image.size, what);
		why = what;
	} else if (number_at(image, HEADER_FLAGS, 8) & FLAG_BIG_ENDIAN) {
		why = "a big-endian one";
	} else if (number_at(image, HEADER_IMAGE_SIZE, 8) > MEMORY_MAX) {
		why = "its header asks for more than 1 GiB of memory: it is damaged";
	} else if (!is_whole(image)) {
		why = "one that was cut short: copy it again";
	}
	if (why)
		return ws_fail(error, EINVAL, "%s is not %s that can be started (%s): give %s",
			       name, kinds[kind].name, why, kinds[kind].expected);
	return check_kind(name, image, kind, version, error);
}

int image_check_bytes(const char *name, const void *data, size_t size, enum lab_image_kind kind,
		      char version[IMAGE_VERSION_MAX], struct ws_error *error)
{
	unsigned char *inner = NULL;
	size_t inner_size = 0;
	int result = image_unpack(data, size, IMAGE_SIZE_MAX, &inner, &inner_size);

	version[0] = '\0';
	if (result == 0)
		return check_image(name, (struct bytes){data, size}, kind, version, error);
	if (result == -EBADMSG || result == -EFBIG)
		return ws_fail(error, EINVAL, "%s is not %s: it is compressed and %s", name,
			       kinds[kind].name,
			       result == -EFBIG ? "too large inside" : "damaged or cut short");
	if (result < 0)
		return ws_fail_errno(error, -result, "cannot unpack %s", name);
	result = check_image(name, (struct bytes){inner, inner_size}, kind, version, error);
	free(inner);
	return result;
}

int image_check(const char *path, enum lab_image_kind kind, char version[IMAGE_VERSION_MAX],
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
