/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where files are: the user's cache and data folders (XDG Base Directory Specification 0.8) and the
 * program's own parts. All paths are absolute and allocated.
 */
#ifndef WORLDSWITCH_LAB_PATHS_H
#define WORLDSWITCH_LAB_PATHS_H

#include "support/error.h"

/*
 * $XDG_CACHE_HOME/worldswitch, or ~/.cache/worldswitch; $XDG_DATA_HOME/worldswitch, or
 * ~/.local/share/worldswitch. Nothing is created. -ENOENT where there is no home folder either.
 */
int paths_cache(char **path, struct ws_error *error);
int paths_data(char **path, struct ws_error *error);

enum paths_part {
	PATHS_PROBE,  /* the measured guest: probe/ARCHITECTURE/probe.img */
	PATHS_VMM,    /* the program that runs it under KVM: vmm/ARCHITECTURE/worldswitch-vmm */
	PATHS_DOM0,   /* Dom0's, where that is Linux: dom0/ARCHITECTURE/worldswitch-dom0 */
	PATHS_TRACER, /* the emulator's plugin: tracer/worldswitch-tracer.so */
};

/*
 * A part of the program: in $WORLDSWITCH_LIBDIR where that is set, else beside the program (a build
 * folder), else in ../lib/worldswitch from the program (installed). -ENOENT where it is in none.
 */
int paths_part(enum paths_part part, const char *architecture, char **path, struct ws_error *error);

/* printf to an allocated string; NULL: no memory. */
char *paths_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
