/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The emulator on this machine: which one, how new, and which CPU models it knows. */
#ifndef WORLDSWITCH_LAB_EMULATOR_H
#define WORLDSWITCH_LAB_EMULATOR_H

#include <stddef.h>

#include "support/error.h"
#include "support/file.h"

#define EMULATOR_PROGRAM   "qemu-system-aarch64"
#define EMULATOR_MAJOR_MIN 10 /* the first whose plugin interface has what the tracer needs */
#define EMULATOR_ADVICE                                                                            \
	"install QEMU 10.0 or newer (Debian's package qemu-system-arm; on Debian 12 from "         \
	"bookworm-backports)"

struct emulator {
	char *path;
	char version[32];
	char sha256[WS_DIGEST_SIZE];
};

/*
 * Finds the emulator in PATH and asks its version. -ENOENT: there is none; -EINVAL: it is too old
 * or not QEMU. To be freed by emulator_free in every case.
 */
int emulator_find(struct emulator *emulator, struct ws_error *error);
void emulator_free(struct emulator *emulator);

/* -ENOENT where it has no CPU model of this name; the error names those that are near. */
int emulator_has_cpu(const struct emulator *emulator, const char *name, struct ws_error *error);

/* A value inside one of its options: commas are doubled. Cut where it does not fit. */
void emulator_escape(const char *value, char *escaped, size_t size);

#endif
