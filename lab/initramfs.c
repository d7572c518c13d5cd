// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * An initramfs (Linux, Documentation/driver-api/early-userspace/buffer-format.rst). Linux opens
 * /dev/console for /init itself, before anything can mount a devtmpfs, so the node must be in the
 * archive; with /dev/kvm there too, /init need not mount anything.
 */
#include "lab/initramfs.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "support/file.h"

#define PROGRAM_MAX   (64U << 20)
#define OVERHEAD_SIZE (64U << 10) /* headers, names, padding: far more than a few entries take */

/* Linux, Documentation/admin-guide/devices.txt: console is 5, 1; kvm is misc 10, 232. */
static const struct node {
	const char *path;
	mode_t mode;
	unsigned int major, minor;
} nodes[] = {
	{.path = "dev", .mode = S_IFDIR | 0755},
	{.path = "dev/console", .mode = S_IFCHR | 0600, .major = 5, .minor = 1},
	{.path = "dev/kvm", .mode = S_IFCHR | 0600, .major = 10, .minor = 232},
};

static int add_entry(struct archive *archive, const struct node *node, const void *data,
		     size_t size)
{
	struct archive_entry *entry = archive_entry_new2(archive);
	int result = ARCHIVE_FATAL;

	if (!entry)
		return result;
	archive_entry_set_pathname(entry, node->path);
	archive_entry_set_mode(entry, node->mode);
	archive_entry_set_nlink(entry, 1);
	archive_entry_set_mtime(entry, 0, 0);
	archive_entry_set_rdev(entry, makedev(node->major, node->minor));
	archive_entry_set_size(entry, (la_int64_t)size);
	result = archive_write_header(archive, entry);
	if (result == ARCHIVE_OK && size &&
	    archive_write_data(archive, data, size) != (la_ssize_t)size)
		result = ARCHIVE_FATAL;
	archive_entry_free(entry);
	return result;
}

static int write_entries(struct archive *archive, const struct initramfs_file *init,
			 const struct initramfs_file *files, size_t count)
{
	const struct node program = {.path = init->name, .mode = S_IFREG | 0755};

	for (size_t i = 0; i < sizeof(nodes) / sizeof(nodes[0]); i++)
		if (add_entry(archive, &nodes[i], NULL, 0) != ARCHIVE_OK)
			return ARCHIVE_FATAL;
	if (add_entry(archive, &program, init->data, init->size) != ARCHIVE_OK)
		return ARCHIVE_FATAL;
	for (size_t i = 0; i < count; i++) {
		const struct node file = {.path = files[i].name, .mode = S_IFREG | 0644};

		if (add_entry(archive, &file, files[i].data, files[i].size) != ARCHIVE_OK)
			return ARCHIVE_FATAL;
	}
	return archive_write_close(archive);
}

struct room {
	char *at;
	size_t size, used;
};

static int write_archive(const struct initramfs_file *init, const struct initramfs_file *files,
			 size_t count, struct room *room, struct ws_error *error)
{
	struct archive *archive = archive_write_new();
	int result = 0;

	if (!archive)
		return ws_fail_errno(error, ENOMEM, "cannot make an initramfs");
	if (archive_write_set_format_cpio_newc(archive) != ARCHIVE_OK ||
	    archive_write_set_bytes_in_last_block(archive, 1) != ARCHIVE_OK ||
	    archive_write_open_memory(archive, room->at, room->size, &room->used) != ARCHIVE_OK ||
	    write_entries(archive, init, files, count) != ARCHIVE_OK)
		result = ws_fail(error, EIO, "cannot make an initramfs: %s",
				 archive_error_string(archive));
	archive_write_free(archive);
	return result;
}

int initramfs_make(const char *program, const struct initramfs_file *files, size_t count,
		   char **archive, size_t *size, struct ws_error *error)
{
	struct initramfs_file init = {.name = "init"};
	struct room room = {.size = OVERHEAD_SIZE};
	char *data;
	int result = ws_file_read(program, PROGRAM_MAX, &data, &init.size, error);

	if (result)
		return result;
	init.data = data;
	room.size += init.size;
	for (size_t i = 0; i < count; i++)
		room.size += files[i].size;
	room.at = malloc(room.size);
	result = room.at ? write_archive(&init, files, count, &room, error)
			 : ws_fail_errno(error, ENOMEM, "cannot make an initramfs");
	free(data);
	if (result) {
		free(room.at);
		room = (struct room){.at = NULL};
	}
	*archive = room.at;
	*size = room.used;
	return result;
}
