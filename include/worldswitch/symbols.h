/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A booted kernel's own symbols, as the VMM hands them to the lab (WS_MARKER_DATA) where it is
 * started with --symbols: lines of text, each ended by a newline.
 *
 *     worldswitch-symbols 1
 *     notes HEX                       /sys/kernel/notes: the kernel's ELF notes, its build ID among
 *                                     them; HEX is empty where the kernel has none to show
 *     ADDRESS TYPE NAME [MODULE]      of /proc/kallsyms, in its order
 *     end COUNT                       last: so many lines of symbols
 *
 * Of the kernel itself not every symbol of data is there: where several follow each other the first
 * one tells where the function before it ends, and that is all that is needed of them. There are no
 * absolute symbols, which are numbers and not addresses.
 */
#ifndef WORLDSWITCH_SYMBOLS_H
#define WORLDSWITCH_SYMBOLS_H

#define WS_SYMBOLS_HEAD  "worldswitch-symbols 1\n"
#define WS_SYMBOLS_NOTES "notes "
#define WS_SYMBOLS_END   "end "

#define WS_SYMBOLS_NOTES_MAX 4096 /* bytes, each of two digits */

#endif
