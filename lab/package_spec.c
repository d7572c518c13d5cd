// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads PACKAGE/SUITE. Both become parts of file names and of apt's arguments: only the characters
 * that Debian allows get through, and no suite is one of the folders "." and "..". */
#include "lab/package_spec.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const char *const package_suites[] = {PACKAGE_SUITE_DEFAULT, "bookworm"};
const size_t package_suite_count = sizeof(package_suites) / sizeof(package_suites[0]);

bool package_spec_is_file(const char *spec)
{
	return spec[0] == '/' || strncmp(spec, "./", 2) == 0 || strncmp(spec, "../", 3) == 0 ||
	       (strchr(spec, '/') && access(spec, F_OK) == 0);
}

static bool suite_valid(const char *text)
{
	size_t length = strlen(text);

	return length < PACKAGE_SUITE_MAX && islower((unsigned char)text[0]) &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-.") == length;
}

int package_spec_parse(const char *text, struct package_spec *spec, struct ws_error *error)
{
	const char *slash = strchr(text, '/');
	size_t length = slash ? (size_t)(slash - text) : strlen(text);

	*spec = (struct package_spec){0};
	if (!deb_name_valid(text, length) || (slash && !suite_valid(slash + 1)))
		return ws_fail(error, EINVAL,
			       "'%.100s' is neither a package, PACKAGE or PACKAGE/SUITE such as "
			       "linux-image-cloud-arm64/trixie, nor a file (a file in this folder "
			       "is given as ./NAME)",
			       text);
	memcpy(spec->package, text, length);
	if (slash)
		snprintf(spec->suite, sizeof(spec->suite), "%s", slash + 1);
	return 0;
}
