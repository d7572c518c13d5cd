// SPDX-License-Identifier: GPL-2.0-or-later
/* See symbol_line.h; the types are those of nm(1). */
#include "analysis/symbol_line.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/symbols.h"

#define HEX_DIGITS_MAX 16

static bool parse_address(const char *text, uint64_t *address)
{
	size_t digits = strspn(text, "0123456789abcdefABCDEF");

	if (!digits || digits > HEX_DIGITS_MAX || text[digits])
		return false;
	*address = strtoull(text, NULL, 16);
	return true;
}

static bool is_name(const char *text)
{
	size_t length = strlen(text);

	if (!length || length > WS_SYMBOL_NAME_MAX)
		return false;
	for (size_t at = 0; at < length; at++)
		if (!isgraph((unsigned char)text[at]))
			return false;
	return true;
}

/* [kvm_amd] without its brackets. */
static bool parse_module(char *text, const char **module)
{
	size_t length = strlen(text);

	if (length < 3 || text[0] != '[' || text[length - 1] != ']')
		return false;
	text[length - 1] = '\0';
	*module = text + 1;
	return is_name(*module);
}

int symbol_line_parse(char *line, struct symbol_line *parsed)
{
	char *rest = line;
	const char *address = strsep(&rest, " ");
	const char *type = strsep(&rest, " ");
	const char *name = strsep(&rest, " \t");

	*parsed = (struct symbol_line){.name = name, .module = ""};
	if (!type || strlen(type) != 1 || !isalpha((unsigned char)*type) || !name)
		return -EINVAL;
	parsed->type = *type;
	if (!parse_address(address, &parsed->address) || !is_name(name) ||
	    (rest && *rest && !parse_module(rest, &parsed->module)))
		return -EINVAL;
	return 0;
}

/* Where a section of code begins or ends, as a linker's script says: no name of what is there. */
static bool is_bound(const char *name)
{
	static const char *const ends[] = {"_text_start", "_text_end"};
	size_t length = strlen(name);

	for (size_t at = 0; at < sizeof(ends) / sizeof(ends[0]); at++)
		if (length >= strlen(ends[at]) &&
		    !strcmp(name + length - strlen(ends[at]), ends[at]))
			return true;
	return false;
}

enum symbol_line_rank symbol_line_rank(const struct symbol_line *line)
{
	/* $x and $d: ELF for the Arm 64-bit architecture (AAELF64), "Mapping symbols". */
	if (line->name[0] == '$' || !strncmp(line->name, ".L", 2))
		return SYMBOL_LINE_IGNORED;
	if (is_bound(line->name))
		return SYMBOL_LINE_OTHER;
	switch (line->type) {
	case 'T':
		return SYMBOL_LINE_GLOBAL;
	case 'W':
	case 'w':
	case 'i':
		return SYMBOL_LINE_WEAK;
	case 't':
		return SYMBOL_LINE_LOCAL;
	case 'a':
	case 'A':
	case 'U':
	case 'u':
		return SYMBOL_LINE_IGNORED;
	default:
		return SYMBOL_LINE_OTHER;
	}
}
