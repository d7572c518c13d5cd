// SPDX-License-Identifier: GPL-2.0-or-later
/* Recognises what people give by mistake: another architecture's kernel, vmlinux, a package. */
#include "lab/image_describe.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lab/image_unpack.h"

#define TEXT_SAMPLE 512

static const struct {
	size_t offset;
	const char *magic;
	size_t length;
	const char *what;
} known[] = {
	{.offset = 56, .magic = "ARM\x64", .length = 4, .what = "an arm64 Image"},
	{.offset = 0x202, .magic = "HdrS", .length = 4, .what = "an x86 kernel, bzImage"},
	{.offset = 0,
	 .magic = "\x7f"
		  "ELF",
	 .length = 4,
	 .what = "an ELF file, such as vmlinux"},
	{.offset = 0, .magic = "!<arch>\n", .length = 8, .what = "a Debian package or an archive"},
	{.offset = 0x30, .magic = "RISCV\0", .length = 6, .what = "a RISC-V kernel"},
	{.offset = 0x24, .magic = "\x18\x28\x6f\x01", .length = 4, .what = "a 32-bit ARM kernel"},
	{.offset = 0,
	 .magic = "\xd0\x0d\xfe\xed",
	 .length = 4,
	 .what = "a device tree or FIT image"},
	{.offset = 0, .magic = "\x27\x05\x19\x56", .length = 4, .what = "a U-Boot image"},
	{.offset = 0,
	 .magic = "\xfd"
		  "7zXZ",
	 .length = 5,
	 .what = "an xz file"},
	{.offset = 0, .magic = "\x28\xb5\x2f\xfd", .length = 4, .what = "a zstd file"},
	{.offset = 0, .magic = "MZ", .length = 2, .what = "an EFI program"},
};

static bool is_text(const unsigned char *data, size_t size)
{
	for (size_t i = 0; i < size && i < TEXT_SAMPLE; i++)
		if (data[i] < 0x20 && !strchr("\t\n\r\f", data[i]))
			return false;
	return !memchr(data, '\0', size < TEXT_SAMPLE ? size : TEXT_SAMPLE);
}

void image_describe(const unsigned char *data, size_t size, char text[IMAGE_DESCRIPTION_MAX])
{
	const char *compression = image_zboot_compression(data, size);
	const char *what = NULL;

	if (compression) {
		snprintf(text, IMAGE_DESCRIPTION_MAX,
			 "an EFI zboot image in %.8s, which the emulator can't unpack",
			 compression);
		return;
	}
	for (size_t i = 0; !what && i < sizeof(known) / sizeof(known[0]); i++)
		if (size >= known[i].offset + known[i].length &&
		    memcmp(data + known[i].offset, known[i].magic, known[i].length) == 0)
			what = known[i].what;
	if (!what && size == 0)
		what = "an empty file";
	if (!what)
		what = is_text(data, size) ? "a text file" : "no kind that we know";
	snprintf(text, IMAGE_DESCRIPTION_MAX, "%s", what);
}
