// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * libelf checks where the file's parts are; what is in them is checked here. A name that could not
 * be a line of its own would be a wrong name for what is before it, and its file is refused.
 */
#include "lab/elf_symbols.h"

#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TABLE_MAX  (256U << 20) /* bytes of symbols: vmlinux has a few millions of them */
#define SYMBOL_MAX 511          /* the kernel's KSYM_NAME_LEN */

struct reader {
	const char *name; /* of the file */
	Elf *elf;
	FILE *out;
	unsigned long functions;
	struct ws_error *error;
};

static const char *machine_name(unsigned int machine)
{
	static const struct {
		unsigned int machine;
		const char *name;
	} known[] = {
		{.machine = EM_AARCH64, .name = "arm64"},
		{.machine = EM_X86_64, .name = "x86-64"},
	};

	for (size_t at = 0; at < sizeof(known) / sizeof(known[0]); at++)
		if (known[at].machine == machine)
			return known[at].name;
	return "another machine";
}

static int damaged(const struct reader *reader, const char *why)
{
	return ws_fail(reader->error, EBADMSG, "%s is damaged: %s", reader->name, why);
}

static int check_header(const struct reader *reader, unsigned int machine)
{
	GElf_Ehdr header;

	if (elf_kind(reader->elf) != ELF_K_ELF)
		return ws_fail(reader->error, EINVAL, "%s is not an ELF file", reader->name);
	if (!gelf_getehdr(reader->elf, &header))
		return damaged(reader, "it has no header");
	if (header.e_machine != machine || header.e_ident[EI_DATA] != ELFDATA2LSB)
		return ws_fail(reader->error, EINVAL, "%s is of %s, what runs is of %s",
			       reader->name, machine_name(header.e_machine), machine_name(machine));
	if (header.e_type != ET_EXEC && header.e_type != ET_DYN)
		return ws_fail(reader->error, EINVAL,
			       "%s is not a linked program: its addresses "
			       "are not those that run",
			       reader->name);
	return 0;
}

/* The next section of a type after the given one (NULL: the first), with its header. */
static Elf_Scn *next_section(Elf *elf, Elf_Scn *section, unsigned int type, GElf_Shdr *header)
{
	while ((section = elf_nextscn(elf, section)))
		if (gelf_getshdr(section, header) && header->sh_type == type)
			return section;
	return NULL;
}

static void find_build_id(Elf *elf, struct build_id *id)
{
	Elf_Scn *section = NULL;
	GElf_Shdr header;

	id->size = 0;
	while (!id->size && (section = next_section(elf, section, SHT_NOTE, &header))) {
		const Elf_Data *data = elf_rawdata(section, NULL);

		if (data && data->d_buf)
			build_id_find(data->d_buf, data->d_size, id);
	}
}

/* The assembler's marks of data inside code (ELF for the Arm 64-bit Architecture, "Mapping
 * symbols") and its local labels are not symbols. */
static bool is_mark(const char *name)
{
	return name[0] == '$' || strncmp(name, ".L", 2) == 0;
}

static bool is_word(const char *name)
{
	size_t length = strnlen(name, SYMBOL_MAX + 1);

	for (size_t i = 0; i < length; i++)
		if (name[i] <= 0x20 || name[i] > 0x7e)
			return false;
	return length <= SYMBOL_MAX;
}

/* nm's letter; '\0' where it is the address of nothing that is loaded. */
static char letter_of(const struct reader *reader, const GElf_Sym *symbol)
{
	Elf_Scn *section = elf_getscn(reader->elf, symbol->st_shndx);
	bool local = GELF_ST_BIND(symbol->st_info) == STB_LOCAL;
	GElf_Shdr header;

	if (!section || !gelf_getshdr(section, &header) || !(header.sh_flags & SHF_ALLOC))
		return '\0';
	if (!(header.sh_flags & SHF_EXECINSTR) || GELF_ST_TYPE(symbol->st_info) == STT_OBJECT)
		return local ? 'd' : 'D';
	if (GELF_ST_BIND(symbol->st_info) == STB_WEAK)
		return 'W';
	return local ? 't' : 'T';
}

