// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is wanted of a package's files: an image as it is, or an archive of modules or of programs,
 * which is written when all of them are known.
 */
#include "lab/deb_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "support/file.h"

static bool is_image(const struct deb_wanted *wanted, struct archive_entry *entry)
{
	const char *folder = wanted->folder ? wanted->folder : "boot/";
	const char *name = deb_name_of(entry);
	size_t prefix = strlen(wanted->prefix);
	size_t suffix = strlen(wanted->suffix);
	size_t length;

	if (!deb_is_file(entry) || strncmp(name, folder, strlen(folder)) != 0)
		return false;
	name += strlen(folder);
	if (strchr(name, '/'))
		return false;
	length = strlen(name);
	return length > prefix + suffix && strncmp(name, wanted->prefix, prefix) == 0 &&
	       strcmp(name + length - suffix, wanted->suffix) == 0;
}

static int copy_image(struct deb_reader *reader, struct archive *tar, int64_t size)
{
	int64_t done = 0;
	la_ssize_t got;

	while ((got = archive_read_data(tar, reader->data, DEB_BLOCK)) > 0) {
		int result;

		done += got;
		if (done > DEB_IMAGE_MAX)
			return deb_too_large(reader, "its image");
		result = ws_write_all(reader->image, reader->data, (size_t)got);
		if (result)
			return ws_fail_errno(reader->error, -result, "cannot unpack %s",
					     reader->path);
	}
	if (got < 0 || done != size)
		return deb_malformed(reader, tar, "its image is cut short");
	reader->deb->has_image = true;
	return 0;
}

/* A file of the package, allocated. */
static int read_whole(struct deb_reader *reader, struct archive *tar, size_t size, char **data)
{
	la_ssize_t got;
	int result = 0;

	*data = malloc(size + 1);
	if (!*data)
		return ws_fail_errno(reader->error, ENOMEM, "cannot read %s", reader->path);
	got = archive_read_data(tar, *data, size + 1);
	if (got < 0 || (size_t)got != size) {
		result = deb_malformed(reader, tar, "a file of it is cut short");
		free(*data);
		*data = NULL;
	}
	return result;
}

static int take_module(struct deb_reader *reader, struct archive *tar, int index, size_t size)
{
	char *data;
	int result = read_whole(reader, tar, size, &data);

	if (result)
		return result;
	result = modules_take(&reader->modules, index, data, size, reader->error);
	free(data);
	return result ? result : 1;
}

static int visit_modules(struct deb_reader *reader, struct archive *tar,
			 struct archive_entry *entry)
{
	int index = deb_is_file(entry) ? modules_index(reader->wanted->modules, deb_name_of(entry))
				       : -1;

	if (index < 0)
		return 1;
	if (archive_entry_size(entry) > MODULE_MAX)
		return deb_too_large(reader, "a module of it");
	return take_module(reader, tar, index, (size_t)archive_entry_size(entry));
}

static int visit_tools(struct deb_reader *reader, struct archive *tar, struct archive_entry *entry)
{
	const char *name = deb_name_of(entry);
	const char *target = archive_entry_symlink(entry);
	char *data;
	int result = 0;

	if (!tools_want(reader->wanted->tools, name))
		return 1;
	if (archive_entry_filetype(entry) == AE_IFLNK && target) {
		result = tools_take_link(&reader->tools, name, target, reader->error);
	} else if (deb_is_file(entry)) {
		size_t size = (size_t)archive_entry_size(entry);

		if (archive_entry_size(entry) > TOOL_MAX)
			return deb_too_large(reader, "a program of it");
		result = read_whole(reader, tar, size, &data);
		if (!result)
			result = tools_take(&reader->tools, name, data, size, reader->error);
	}
	return result ? result : 1;
}

/* All of them are known when the package has been read to its end. */
static int write_archive(struct deb_reader *reader)
{
	char *archive;
	size_t size;
	int result;

	if (!reader->modules.count && !reader->tools.count)
		return 0;
	result = reader->wanted->modules
			 ? modules_archive(&reader->modules, reader->wanted->modules, &archive,
					   &size, reader->error)
			 : tools_archive(&reader->tools, &archive, &size, reader->error);
	if (result)
		return result;
	result = ws_write_all(reader->image, archive, size);
	free(archive);
	if (result)
		return ws_fail_errno(reader->error, -result, "cannot unpack %s", reader->path);
	reader->deb->has_image = true;
	return 0;
}

static int visit_data(struct deb_reader *reader, struct archive *tar, struct archive_entry *entry)
{
	if (!is_image(reader->wanted, entry))
		return 1;
	if (archive_entry_size(entry) > DEB_IMAGE_MAX)
		return deb_too_large(reader, "its image");
	return copy_image(reader, tar, archive_entry_size(entry));
}

deb_visitor deb_data_visitor(const struct deb_wanted *wanted)
{
	if (wanted->modules)
		return visit_modules;
	return wanted->tools ? visit_tools : visit_data;
}

int deb_data_end(struct deb_reader *reader, int result)
{
	if (!result && (reader->wanted->modules || reader->wanted->tools))
		result = write_archive(reader);
	modules_free(&reader->modules);
	tools_free(&reader->tools);
	return result;
}
