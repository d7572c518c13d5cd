// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * An initramfs. Linux opens /dev/console for /init itself, before anything can mount a devtmpfs, so
 * the node must be in the archive; with /dev/kvm there too, /init need not mount anything.
 */
#include "lab/initramfs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lab/cpio.h"
#include "support/file.h"

#define PROGRAM_MAX   (64U << 20)
#define ARCHIVE_MAX   (128U << 20)
#define OVERHEAD_SIZE (64U << 10) /* headers, names, padding: far more than a few entries take */

/* Linux, Documentation/admin-guide/devices.txt: console is 5, 1; kvm is misc 10, 232. */
static const struct cpio_entry nodes[] = {
	{.path = "dev", .mode = S_IFDIR | 0755},
	{.path = "dev/console", .mode = S_IFCHR | 0600, .major = 5, .minor = 1},
	{.path = "dev/kvm", .mode = S_IFCHR | 0600, .major = 10, .minor = 232},
};

static int make(const char *program, size_t program_size, char **archive, size_t *size)
{
	const struct cpio_entry init = {
		.path = "init", .mode = S_IFREG | 0755, .data = program, .size = program_size};
	struct cpio cpio;
	int result = cpio_begin(&cpio, program_size + OVERHEAD_SIZE);

	for (size_t i = 0; i < sizeof(nodes) / sizeof(nodes[0]) && !result; i++)
		result = cpio_add(&cpio, &nodes[i]);
	if (!result)
		result = cpio_add(&cpio, &init);
	return cpio_end(&cpio, result, archive, size);
}

static int append(const char *data, size_t data_size, char **archive, size_t *size,
		  struct ws_error *error)
{
	char *both = realloc(*archive, *size + data_size);

	if (!both)
		return ws_fail_errno(error, ENOMEM, "cannot make an initramfs");
	memcpy(both + *size, data, data_size);
	*archive = both;
	*size += data_size;
	return 0;
}

int initramfs_append(const char *other, char **archive, size_t *size, struct ws_error *error)
{
	char *data;
	size_t data_size;
	int result = ws_file_read(other, ARCHIVE_MAX, &data, &data_size, error);

	if (result)
		return result;
	result = append(data, data_size, archive, size, error);
	free(data);
	return result;
}

static int pack(const struct cpio_entry *entry, char **archive, size_t *size)
{
	struct cpio cpio;
	int result = cpio_begin(&cpio, entry->size + OVERHEAD_SIZE);

	if (!result)
		result = cpio_add(&cpio, entry);
	return cpio_end(&cpio, result, archive, size);
}

int initramfs_append_program(const char *path, const char *name, char **archive, size_t *size,
			     struct ws_error *error)
{
	struct cpio_entry entry = {.path = name, .mode = S_IFREG | 0755};
	char *data, *packed;
	size_t packed_size;
	int result = ws_file_read(path, PROGRAM_MAX, &data, &entry.size, error);

	if (result)
		return result;
	entry.data = data;
	result = pack(&entry, &packed, &packed_size);
	free(data);
	if (result)
		return ws_fail_errno(error, -result, "cannot make an initramfs");
	result = append(packed, packed_size, archive, size, error);
	free(packed);
	return result;
}

int initramfs_make(const char *program, const char *modules, char **archive, size_t *size,
		   struct ws_error *error)
{
	size_t program_size;
	char *data;
	int result = ws_file_read(program, PROGRAM_MAX, &data, &program_size, error);

	if (result)
		return result;
	result = make(data, program_size, archive, size);
	free(data);
	if (result)
		return ws_fail_errno(error, -result, "cannot make an initramfs");
	if (modules)
		result = initramfs_append(modules, archive, size, error);
	if (result) {
		free(*archive);
		*archive = NULL;
	}
	return result;
}
