/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The symbols in an ELF file, in the form of nm: vmlinux, xen-syms, our own programs. The file is
 * the user's, and may be anything.
 */
#ifndef WORLDSWITCH_LAB_ELF_SYMBOLS_H
#define WORLDSWITCH_LAB_ELF_SYMBOLS_H

#include <stddef.h>

#include "lab/build_id.h"
#include "support/error.h"

struct elf_symbols {
	char *text; /* lines `ADDRESS TYPE NAME`; allocated */
	size_t size;
	struct build_id id;
};

/*
 * Reads a linked program for a machine (e_machine of elf.h). The error is one line that says what
 * the file is instead: -EINVAL where it is none, of another machine, or stripped; -EBADMSG:
 * damaged; else the errno of what failed.
 */
int elf_symbols_read(const char *path, unsigned int machine, struct elf_symbols *symbols,
		     struct ws_error *error);

/* The same of bytes that are in memory; name stands for them in the error. */
int elf_symbols_of(const char *name, char *bytes, size_t size, unsigned int machine,
		   struct elf_symbols *symbols, struct ws_error *error);

#endif
