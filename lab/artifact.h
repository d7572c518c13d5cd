/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that the lab makes itself (initramfs, device trees), named by their content, so that what
 * is there already is right for every process and need not be written again.
 */
#ifndef WORLDSWITCH_LAB_ARTIFACT_H
#define WORLDSWITCH_LAB_ARTIFACT_H

#include <stddef.h>

#include "support/error.h"

/*
 * Makes sure that FOLDER/SHA256SUFFIX holds the data and returns its path, allocated. A file of
 * that name with other content (damaged) is replaced.
 */
int artifact_store(const char *folder, const char *suffix, const void *data, size_t size,
		   char **path, struct ws_error *error);

#endif
