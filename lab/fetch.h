/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One fetch: from a package's name to an image in the store, whether it is there already or not. */
#ifndef WORLDSWITCH_LAB_FETCH_H
#define WORLDSWITCH_LAB_FETCH_H

#include "lab/image_kind.h"
#include "lab/package_spec.h"
#include "lab/packages.h"
#include "lab/store.h"

struct fetch {
	const struct image_kind *kind;
	bool refresh;
	lab_step step;
	void *context;
	const volatile int *interrupted;
	struct store store;
	struct ws_error *error;
};

/* Under the store's lock. Another process may have fetched the image while we waited for that. */
int fetch_image(struct fetch *fetch, const struct package_spec *spec, struct lab_image *image);

#endif