static bool is_address(const GElf_Sym *symbol)
{
	unsigned int type = GELF_ST_TYPE(symbol->st_info);

	return symbol->st_shndx != SHN_UNDEF && symbol->st_shndx < SHN_LORESERVE &&
	       type != STT_SECTION && type != STT_FILE && type != STT_TLS;
}

static int print_symbol(struct reader *reader, const GElf_Sym *symbol, size_t strings)
{
	const char *name = elf_strptr(reader->elf, strings, symbol->st_name);
	char letter;

	if (symbol->st_shndx == SHN_XINDEX)
		return damaged(reader, "it has more sections than a program has");
	if (!name)
		return damaged(reader, "a symbol's name is not in it");
	if (!is_address(symbol) || !name[0] || is_mark(name))
		return 0;
	letter = letter_of(reader, symbol);
	if (!letter)
		return 0;
	if (!is_word(name))
		return damaged(reader, "a symbol's name is no name");
	reader->functions += letter != 'd' && letter != 'D';
	fprintf(reader->out, "%016llx %c %s\n", (unsigned long long)symbol->st_value, letter, name);
	return 0;
}

static int print_table(struct reader *reader, Elf_Scn *section, const GElf_Shdr *header)
{
	Elf_Data *data;
	GElf_Sym symbol;
	int result = 0;

	if (header->sh_size > TABLE_MAX)
		return damaged(reader, "its table of symbols has more than 256 MiB");
	data = elf_getdata(section, NULL);
	if (!data)
		return damaged(reader, elf_errmsg(-1));
	for (int i = 0; !result && gelf_getsym(data, i, &symbol); i++)
		result = print_symbol(reader, &symbol, header->sh_link);
	if (!result && !reader->functions)
		result = ws_fail(reader->error, EINVAL, "%s is stripped: it has no functions",
				 reader->name);
	return result;
}

static int print_symbols(struct reader *reader)
{
	GElf_Shdr header;
	Elf_Scn *section = next_section(reader->elf, NULL, SHT_SYMTAB, &header);

	if (!section)
		return ws_fail(reader->error, EINVAL, "%s is stripped: it has no symbols",
			       reader->name);
	return print_table(reader, section, &header);
}

static int read_all(struct reader *reader, unsigned int machine, struct elf_symbols *symbols)
{
	int result = check_header(reader, machine);
	bool failed;

	if (result)
		return result;
	find_build_id(reader->elf, &symbols->id);
	reader->out = open_memstream(&symbols->text, &symbols->size);
	if (!reader->out)
		return ws_fail_errno(reader->error, ENOMEM, "cannot read %s", reader->name);
	result = print_symbols(reader);
	failed = ferror(reader->out);
	if ((fclose(reader->out) != 0 || failed) && !result)
		result = ws_fail_errno(reader->error, ENOMEM, "cannot read %s", reader->name);
	if (result) {
		free(symbols->text);
		symbols->text = NULL;
	}
	return result;
}

int elf_symbols_of(const char *name, char *bytes, size_t size, unsigned int machine,
		   struct elf_symbols *symbols, struct ws_error *error)
{
	struct reader reader = {.name = name, .error = error};
	int result;

	*symbols = (struct elf_symbols){.text = NULL};
	elf_version(EV_CURRENT);
	reader.elf = elf_memory(bytes, size);
	if (!reader.elf)
		return ws_fail(error, EINVAL, "%s is not an ELF file", name);
	result = read_all(&reader, machine, symbols);
	elf_end(reader.elf);
	return result;
}

int elf_symbols_read(const char *path, unsigned int machine, struct elf_symbols *symbols,
		     struct ws_error *error)
{
	struct reader reader = {.name = path, .error = error};
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	int result;

	*symbols = (struct elf_symbols){.text = NULL};
	if (fd < 0)
		return ws_fail_errno(error, errno, "cannot read %s", path);
	elf_version(EV_CURRENT);
	/* Not mapped: a file that shrinks meanwhile is an error then, and no signal. */
	reader.elf = elf_begin(fd, ELF_C_READ, NULL);
	if (reader.elf)
		result = read_all(&reader, machine, symbols);
	else
		result = ws_fail(error, EINVAL, "%s is not an ELF file", path);
	elf_end(reader.elf);
	close(fd);
	return result;
}
