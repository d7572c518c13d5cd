// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reading /proc/kallsyms is most of what finding a symbol costs, so it ends as soon as it can: the
 * lines are in the order of addresses, and the kernel proper comes before its modules.
 */
#include "vmm/symbols.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TYPE_AT 17 /* after 16 hexadecimal digits and a blank */
#define NAME_AT 19

static void take_line(const char *line, size_t length, struct vmm_symbol *symbols, size_t count)
{
	if (length <= NAME_AT || line[TYPE_AT - 1] != ' ' || line[NAME_AT - 1] != ' ')
		return;
	for (size_t at = 0; at < count; at++)
		if (!symbols[at].address && strlen(symbols[at].name) == length - NAME_AT &&
		    memcmp(symbols[at].name, line + NAME_AT, length - NAME_AT) == 0)
			symbols[at].address = strtoull(line, NULL, 16);
}

static bool has_all(const struct vmm_symbol *symbols, size_t count)
{
	for (size_t at = 0; at < count; at++)
		if (!symbols[at].address)
			return false;
	return true;
}

/* Takes the whole lines; returns how many bytes those are. */
static size_t take_lines(const char *text, size_t size, struct vmm_symbol *symbols, size_t count)
{
	const char *at = text;
	const char *end;

	while ((end = memchr(at, '\n', size - (size_t)(at - text)))) {
		take_line(at, (size_t)(end - at), symbols, count);
		at = end + 1;
	}
	return (size_t)(at - text);
}

int vmm_symbols_find(int fd, struct vmm_symbol *symbols, size_t count)
{
	char text[8192];
	size_t used = 0;

	while (!has_all(symbols, count)) {
		ssize_t got = read(fd, text + used, sizeof(text) - used);
		size_t taken;

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got < 0 ? -errno : 0;
		used += (size_t)got;
		taken = take_lines(text, used, symbols, count);
		if (!taken && used == sizeof(text))
			taken = used; /* no line is so long */
		used -= taken;
		memmove(text, text + taken, used);
	}
	return 0;
}
