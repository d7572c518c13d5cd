/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is in the cache folder, and keeping it small. */
#ifndef WORLDSWITCH_LAB_CACHE_H
#define WORLDSWITCH_LAB_CACHE_H

#include <stdbool.h>

#include "lab/store_record.h"

#define CACHE_SNAPSHOTS "snapshots" /* the folder, and in it KEY followed by one of these: */
#define CACHE_SNAPSHOT  ".snapshot"
#define CACHE_RECORD    ".json"
#define CACHE_DRAFT     ".unfinished"

/* Whether a file's bytes are the recorded ones; they are not read where nobody has written there.
 */
bool cache_is_intact(const char *path, const struct store_stamp *stamp, const char *sha256);

/* Removes the least recently used snapshots in a folder until all together have at most so many
 * bytes. */
void cache_trim(const char *folder, unsigned long long bytes);

#endif
