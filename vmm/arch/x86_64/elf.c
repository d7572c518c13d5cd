// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ELF-64 (System V ABI, "Program Header" and "Note Section") as far as loading needs it. The entry
 * in the header is for whoever is in long mode already; PVH's is in a note of Xen's
 * (docs/misc/pvh.pandoc and XEN_ELFNOTE_PHYS32_ENTRY), of 4 or of 8 bytes. Nothing in the file is
 * believed: an offset is used after it was compared with the file's size, in a way that cannot
 * overflow.
 */
#include "vmm/arch/x86_64/elf.h"

#include <elf.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#define NOTE_OWNER        "Xen"
#define NOTE_PHYS32_ENTRY 18
#define NOTE_ALIGNMENT    4

struct file {
	const uint8_t *data;
	size_t size;
};

static bool holds(const struct file *file, uint64_t offset, uint64_t size)
{
	return offset <= file->size && size <= file->size - offset;
}

static uint64_t align(uint64_t value)
{
	return (value + NOTE_ALIGNMENT - 1) & ~(uint64_t)(NOTE_ALIGNMENT - 1);
}

static int check_header(const struct file *file, Elf64_Ehdr *header, struct ws_error *error)
{
	if (!holds(file, 0, sizeof(*header)))
		return ws_fail(error, ENOEXEC, "the guest image is too short for ELF");
	memcpy(header, file->data, sizeof(*header));
	if (memcmp(header->e_ident, ELFMAG, SELFMAG) != 0)
		return ws_fail(error, ENOEXEC, "the guest image is no ELF file");
	if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB ||
	    header->e_machine != EM_X86_64)
		return ws_fail(error, ENOEXEC, "the guest image is ELF, but not for x86-64");
	if (header->e_phentsize != sizeof(Elf64_Phdr) ||
	    !holds(file, header->e_phoff, (uint64_t)header->e_phnum * sizeof(Elf64_Phdr)))
		return ws_fail(error, ENOEXEC, "the guest image has no program headers");
	return 0;
}

static int keep_segment(const struct file *file, const Elf64_Phdr *program, struct vmm_elf *elf,
			struct ws_error *error)
{
	if (!program->p_memsz)
		return 0;
	if (elf->count == VMM_SEGMENTS_MAX)
		return ws_fail(error, ENOEXEC, "the guest image has more than %u segments",
			       VMM_SEGMENTS_MAX);
	if (!holds(file, program->p_offset, program->p_filesz) ||
	    program->p_filesz > program->p_memsz || program->p_memsz > ~program->p_paddr)
		return ws_fail(error, ENOEXEC, "segment %zu of the guest image is damaged",
			       elf->count);
	elf->segments[elf->count++] = (struct vmm_segment){
		.address = program->p_paddr,
		.size = program->p_memsz,
		.data = file->data + program->p_offset,
		.data_size = program->p_filesz,
	};
	return 0;
}

/* The value of PVH's note. */
static bool see_entry(const Elf64_Nhdr *note, const uint8_t *name, const uint8_t *value,
		      uint32_t *entry)
{
	if (note->n_type != NOTE_PHYS32_ENTRY || note->n_namesz != sizeof(NOTE_OWNER) ||
	    memcmp(name, NOTE_OWNER, sizeof(NOTE_OWNER)) != 0 || note->n_descsz < sizeof(*entry))
		return false;
	memcpy(entry, value, sizeof(*entry));
	return true;
}

static bool find_entry(const struct file *notes, uint32_t *entry)
{
	uint64_t at = 0;
	Elf64_Nhdr note;

	while (holds(notes, at, sizeof(note))) {
		uint64_t name = at + sizeof(note);
		uint64_t value;

		memcpy(&note, notes->data + at, sizeof(note));
		value = name + align(note.n_namesz);
		if (!holds(notes, value, note.n_descsz))
			return false;
		if (see_entry(&note, notes->data + name, notes->data + value, entry))
			return true;
		at = value + align(note.n_descsz);
	}
	return false;
}

static int read_program(const struct file *file, const Elf64_Phdr *program, struct vmm_elf *elf,
			bool *found, struct ws_error *error)
{
	struct file notes;

	if (program->p_type == PT_LOAD)
		return keep_segment(file, program, elf, error);
	if (program->p_type != PT_NOTE || !holds(file, program->p_offset, program->p_filesz))
		return 0;
	notes = (struct file){.data = file->data + program->p_offset, .size = program->p_filesz};
	*found |= find_entry(&notes, &elf->entry);
	return 0;
}

int vmm_elf_read(const uint8_t *data, size_t size, struct vmm_elf *elf, struct ws_error *error)
{
	const struct file file = {.data = data, .size = size};
	bool found = false;
	Elf64_Ehdr header = {0};
	int result = check_header(&file, &header, error);

	*elf = (struct vmm_elf){.count = 0};
	for (unsigned int i = 0; i < header.e_phnum && !result; i++) {
		Elf64_Phdr program;

		memcpy(&program, data + header.e_phoff + i * sizeof(program), sizeof(program));
		result = read_program(&file, &program, elf, &found, error);
	}
	if (result)
		return result;
	if (!found)
		return ws_fail(error, ENOEXEC, "the guest image has no entry for PVH");
	return elf->count ? 0 : ws_fail(error, ENOEXEC, "the guest image has nothing to load");
}
