/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files with the symbols of what runs, and whether they are of what runs. */
#ifndef WORLDSWITCH_LAB_SYMBOLS_FILE_H
#define WORLDSWITCH_LAB_SYMBOLS_FILE_H

#include "lab/elf_symbols.h"
#include "lab/symbols.h"

/* A file that is to have symbols of a target. */
struct symbols_file {
	const char *path;
	const char *advice; /* which one to give instead */
};

/* Reads it; the error ends in the advice. symbols->text is the caller's. */
int symbols_file_read(const struct symbols_file *file, const struct lab_target *target,
		      struct elf_symbols *symbols, struct ws_error *error);

/* What a plan found of a file of the user's: what lab_symbol_files_check says comes of it. */
void symbols_file_tried(struct lab_symbol_file *file, int result, const struct ws_error *reason);

/* -EINVAL where they are of another build than what runs, or where that cannot be told. */
int symbols_file_check(const struct symbols_file *file, const struct build_id *found,
		       const struct build_id *running, const char *what, struct ws_error *error);

#endif
