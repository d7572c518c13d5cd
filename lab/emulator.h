/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An architecture's emulator on this machine: how new, and which CPU models it knows. */
#ifndef WORLDSWITCH_LAB_EMULATOR_H
#define WORLDSWITCH_LAB_EMULATOR_H

#include <stddef.h>

#include "support/error.h"
#include "support/file.h"

#define EMULATOR_MAJOR_MIN 10 /* the first whose plugin interface has what the tracer needs */

struct architecture;

struct emulator {
	const struct architecture *architecture;
	char *path;
	char version[32];
	char sha256[WS_DIGEST_SIZE];
};

/*
 * Finds the emulator in PATH and asks its version. -ENOENT: there is none; -EINVAL: it is too old
 * or not QEMU. To be freed by emulator_free in every case.
 */
int emulator_find(struct emulator *emulator, const struct architecture *architecture,
		  struct ws_error *error);
void emulator_free(struct emulator *emulator);

/* What to do where it is missing or too old. */
#define EMULATOR_ADVICE_MAX 128
void emulator_advice(const struct architecture *architecture, char advice[EMULATOR_ADVICE_MAX]);

/* -ENOENT where it has no CPU model of this name; the error names those that are near. */
int emulator_has_cpu(const struct emulator *emulator, const char *name, struct ws_error *error);

/* A value inside one of its options: commas are doubled. Cut where it does not fit. */
void emulator_escape(const char *value, char *escaped, size_t size);

#endif
