/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is in the cache folder, and keeping it small; for the files of the lab alone. */
#ifndef WORLDSWITCH_LAB_CACHE_H
#define WORLDSWITCH_LAB_CACHE_H

#include "lab/lab.h"

#define CACHE_SNAPSHOTS "snapshots" /* folders of the cache */
#define CACHE_IMAGES    "images"
#define CACHE_MADE      "made"
#define CACHE_SYMBOLS   "symbols"
#define CACHE_DIGESTS   "digests"
#define CACHE_LISTS     "apt"

/* Adds to cache what there is of one kind, and of what is left there of no use. -ENOMEM. */
int cache_collect(struct lab_cache *cache, enum lab_cached_kind kind);

/* Adds one; path and meaning are allocated, freed where there is no memory. -ENOMEM. */
int cache_add(struct lab_cache *cache, struct lab_cached cached);

/* Removes all that belongs to it: its record, or every name that an image has. -errno. */
int cache_remove(const struct lab_cached *cached);

/*
 * What a kind may take is bounded: the least recently used ones go, but not what was used a moment
 * ago and may be in use. Nothing depends on it, so that it does not fail.
 */
void cache_trim(enum lab_cached_kind kind);

/* Calls seen for each record that stands for an image. */
void cache_image_names(const char *image, void (*seen)(void *context, const char *record),
		       void *context);

/* NAME with another suffix: "a/KEY.snapshot" and ".json" make "a/KEY.json". */
char *cache_beside(const char *path, const char *suffix);

#endif
