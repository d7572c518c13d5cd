/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A package that is being read: between its walk (deb.c) and what is taken of its files. */
#ifndef WORLDSWITCH_LAB_DEB_READER_H
#define WORLDSWITCH_LAB_DEB_READER_H

#include <stdbool.h>

#include "lab/deb.h"
#include "lab/modules.h"
#include "lab/tools.h"

struct archive;
struct archive_entry;

#define DEB_BLOCK 65536

struct deb_reader {
	const char *path;
	const struct deb_wanted *wanted;
	int image;
	const volatile int *interrupted;
	struct deb *deb;
	struct modules modules;
	struct tools tools;
	bool has_control;
	struct archive *outer;
	char block[DEB_BLOCK]; /* from the package */
	char data[DEB_BLOCK];  /* from the member */
	struct ws_error *error;
};

/* -EBADMSG with libarchive's reason, where it has one. */
int deb_malformed(struct deb_reader *reader, struct archive *archive, const char *otherwise);

/* -EFBIG. */
int deb_too_large(struct deb_reader *reader, const char *what);

/* A regular one, with its bytes here. */
bool deb_is_file(struct archive_entry *entry);

/* Without "./" before it; empty where it is not to be said. */
const char *deb_name_of(struct archive_entry *entry);

/* 1: on to the next entry; 0: this was all that is wanted; else -errno and a line. */
typedef int (*deb_visitor)(struct deb_reader *reader, struct archive *archive,
			   struct archive_entry *entry);

deb_visitor deb_data_visitor(const struct deb_wanted *wanted);

/* After the last entry, however that ended (result): writes what was gathered, and frees it. */
int deb_data_end(struct deb_reader *reader, int result);

#endif
