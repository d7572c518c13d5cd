/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The emulator hands registers and memory over in arrays of glib, which the tracer does not link:
 * the emulator has glib loaded, so its two functions are looked up there.
 */
#ifndef WORLDSWITCH_TRACER_GLIB_H
#define WORLDSWITCH_TRACER_GLIB_H

#include <stdbool.h>

#include "tracer/qemu_plugin.h"

/* First; false where the emulator has no glib. */
bool glib_prepare(void);

/* NULL: no memory. */
GByteArray *glib_bytes_new(void);
void glib_array_free(GArray *array);

#endif
