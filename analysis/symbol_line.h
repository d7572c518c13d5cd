/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line of a table of symbols: `ADDRESS TYPE NAME`, with `[MODULE]` after a tab or a blank. */
#ifndef WORLDSWITCH_ANALYSIS_SYMBOL_LINE_H
#define WORLDSWITCH_ANALYSIS_SYMBOL_LINE_H

#include <stdint.h>

struct symbol_line {
	uint64_t address;
	char type; /* nm's letter */
	const char *name;
	const char *module; /* "" where it is of the image itself */
};

/* Cuts the line into strings in place. -EINVAL where it has another form. */
int symbol_line_parse(char *line, struct symbol_line *parsed);

/* What a symbol is good for; of two at one address the lower names it. */
enum symbol_line_rank {
	SYMBOL_LINE_GLOBAL,
	SYMBOL_LINE_WEAK,
	SYMBOL_LINE_LOCAL,
	SYMBOL_LINE_OTHER,   /* no function; it ends the one before */
	SYMBOL_LINE_IGNORED, /* no address of anything, or a mark of the assembler's inside code */
};
enum symbol_line_rank symbol_line_rank(const struct symbol_line *line);

#endif
