/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a Debian package says of itself (Debian Policy, chapters 5 and 7), bounded and checked. */
#ifndef WORLDSWITCH_LAB_DEB_CONTROL_H
#define WORLDSWITCH_LAB_DEB_CONTROL_H

#include <stdbool.h>
#include <stddef.h>

/* Longest name or version with its NUL: two of them and a SHA-256 fit into one file name. */
#define DEB_WORD_MAX 88

struct deb_control {
	char package[DEB_WORD_MAX];
	char version[DEB_WORD_MAX];
	char architecture[DEB_WORD_MAX];
	/* The first dependency whose name has the prefix asked for, and the version it must have
	 * exactly; empty: none. */
	char dependency[DEB_WORD_MAX];
	char dependency_version[DEB_WORD_MAX];
};

/* -EINVAL where Package, Version or Architecture is missing or malformed. */
int deb_control_parse(const char *text, size_t size, const char *dependency_prefix,
		      struct deb_control *control);

/* Whether text, of the given length, is a package's name or version as Debian Policy has it. */
bool deb_name_valid(const char *text, size_t length);
bool deb_version_valid(const char *text, size_t length);

#endif
