// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The image header (Linux, Documentation/arch/arm64/booting.rst, "Call the kernel image"): 64
 * bytes, little-endian whatever the kernel is. The image is entered at its first byte, which is why
 * a PE image of the same kernel begins with "MZ" and still runs: that is an instruction without
 * effect.
 */
#include "vmm/arch/arm64/header.h"

#include <errno.h>

#define HEADER_SIZE        64
#define TEXT_OFFSET_AT     8
#define IMAGE_SIZE_AT      16
#define FLAGS_AT           24
#define MAGIC_AT           56
#define MAGIC              0x644d5241 /* "ARM\x64" */
#define FLAG_BIG_ENDIAN    1
#define TEXT_OFFSET_BEFORE 0x80000 /* of kernels before 3.17, whose image_size is 0 */

static uint64_t load(const uint8_t *data, unsigned int bytes)
{
	uint64_t value = 0;

	while (bytes--)
		value = value << 8 | data[bytes];
	return value;
}

int vmm_header_read(const uint8_t *data, size_t size, struct vmm_header *header,
		    struct ws_error *error)
{
	if (size < HEADER_SIZE || load(data + MAGIC_AT, 4) != MAGIC)
		return ws_fail(error, ENOEXEC, "the guest image is no arm64 Image: no ARM\\x64");
	if (load(data + FLAGS_AT, 8) & FLAG_BIG_ENDIAN)
		return ws_fail(error, ENOEXEC, "the guest image is big-endian");
	header->text_offset = load(data + TEXT_OFFSET_AT, 8);
	header->image_size = load(data + IMAGE_SIZE_AT, 8);
	if (!header->image_size)
		header->text_offset = TEXT_OFFSET_BEFORE;
	if (header->image_size < size)
		header->image_size = size;
	return 0;
}
