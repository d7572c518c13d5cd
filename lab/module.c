// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Modules are object files (ELF-64, relocatable). They are unpacked here, because only some kernels
 * can do it themselves (CONFIG_MODULE_DECOMPRESS).
 */
#include "lab/module.h"

#include <archive.h>
#include <archive_entry.h>
#include <elf.h>
#include <endian.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "support/file.h"

#define PACKED_MAX (4U << 20)
#define MODULE_MAX (16U << 20)

/* The one file that is in compressed bytes without an archive of their own; -1: it is not whole. */
static la_ssize_t read_packed(struct archive *archive, const char *packed, size_t size, char *data)
{
	struct archive_entry *entry;

	archive_read_support_filter_xz(archive);
	archive_read_support_format_raw(archive);
	if (archive_read_open_memory(archive, packed, size) != ARCHIVE_OK ||
	    archive_read_next_header(archive, &entry) != ARCHIVE_OK)
		return -1;
	return archive_read_data(archive, data, MODULE_MAX);
}

static int unpack(const char *path, char **data, size_t *size, struct ws_error *error)
{
	struct archive *archive = archive_read_new();
	char *unpacked = malloc(MODULE_MAX);
	la_ssize_t length;

	if (!archive || !unpacked) {
		archive_read_free(archive);
		free(unpacked);
		return ws_fail_errno(error, ENOMEM, "cannot unpack %s", path);
	}
	length = read_packed(archive, *data, *size, unpacked);
	archive_read_free(archive);
	if (length < 0 || length == MODULE_MAX) {
		free(unpacked);
		return ws_fail(error, EINVAL, "%s is damaged", path);
	}
	free(*data);
	*data = unpacked;
	*size = (size_t)length;
	return 0;
}

static bool is_module(const char *data, size_t size)
{
	Elf64_Ehdr header;

	if (size < sizeof(header))
		return false;
	memcpy(&header, data, sizeof(header));
	return memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 &&
	       header.e_ident[EI_CLASS] == ELFCLASS64 && header.e_ident[EI_DATA] == ELFDATA2LSB &&
	       le16toh(header.e_type) == ET_REL && le16toh(header.e_machine) == EM_AARCH64;
}

int module_read(const char *path, char **data, size_t *size, struct ws_error *error)
{
	int result = ws_file_read(path, PACKED_MAX, data, size, error);

	if (result)
		return result;
	if (*size > 6 && memcmp(*data,
				"\xfd"
				"7zXZ",
				6) == 0)
		result = unpack(path, data, size, error);
	if (!result && !is_module(*data, *size))
		result = ws_fail(error, EINVAL, "%s is not a module of an arm64 kernel", path);
	if (result) {
		free(*data);
		*data = NULL;
	}
	return result;
}

int module_check(const char *path, struct ws_error *error)
{
	char *data;
	size_t size;
	int result = module_read(path, &data, &size, error);

	if (!result)
		free(data);
	return result;
}
