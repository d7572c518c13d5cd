/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line out of the many that a failing apt prints. */
#ifndef WORLDSWITCH_LAB_APT_ERRORS_H
#define WORLDSWITCH_LAB_APT_ERRORS_H

#include "support/error.h"

/*
 * Sets the error to "WHAT: apt's first error" with what to do about it where that is known, and
 * returns -EIO; -ENOSPC where a disk was full, -ENOENT where there is no such suite. messages:
 * apt's stderr, in the C locale.
 */
int apt_explain(const char *messages, const char *what, struct ws_error *error);

#endif
