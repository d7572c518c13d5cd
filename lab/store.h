/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The images kept in the cache folder, shared by any number of processes:
 *
 *     images/PACKAGE_VERSION_SHA256     an image, complete, read-only
 *     images/KIND_SPEC.json             which image a package's name stands for
 *     temporary/                        what is being made; nothing in it is ever trusted
 *     lock                              held while fetching
 *
 * Looking up takes no lock and writes nothing but a record's time: what is there is complete,
 * because it was renamed to its name.
 */
#ifndef WORLDSWITCH_LAB_STORE_H
#define WORLDSWITCH_LAB_STORE_H

#include "lab/image_kind.h"
#include "lab/package_spec.h"
#include "lab/packages.h"

struct store {
	char *folder;
	char *temporary; /* FOLDER/temporary */
	char *incoming;  /* FOLDER/temporary/image: an image before it is added */
	char *companion; /* FOLDER/temporary/companion: what is kept with it, likewise */
	int lock;        /* -1: not held */
};

/* Names the folder's parts and makes none of them. -ENOMEM. */
int store_open(struct store *store, const char *folder, struct ws_error *error);
void store_close(struct store *store);

/*
 * The image that was fetched for a package. -ENOENT where there is none or where it is no longer
 * what was stored: its bytes are the recorded ones, or it counts as absent.
 */
int store_find(const struct store *store, const struct image_kind *kind,
	       const struct package_spec *spec, struct lab_image *image);

/*
 * Takes the lock, creating the folders, and removes what a killed process left in temporary/.
 * waiting is called once where another process has the lock. -ETIMEDOUT after limit seconds.
 */
int store_lock(struct store *store, unsigned int limit, void (*waiting)(void *context),
	       void *context, const volatile int *interrupted, struct ws_error *error);
void store_unlock(struct store *store);

/*
 * Moves the file `from` (in temporary/) to its place and records it for spec. Needs the lock. On
 * success image is what store_find would give.
 */
int store_add(const struct store *store, const struct image_kind *kind,
	      const struct package_spec *spec, const char *from, const struct deb_control *control,
	      struct lab_image *image, struct ws_error *error);

/*
 * One line for a write in the cache that failed: which folder, why and what to do. Returns -code.
 */
int store_fail(const struct store *store, int code, struct ws_error *error);

#endif
