/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Packages of one Debian suite for one architecture, whichever this machine has, by an apt that is
 * kept apart from the machine's own: its state is a folder of ours, no root is needed and nothing
 * of the system is changed. What apt downloads it has verified against the suite's signature. The
 * machine's mirror, proxy and keyrings are used. -ENOPKG: there is no apt here.
 */
#ifndef WORLDSWITCH_LAB_APT_H
#define WORLDSWITCH_LAB_APT_H

#include <stdbool.h>

#include "lab/deb_control.h"
#include "support/error.h"

struct apt {
	char *folder;
	const char *architecture; /* Debian's name */
	const char *suite;
	const volatile int *interrupted;
};

/*
 * The state for a suite in FOLDER/apt/ARCHITECTURE/SUITE, created where it is not there; starts no
 * apt.
 */
int apt_open(struct apt *apt, const char *folder, const char *architecture, const char *suite,
	     const volatile int *interrupted, struct ws_error *error);
void apt_close(struct apt *apt);

/* Whether the lists are older than a day, or missing, or of another mirror than today's. */
bool apt_is_old(const struct apt *apt);

/* -ENOENT: the mirror has no such suite; -EIO: the reason is apt's. */
int apt_update(const struct apt *apt, struct ws_error *error);

/* The newest version of a package in the suite; -ENOENT where there is none. */
int apt_version(const struct apt *apt, const char *package, char version[DEB_WORD_MAX],
		struct ws_error *error);

/*
 * Downloads a version of a package into a folder that is emptied first; *deb is allocated. -EIO: it
 * can't be had (apt's own reason is in the error), -ENOSPC, -EINTR, -ETIMEDOUT.
 */
int apt_download(const struct apt *apt, const char *package, const char *version, char **deb,
		 struct ws_error *error);
void apt_discard(const struct apt *apt);

#endif
