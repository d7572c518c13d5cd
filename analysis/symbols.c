// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A function ends where the next symbol of any kind begins. Of several names for one address a
 * global one is taken, and of those the first in the order of the alphabet: a name is the same in
 * every run.
 */
#include "analysis/symbols.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/symbol_line.h"

struct ws_symbols {
	char *text; /* a copy, cut into strings */
	struct ws_symbol *list;
	size_t count;
};

struct entry {
	struct symbol_line line;
	const char *module;
};

struct entries {
	struct entry *list;
	size_t count;
	size_t capacity;
};

static int compare_entries(const void *left, const void *right)
{
	const struct symbol_line *a = &((const struct entry *)left)->line;
	const struct symbol_line *b = &((const struct entry *)right)->line;

	if (a->address != b->address)
		return a->address < b->address ? -1 : 1;
	if (symbol_line_rank(a) != symbol_line_rank(b))
		return symbol_line_rank(a) < symbol_line_rank(b) ? -1 : 1;
	return strcmp(a->name, b->name);
}

static int append(struct entries *entries, const struct symbol_line *line)
{
	if (entries->count == entries->capacity) {
		size_t capacity = entries->capacity ? 2 * entries->capacity : 1024;
		struct entry *list = reallocarray(entries->list, capacity, sizeof(*list));

		if (!list)
			return -ENOMEM;
		entries->list = list;
		entries->capacity = capacity;
	}
	entries->list[entries->count++] = (struct entry){.line = *line};
	return 0;
}

/* Cuts the text into lines in place. */
static int read_lines(char *text, const char *what, struct entries *entries, struct ws_error *error)
{
	size_t number = 0;
	char *rest = text;
	char *at;

	while ((at = strsep(&rest, "\n"))) {
		struct symbol_line line;

		number++;
		if (!*at)
			continue;
		if (symbol_line_parse(at, &line))
			return ws_fail(error, EINVAL,
				       "cannot read the symbols of %s: line %zu is not an address, "
				       "a type and a name",
				       what, number);
		if (symbol_line_rank(&line) != SYMBOL_LINE_IGNORED && append(entries, &line))
			return ws_fail_errno(error, ENOMEM, "cannot read the symbols of %s", what);
	}
	return 0;
}

/* The first name of each address that is a function's, up to the next address. */
static size_t keep_functions(const struct entries *entries, struct ws_symbol *list)
{
	size_t count = 0;

	for (size_t at = 0; at < entries->count;) {
		const struct symbol_line *line = &entries->list[at].line;

		while (at < entries->count && entries->list[at].line.address == line->address)
			at++;
		if (symbol_line_rank(line) == SYMBOL_LINE_OTHER || !line->address)
			continue;
		list[count++] = (struct ws_symbol){
			.address = line->address,
			.end = at < entries->count ? entries->list[at].line.address
						   : line->address + 1,
			.name = line->name,
			.module = line->module,
		};
	}
	return count;
}

static int fill(struct ws_symbols *symbols, const char *what, struct entries *entries,
		struct ws_error *error)
{
	int result = read_lines(symbols->text, what, entries, error);

	if (result)
		return result;
	if (entries->count)
		qsort(entries->list, entries->count, sizeof(*entries->list), compare_entries);
	symbols->list = calloc(entries->count + 1, sizeof(*symbols->list));
	if (!symbols->list)
		return ws_fail_errno(error, ENOMEM, "cannot read the symbols of %s", what);
	symbols->count = keep_functions(entries, symbols->list);
	if (!symbols->count)
		return ws_fail(error, ENODATA,
			       "%s has no symbols of functions: it is stripped, or its reader may "
			       "not see addresses (kernel.kptr_restrict)",
			       what);
	return 0;
}

int ws_symbols_parse(const char *text, size_t size, const char *what, struct ws_symbols **symbols,
		     struct ws_error *error)
{
	struct ws_symbols *made = calloc(1, sizeof(*made));
	struct entries entries = {0};
	int result;

	if (memchr(text, '\0', size)) {
		free(made);
		return ws_fail(error, EINVAL, "cannot read the symbols of %s: it is not a text",
			       what);
	}
	if (made)
		made->text = strndup(text, size);
	if (!made || !made->text)
		result = ws_fail_errno(error, ENOMEM, "cannot read the symbols of %s", what);
	else
		result = fill(made, what, &entries, error);
	free(entries.list);
	if (result)
		ws_symbols_free(made);
	else
		*symbols = made;
	return result;
}

void ws_symbols_free(struct ws_symbols *symbols)
{
	if (!symbols)
		return;
	free(symbols->list);
	free(symbols->text);
	free(symbols);
}

const struct ws_symbol *ws_symbols_find(const struct ws_symbols *symbols, uint64_t address)
{
	size_t low = 0;
	size_t high = symbols->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct ws_symbol *symbol = &symbols->list[middle];

		if (address < symbol->address)
			high = middle;
		else if (address >= symbol->end)
			low = middle + 1;
		else
			return symbol;
	}
	return NULL;
}

size_t ws_symbols_count(const struct ws_symbols *symbols)
{
	return symbols->count;
}

const struct ws_symbol *ws_symbols_at(const struct ws_symbols *symbols, size_t at)
{
	return &symbols->list[at];
}
