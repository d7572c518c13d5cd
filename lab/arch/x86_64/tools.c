// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Xen's tools for a Linux that is Dom0: xl, what it needs to run (the store, and who serves
 * consoles), and every library that one of them is linked with or loads (libgcc, by which a thread
 * ends). Libraries of Xen's own version lie in packages that are named after it; what has the same
 * name in every suite leads to them.
 */
#include "lab/arch/x86_64/x86_64.h"

_Static_assert(X86_64_TOOLS <= DOM0_TOOLS_MAX, "a plan has no room for all packages");

static bool is_tools(struct image_bytes image, char version[IMAGE_VERSION_MAX])
{
	version[0] = '\0';
	return image_contains(image, "toolstack/");
}

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

#define TOOLS(name_, prefix, names)                                                                \
	{                                                                                          \
		.id = "x86_64-tools", .architecture = "amd64", .package = (name_),                 \
		.spec = name_ "/" PACKAGE_SUITE_DEFAULT, .content = "part of Xen's tools",         \
		.wanted = {.dependency_prefix = (prefix), .tools = (names)},                       \
		.name = "an archive of Xen's tools", .option = "--suite", .format = "an archive",  \
		.expected = "another suite", .has_format = image_is_archive,                       \
		.fault = image_without_fault, .matches = is_tools,                                 \
	}

/* It leads to no other package. */
#define LIBRARY(name, library) TOOLS(name, name, NAMES(library))

const struct image_kind x86_64_tools[X86_64_TOOLS] = {
	TOOLS("xen-system-amd64", "xen-utils-",
	      NAMES("xl", "xenstored", "xen-init-dom0", "xenconsoled")),
	TOOLS("libxen-dev", "libxenmisc",
	      NAMES("libxenlight.so.", "libxlutil.so.", "libxenctrl.so.", "libxenguest.so.")),
	TOOLS("libc6", "libc6", NAMES("libc.so.", "libm.so.", "ld-linux-x86-64.so.")),
	LIBRARY("libxencall1", "libxencall.so."),
	LIBRARY("libxendevicemodel1", "libxendevicemodel.so."),
	LIBRARY("libxenevtchn1", "libxenevtchn.so."),
	LIBRARY("libxenforeignmemory1", "libxenforeignmemory.so."),
	LIBRARY("libxengnttab1", "libxengnttab.so."),
	LIBRARY("libxenhypfs1", "libxenhypfs.so."),
	LIBRARY("libxenstore4", "libxenstore.so."),
	LIBRARY("libxentoolcore1", "libxentoolcore.so."),
	LIBRARY("libxentoollog1", "libxentoollog.so."),
	LIBRARY("libyajl2", "libyajl.so."),
	LIBRARY("libuuid1", "libuuid.so."),
	LIBRARY("zlib1g", "libz.so."),
	LIBRARY("liblzma5", "liblzma.so."),
	LIBRARY("libzstd1", "libzstd.so."),
	LIBRARY("libgcc-s1", "libgcc_s.so."),
};
