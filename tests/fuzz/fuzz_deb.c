// SPDX-License-Identifier: GPL-2.0-or-later
/* Any bytes as a Debian package, and as the control file of one. What comes out must be bounded and
 * well formed, since it becomes part of file names. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lab/deb.h"

static const struct deb_wanted wanted = {
	.prefix = "vmlinuz-", .suffix = "", .dependency_prefix = "linux-image-"};

static void check(const struct deb_control *control)
{
	if (!deb_name_valid(control->package, strlen(control->package)) ||
	    !deb_version_valid(control->version, strlen(control->version)) ||
	    (control->dependency[0] &&
	     !deb_name_valid(control->dependency, strlen(control->dependency))) ||
	    (control->dependency_version[0] &&
	     !deb_version_valid(control->dependency_version, strlen(control->dependency_version))))
		abort();
}

static void unpack(const uint8_t *data, size_t size)
{
	struct ws_error error;
	struct deb deb;
	char path[64];
	int package = memfd_create("package", MFD_CLOEXEC);
	int image = memfd_create("image", MFD_CLOEXEC);

	if (package < 0 || image < 0 || write(package, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", package);
	if (deb_unpack(path, &wanted, image, NULL, &deb, &error) == 0)
		check(&deb.control);
	close(package);
	close(image);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct deb_control control;

	if (deb_control_parse((const char *)data, size, wanted.dependency_prefix, &control) == 0)
		check(&control);
	unpack(data, size);
	return 0;
}
