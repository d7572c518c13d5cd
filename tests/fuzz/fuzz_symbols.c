// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes as an ELF file, as what a booted kernel says of its symbols, and as ELF notes. What
 * comes out of a file must be lines that name addresses, and nothing else.
 */
#include <ctype.h>
#include <elf.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lab/build_id.h"
#include "lab/elf_symbols.h"
#include "lab/symbols_document.h"

static bool is_line(const char *line, const char *end)
{
	if (end - line < 20 || line[16] != ' ' || !strchr("tTWdD", line[17]) || line[18] != ' ')
		return false;
	for (const char *at = line; at < line + 16; at++)
		if (!isxdigit((unsigned char)*at))
			return false;
	for (const char *at = line + 19; at < end; at++)
		if (!isgraph((unsigned char)*at))
			return false;
	return true;
}

static void check_lines(const struct elf_symbols *symbols)
{
	const char *line = symbols->text;

	if (strlen(line) != symbols->size)
		abort();
	for (const char *end; *line; line = end + 1) {
		end = strchr(line, '\n');
		if (!end || !is_line(line, end))
			abort();
	}
}

static void read_elf(const uint8_t *data, size_t size, unsigned int machine)
{
	struct elf_symbols symbols;
	struct ws_error error;
	char *copy = malloc(size + !size);

	if (!copy)
		abort();
	memcpy(copy, data, size);
	if (elf_symbols_of("x", copy, size, machine, &symbols, &error) == 0)
		check_lines(&symbols);
	free(symbols.text);
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct symbols_document document;
	struct build_id id;

	if (symbols_document_parse((const char *)data, size, &document) == 0 &&
	    (document.notes_size > WS_SYMBOLS_NOTES_MAX ||
	     (document.size && document.lines[document.size - 1] != '\n')))
		abort();
	if (build_id_find(data, size, &id) && (!id.size || id.size > BUILD_ID_MAX))
		abort();
	read_elf(data, size, EM_AARCH64);
	read_elf(data, size, EM_X86_64);
	return 0;
}
