// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Image.gz and EFI zboot images (Linux, drivers/firmware/efi/libstub/zboot-header.S: "MZ", "zimg",
 * offset and size of the payload, the name of its compression at 24, Linux's EFI magic at 56). QEMU
 * 10.0 insists on all of these and unpacks gzip alone.
 */
#include "lab/image_unpack.h"

#include <endian.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

#define ZBOOT_HEADER      64
#define ZBOOT_PAYLOAD     8
#define ZBOOT_SIZE        12
#define ZBOOT_COMPRESSION 24
#define ZBOOT_MAGIC       56

static uint32_t read_u32(const unsigned char *at)
{
	uint32_t value;

	memcpy(&value, at, sizeof(value));
	return le32toh(value);
}

static int inflate_all(z_stream *stream, unsigned char *inner, size_t limit)
{
	int result;

	stream->next_out = inner;
	stream->avail_out = (uInt)limit;
	result = inflate(stream, Z_FINISH);
	if (result == Z_STREAM_END)
		return 0;
	return stream->avail_out == 0 ? -EFBIG : -EBADMSG;
}

static int unpack_gzip(const unsigned char *data, size_t size, size_t limit, unsigned char **inner,
		       size_t *inner_size)
{
	z_stream stream = {.next_in = data, .avail_in = (uInt)size};
	int result;

	*inner = malloc(limit);
	if (!*inner)
		return -ENOMEM;
	if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) {
		free(*inner);
		return -ENOMEM;
	}
	result = inflate_all(&stream, *inner, limit);
	*inner_size = stream.total_out;
	inflateEnd(&stream);
	if (result)
		free(*inner);
	return result ? result : 1;
}

const char *image_zboot_compression(const unsigned char *data, size_t size)
{
	if (size < ZBOOT_HEADER || memcmp(data, "MZ", 2) != 0 || memcmp(data + 4, "zimg", 4) != 0 ||
	    memcmp(data + ZBOOT_MAGIC, "\xcd\x23\x82\x81", 4) != 0)
		return NULL;
	return (const char *)data + ZBOOT_COMPRESSION;
}

int image_unpack(const unsigned char *data, size_t size, size_t limit, unsigned char **inner,
		 size_t *inner_size)
{
	const char *compression = image_zboot_compression(data, size);

	if (size >= 2 && data[0] == 0x1f && data[1] == 0x8b)
		return unpack_gzip(data, size, limit, inner, inner_size);
	if (compression && memcmp(compression, "gzip\0\0\0", 8) == 0) {
		size_t at = read_u32(data + ZBOOT_PAYLOAD);
		size_t length = read_u32(data + ZBOOT_SIZE);

		if (at > size || length > size - at)
			return -EBADMSG;
		return unpack_gzip(data + at, length, limit, inner, inner_size);
	}
	return 0;
}
