// SPDX-License-Identifier: GPL-2.0-or-later
/* Archives by libarchive, in memory, without a time or an owner: equal files, equal bytes. */
#include "lab/cpio.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

int cpio_begin(struct cpio *cpio, size_t room)
{
	*cpio = (struct cpio){.archive = archive_write_new(), .buffer = malloc(room)};
	if (!cpio->archive || !cpio->buffer)
		return -ENOMEM;
	if (archive_write_set_format_cpio_newc(cpio->archive) != ARCHIVE_OK ||
	    archive_write_set_bytes_in_last_block(cpio->archive, 1) != ARCHIVE_OK ||
	    archive_write_open_memory(cpio->archive, cpio->buffer, room, &cpio->used) != ARCHIVE_OK)
		return -EIO;
	return 0;
}

int cpio_add(struct cpio *cpio, const struct cpio_entry *entry)
{
	struct archive_entry *added = archive_entry_new2(cpio->archive);
	int result = 0;

	if (!added)
		return -ENOMEM;
	archive_entry_set_pathname(added, entry->path);
	archive_entry_set_mode(added, entry->mode);
	archive_entry_set_nlink(added, 1);
	archive_entry_set_mtime(added, 0, 0);
	archive_entry_set_rdev(added, makedev(entry->major, entry->minor));
	archive_entry_set_size(added, (la_int64_t)entry->size);
	if (S_ISLNK(entry->mode))
		archive_entry_set_symlink(added, entry->target);
	if (archive_write_header(cpio->archive, added) != ARCHIVE_OK ||
	    (entry->size && archive_write_data(cpio->archive, entry->data, entry->size) !=
				    (la_ssize_t)entry->size))
		result = -EIO;
	archive_entry_free(added);
	return result;
}

int cpio_end(struct cpio *cpio, int result, char **archive, size_t *size)
{
	if (!result && archive_write_close(cpio->archive) != ARCHIVE_OK)
		result = -EIO;
	if (cpio->archive)
		archive_write_free(cpio->archive);
	*archive = result ? NULL : cpio->buffer;
	*size = result ? 0 : cpio->used;
	if (result)
		free(cpio->buffer);
	*cpio = (struct cpio){.archive = NULL};
	return result;
}
