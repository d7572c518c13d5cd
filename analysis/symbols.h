/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names for addresses: from the lines that the kernel gives of itself (/proc/kallsyms), and nm and
 * Xen's xen-syms.map of an image, `ADDRESS TYPE NAME [MODULE]`.
 */
#ifndef WORLDSWITCH_ANALYSIS_SYMBOLS_H
#define WORLDSWITCH_ANALYSIS_SYMBOLS_H

#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

#define WS_SYMBOL_NAME_MAX 512 /* the kernel's KSYM_NAME_LEN */

/* A function: [address, end). Strings are owned by the table; module is "" for the image itself. */
struct ws_symbol {
	uint64_t address;
	uint64_t end;
	const char *name;
	const char *module;
};

struct ws_symbols;

/*
 * A table of the functions in such a text, which is bounded only by its size; allocated, to be
 * freed by ws_symbols_free. `what` names the text in errors. -EINVAL: a line is not of this form;
 * -ENODATA: it has no function with an address (kernel.kptr_restrict makes all of them 0);
 * -ENOMEM.
 */
int ws_symbols_parse(const char *text, size_t size, const char *what, struct ws_symbols **symbols,
		     struct ws_error *error);
void ws_symbols_free(struct ws_symbols *symbols);

/* The function that an address lies in, or NULL: never merely the nearest one. */
const struct ws_symbol *ws_symbols_find(const struct ws_symbols *symbols, uint64_t address);

/* All of them, by their addresses. */
size_t ws_symbols_count(const struct ws_symbols *symbols);
const struct ws_symbol *ws_symbols_at(const struct ws_symbols *symbols, size_t at);

#endif
