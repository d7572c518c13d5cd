/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Symbols that a distribution keeps in a package of their own, beside the one that runs. */
#ifndef WORLDSWITCH_LAB_SYMBOLS_PACKAGE_H
#define WORLDSWITCH_LAB_SYMBOLS_PACKAGE_H

#include "lab/elf_symbols.h"
#include "lab/symbols.h"

/*
 * Fetches the package of symbols of the plan's Xen, of the very same version, and reads it.
 * -ENOENT: there is none, or none of that version any more; -EINTR; else what failed. symbols->text
 * is the caller's.
 */
int symbols_package_get(const struct symbols_request *request, struct elf_symbols *symbols,
			struct ws_error *error);

#endif
