/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small ELF files made in memory: code, data, a build ID and whatever symbols a test wants. */
#ifndef TESTS_UNIT_ELF_FILE_H
#define TESTS_UNIT_ELF_FILE_H

#include <elf.h>
#include <stdint.h>
#include <string.h>

#define ELF_FILE_STRINGS 1024
#define ELF_FILE_SYMBOLS 2048

enum elf_file_section {
	ELF_FILE_NONE,
	ELF_FILE_TEXT,
	ELF_FILE_DATA,
	ELF_FILE_NOTE,
	ELF_FILE_SYMTAB,
	ELF_FILE_STRTAB,
	ELF_FILE_SECTIONS
};

/* A file as it lies on a disk; what a test wants to be wrong it changes. */
struct elf_file {
	Elf64_Ehdr header;
	Elf64_Shdr sections[ELF_FILE_SECTIONS];
	struct {
		Elf64_Nhdr header;
		char name[4];
		unsigned char id[20];
	} note;
	char strings[ELF_FILE_STRINGS];
	Elf64_Sym symbols[ELF_FILE_SYMBOLS / sizeof(Elf64_Sym)];
};

static inline void elf_file_section(struct elf_file *file, enum elf_file_section section,
				    uint32_t type, uint64_t flags, const void *at, uint64_t size)
{
	file->sections[section] = (Elf64_Shdr){
		.sh_type = type,
		.sh_flags = flags,
		.sh_offset = (uint64_t)((const char *)at - (const char *)file),
		.sh_size = size,
		.sh_addralign = 4,
	};
}

static inline void elf_file_make(struct elf_file *file, uint16_t machine)
{
	memset(file, 0, sizeof(*file));
	memcpy(file->header.e_ident, ELFMAG, SELFMAG);
	file->header.e_ident[EI_CLASS] = ELFCLASS64;
	file->header.e_ident[EI_DATA] = ELFDATA2LSB;
	file->header.e_ident[EI_VERSION] = EV_CURRENT;
	file->header.e_type = ET_EXEC;
	file->header.e_machine = machine;
	file->header.e_version = EV_CURRENT;
	file->header.e_ehsize = sizeof(Elf64_Ehdr);
	file->header.e_shoff = (uint64_t)((char *)file->sections - (char *)file);
	file->header.e_shentsize = sizeof(Elf64_Shdr);
	file->header.e_shnum = ELF_FILE_SECTIONS;
	file->note.header = (Elf64_Nhdr){.n_namesz = 4, .n_descsz = 20, .n_type = NT_GNU_BUILD_ID};
	memcpy(file->note.name, "GNU", 4);
	for (unsigned int i = 0; i < sizeof(file->note.id); i++)
		file->note.id[i] = (unsigned char)(0xa0 + i);
	elf_file_section(file, ELF_FILE_TEXT, SHT_NOBITS, SHF_ALLOC | SHF_EXECINSTR, file, 0x1000);
	elf_file_section(file, ELF_FILE_DATA, SHT_NOBITS, SHF_ALLOC | SHF_WRITE, file, 0x1000);
	elf_file_section(file, ELF_FILE_NOTE, SHT_NOTE, SHF_ALLOC, &file->note, sizeof(file->note));
	elf_file_section(file, ELF_FILE_SYMTAB, SHT_SYMTAB, 0, file->symbols, sizeof(Elf64_Sym));
	elf_file_section(file, ELF_FILE_STRTAB, SHT_STRTAB, 0, file->strings, 1);
	file->sections[ELF_FILE_SYMTAB].sh_link = ELF_FILE_STRTAB;
	file->sections[ELF_FILE_SYMTAB].sh_entsize = sizeof(Elf64_Sym);
	file->sections[ELF_FILE_SYMTAB].sh_addralign = 8;
}

/* Adds a symbol; the information is ELF64_ST_INFO's. */
static inline Elf64_Sym *elf_file_symbol(struct elf_file *file, const char *name,
					 unsigned char information, uint16_t section,
					 uint64_t address)
{
	Elf64_Shdr *strings = &file->sections[ELF_FILE_STRTAB];
	Elf64_Shdr *table = &file->sections[ELF_FILE_SYMTAB];
	Elf64_Sym *symbol = &file->symbols[table->sh_size / sizeof(*symbol)];

	*symbol = (Elf64_Sym){
		.st_name = (uint32_t)strings->sh_size,
		.st_info = information,
		.st_shndx = section,
		.st_value = address,
	};
	memcpy(file->strings + strings->sh_size, name, strlen(name) + 1);
	strings->sh_size += strlen(name) + 1;
	table->sh_size += sizeof(*symbol);
	return symbol;
}

static inline Elf64_Sym *elf_file_function(struct elf_file *file, const char *name,
					   uint64_t address)
{
	return elf_file_symbol(file, name, ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), ELF_FILE_TEXT,
			       address);
}

#endif
