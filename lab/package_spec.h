/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a user names an image: a file, PACKAGE or PACKAGE/SUITE. */
#ifndef WORLDSWITCH_LAB_PACKAGE_SPEC_H
#define WORLDSWITCH_LAB_PACKAGE_SPEC_H

#include <stdbool.h>
#include <stddef.h>

#include "lab/deb_control.h"
#include "support/error.h"

#define PACKAGE_SUITE_MAX     40
#define PACKAGE_SUITE_DEFAULT "trixie"

struct package_spec {
	char package[DEB_WORD_MAX];
	char suite[PACKAGE_SUITE_MAX]; /* empty: the first of package_suites that has it */
};

/* Where a package without a suite is looked for, in this order. */
extern const char *const package_suites[];
extern const size_t package_suite_count;

/* Whether spec means a file, which need not exist. */
bool package_spec_is_file(const char *spec);

/* -EINVAL with a line that says how to write it. */
int package_spec_parse(const char *text, struct package_spec *spec, struct ws_error *error);

#endif
