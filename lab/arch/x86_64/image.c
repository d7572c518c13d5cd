// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Images of x86-64. Linux is a bzImage, whose header says how long it is and where its version is
 * (Linux, Documentation/arch/x86/boot.rst). Xen is a 32-bit ELF file, whatever it runs as, and
 * comes compressed, which the emulator does not take. KVM's modules are an archive of the lab's
 * own.
 */
#include "lab/arch/x86_64/x86_64.h"

#include <ctype.h>
#include <string.h>

#define SETUP_SECTORS    0x1f1
#define SETUP_SIZE       0x1f4 /* of what follows the set-up code, in 16 bytes */
#define SETUP_MAGIC      0x202 /* "HdrS" */
#define SETUP_PROTOCOL   0x206
#define SETUP_VERSION    0x20e /* less 0x200, of a text */
#define SETUP_FLAGS      0x236
#define SETUP_PROTOCOL64 0x20c
#define SETUP_FLAG_64    1 /* XLF_KERNEL_64 */
#define SECTOR           512

#define ELF_MACHINE     18
#define ELF_MACHINE_386 3

static bool is_bzimage(struct image_bytes image)
{
	return image_has(image, SETUP_MAGIC, "HdrS", 4);
}

static const char *bzimage_fault(struct image_bytes image)
{
	uint64_t sectors = image_number(image, SETUP_SECTORS, 1);
	uint64_t size =
		(sectors ? sectors : 4) * SECTOR + SECTOR + image_number(image, SETUP_SIZE, 4) * 16;

	if (image_number(image, SETUP_PROTOCOL, 2) < SETUP_PROTOCOL64 ||
	    !(image_number(image, SETUP_FLAGS, 2) & SETUP_FLAG_64))
		return "a 32-bit x86 kernel";
	return size <= image.size ? NULL : "one that was cut short: copy it again";
}

static bool is_linux(struct image_bytes image, char version[IMAGE_VERSION_MAX])
{
	size_t at = image_number(image, SETUP_VERSION, 2) + 0x200;
	size_t length = 0;

	for (; at < image.size && length < IMAGE_VERSION_MAX - 1 && isgraph(image.at[at]); at++)
		version[length++] = (char)image.at[at];
	version[length] = '\0';
	return isdigit((unsigned char)version[0]);
}

/* ELFCLASS32, little endian, EM_386 (elf(5)): what firmware starts it as. */
static bool is_elf32(struct image_bytes image)
{
	return image_has(image, 0,
			 "\x7f"
			 "ELF\1\1",
			 6) &&
	       image_number(image, ELF_MACHINE, 2) == ELF_MACHINE_386;
}

/* It does not say its version in one piece. */
static bool is_xen(struct image_bytes image, char version[IMAGE_VERSION_MAX])
{
	version[0] = '\0';
	return image_contains(image, "Xen version %d.%d") && image_contains(image, "xen-3.0-x86_");
}

static bool is_modules(struct image_bytes image, char version[IMAGE_VERSION_MAX])
{
	version[0] = '\0';
	return image_has_module(image, "kvm");
}

/* Without it a process of Dom0 can make no hypercall. */
static bool is_dom0_modules(struct image_bytes image, char version[IMAGE_VERSION_MAX])
{
	version[0] = '\0';
	return image_has_module(image, "xen-privcmd");
}

/* In the order in which they are to be loaded; which of them there are depends on the kernel. */
static const char *const kvm_modules[] = {"irqbypass", "rng-core", "ccp", "kvm", "kvm-amd", NULL};

/* The last two are xenstored's alone. */
static const char *const dom0_modules[] = {"xen-privcmd", "xen-evtchn", "xenfs", "xen-gntdev",
					   NULL};

#define KERNEL_PACKAGE "linux-image-cloud-amd64"

/* The cloud's kernel can't be Dom0. */
#define DOM0_PACKAGE "linux-image-amd64"

/* A Linux of a package, and its modules. */
#define LINUX(id_, package_, companion_)                                                           \
	{                                                                                          \
		.id = (id_), .architecture = "amd64", .package = (package_),                       \
		.spec = package_ "/" PACKAGE_SUITE_DEFAULT, .content = "kernel (boot/vmlinuz-*)",  \
		.wanted = {.prefix = "vmlinuz-",                                                   \
			   .suffix = "",                                                           \
			   .dependency_prefix = "linux-image-"},                                   \
		.companion = (companion_), .name = "an x86-64 Linux kernel", .option = "--kernel", \
		.format = "a bzImage", .expected = "a bzImage (arch/x86/boot/bzImage)",            \
		.has_format = is_bzimage, .fault = bzimage_fault, .matches = is_linux,             \
		.other = &x86_64_xen,                                                              \
	}

const struct image_kind x86_64_modules =
	IMAGE_KIND_MODULES("x86_64-modules", "amd64", KERNEL_PACKAGE, kvm_modules, "KVM", "kvm.ko*",
			   "an archive of KVM's modules", is_modules);

const struct image_kind x86_64_dom0_modules = IMAGE_KIND_MODULES(
	"x86_64-dom0-modules", "amd64", DOM0_PACKAGE, dom0_modules, "Xen's Dom0", "xen-privcmd.ko*",
	"an archive of the modules of Xen's Dom0", is_dom0_modules);

const struct image_kind x86_64_kernel = LINUX("x86_64-kernel", KERNEL_PACKAGE, &x86_64_modules);

const struct image_kind x86_64_dom0_kernel =
	LINUX("x86_64-dom0-kernel", DOM0_PACKAGE, &x86_64_dom0_modules);

const struct image_kind x86_64_xen = {
	.id = "x86_64-xen",
	.architecture = "amd64",
	.package = "xen-system-amd64",
	.spec = "xen-system-amd64/" PACKAGE_SUITE_DEFAULT,
	.content = "Xen (boot/xen-*-amd64.gz)",
	.wanted = {.prefix = "xen-", .suffix = "-amd64.gz", .dependency_prefix = "xen-hypervisor-"},
	.name = "an x86-64 Xen",
	.option = "--xen",
	.format = "a 32-bit ELF file",
	.expected = "the file xen or xen.gz of an x86-64 build (xen/xen.gz)",
	.unpacked = true,
	.has_format = is_elf32,
	.fault = image_without_fault,
	.matches = is_xen,
	.other = &x86_64_kernel,
};
