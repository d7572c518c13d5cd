// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Images of arm64. Linux and Xen both have Linux's Image header (Linux, Documentation/arch/arm64/
 * booting.rst), so that they are told apart by the text in them. A file that was cut short can't be
 * told by that header, whose size includes memory that no file holds; the sections of the EFI
 * header, which Debian's kernels and Xen have, tell it.
 */
#include "lab/arch/arm64/arm64.h"

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

static bool has_format(struct image_bytes image)
{
	return image.size >= HEADER_SIZE && image_has(image, HEADER_MAGIC, "ARM\x64", 4);
}

/* Whether everything that the EFI header says is in the file is there; true without that header. */
static bool is_whole(struct image_bytes image)
{
	size_t pe = image_number(image, HEADER_PE, 4);
	size_t sections, count;

	if (!image_has(image, 0, "MZ", 2))
		return true;
	if (pe > image.size || image.size - pe < PE_HEADER_SIZE)
		return false;
	if (!image_has(image, pe, "PE\0", 4))
		return true;
	count = image_number(image, pe + 6, 2);
	sections = pe + PE_HEADER_SIZE + image_number(image, pe + 20, 2);
	if (sections > image.size || (image.size - sections) / PE_SECTION_SIZE < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t section = sections + i * PE_SECTION_SIZE;

		if (image_number(image, section + PE_SECTION_OFFSET, 4) +
			    image_number(image, section + PE_SECTION_LENGTH, 4) >
		    image.size)
			return false;
	}
	return true;
}

static const char *fault(struct image_bytes image)
{
	if (image_number(image, HEADER_FLAGS, 8) & FLAG_BIG_ENDIAN)
		return "a big-endian one";
	if (image_number(image, HEADER_IMAGE_SIZE, 8) > MEMORY_MAX)
		return "its header asks for more than 1 GiB of memory: it is damaged";
	return is_whole(image) ? NULL : "one that was cut short: copy it again";
}

static bool is_linux(struct image_bytes image, char version[IMAGE_VERSION_MAX])
{
	image_word_after(image, "Linux version ", version);
	return version[0];
}

/* Its version is in its device trees' "compatible". */
static bool is_xen(struct image_bytes image, char version[IMAGE_VERSION_MAX])
{
	image_word_after(image, "xen,xen-", version);
	return image_contains(image, "Xen version %d.%d");
}

/* In the order in which they are to be loaded. */
static const char *const dom0_modules[] = {"xen-privcmd", "xen-evtchn", NULL};

/* Without either a process of Dom0 can do nothing. */
static bool is_modules(struct image_bytes image, char version[IMAGE_VERSION_MAX])
{
	version[0] = '\0';
	for (size_t at = 0; dom0_modules[at]; at++)
		if (!image_has_module(image, dom0_modules[at]))
			return false;
	return true;
}

#define KERNEL_PACKAGE "linux-image-cloud-arm64"

const struct image_kind arm64_modules = IMAGE_KIND_MODULES(
	"arm64-modules", "arm64", KERNEL_PACKAGE, dom0_modules, "Xen's Dom0",
	"xen-privcmd.ko*, xen-evtchn.ko*", "an archive of the modules of Xen's Dom0", is_modules);

const struct image_kind arm64_kernel = {
	.id = "arm64-kernel",
	.architecture = "arm64",
	.package = KERNEL_PACKAGE,
	.spec = KERNEL_PACKAGE "/" PACKAGE_SUITE_DEFAULT,
	.content = "kernel (boot/vmlinuz-*)",
	.wanted = {.prefix = "vmlinuz-", .suffix = "", .dependency_prefix = "linux-image-"},
	.companion = &arm64_modules,
	.name = "an arm64 Linux kernel",
	.option = "--kernel",
	.format = "an arm64 Image",
	.expected = "an arm64 Image (arch/arm64/boot/Image)",
	.has_format = has_format,
	.fault = fault,
	.matches = is_linux,
	.other = &arm64_xen,
};

const struct image_kind arm64_xen = {
	.id = "arm64-xen",
	.architecture = "arm64",
	.package = "xen-system-arm64",
	.spec = "xen-system-arm64/" PACKAGE_SUITE_DEFAULT,
	.content = "Xen (boot/xen-*-arm64)",
	.wanted = {.prefix = "xen-", .suffix = "-arm64", .dependency_prefix = "xen-hypervisor-"},
	.name = "an arm64 Xen",
	.option = "--xen",
	.format = "an arm64 Image",
	.expected = "the file xen of an arm64 build (xen/xen)",
	.has_format = has_format,
	.fault = fault,
	.matches = is_xen,
	.other = &arm64_kernel,
};
