// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads Debian packages without dpkg: an ar archive of two compressed tar archives, control first
 * (deb(5)), each read through the outer one's bytes. Sizes are bounded by what the headers declare,
 * before anything is unpacked, so that a small file can't keep us busy for hours.
 */
#include "lab/deb.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/modules.h"
#include "lab/tools.h"
#include "support/file.h"

#define BLOCK       65536
#define CONTROL_MAX (1 << 18)
#define MEMBERS_MAX 16
#define ENTRIES_MAX 200000

struct reader {
	const char *path;
	const struct deb_wanted *wanted;
	int image;
	const volatile int *interrupted;
	struct deb *deb;
	struct modules modules;
	struct tools tools;
	bool has_control;
	struct archive *outer;
	char block[BLOCK]; /* from the package */
	char data[BLOCK];  /* from the member */
	struct ws_error *error;
};

static int malformed(struct reader *reader, struct archive *archive, const char *otherwise)
{
	const char *why = archive ? archive_error_string(archive) : NULL;

	return ws_fail(reader->error, EBADMSG, "%s is not a whole Debian package: %s", reader->path,
		       why ? why : otherwise);
}

static int too_large(struct reader *reader, const char *what)
{
	return ws_fail(reader->error, EFBIG, "%s: %s is larger than a hypervisor's ever is",
		       reader->path, what);
}

static la_ssize_t read_outer(struct archive *archive, void *context, const void **block)
{
	struct reader *reader = context;
	la_ssize_t got = archive_read_data(reader->outer, reader->block, BLOCK);

	if (got < 0)
		archive_set_error(archive, EIO, "%s", archive_error_string(reader->outer));
	*block = reader->block;
	return got;
}

static struct archive *open_member(struct reader *reader)
{
	struct archive *tar = archive_read_new();

	if (!tar)
		return NULL;
	archive_read_support_format_tar(tar);
	archive_read_support_filter_gzip(tar);
	archive_read_support_filter_xz(tar);
	archive_read_support_filter_zstd(tar);
	if (archive_read_open(tar, reader, NULL, read_outer, NULL) == ARCHIVE_OK)
		return tar;
	malformed(reader, tar, "a member of it can't be read");
	archive_read_free(tar);
	return NULL;
}

/* The next entry: 1 there is one, 0 the end. */
static int next_entry(struct reader *reader, struct archive *archive, struct archive_entry **entry)
{
	int result = archive_read_next_header(archive, entry);

	if (result == ARCHIVE_EOF)
		return 0;
	if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
		return 1;
	return malformed(reader, archive, "it can't be read");
}

static bool is_file(struct archive_entry *entry)
{
	return archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry) &&
	       archive_entry_size_is_set(entry);
}

static const char *name_of(struct archive_entry *entry)
{
	const char *name = archive_entry_pathname(entry);

	if (!name)
		return ""; /* not to be said in this locale: not a name we look for */
	return strncmp(name, "./", 2) == 0 ? name + 2 : name;
}

static int read_control_file(struct reader *reader, struct archive *tar)
{
	char *text = malloc(CONTROL_MAX + 1);
	la_ssize_t size;
	int result = 0;

	if (!text)
		return ws_fail_errno(reader->error, ENOMEM, "cannot read %s", reader->path);
	size = archive_read_data(tar, text, CONTROL_MAX + 1);
	if (size < 0)
		result = malformed(reader, tar, "its control file can't be read");
	else if (size > CONTROL_MAX)
		result = too_large(reader, "its control file");
	else if (deb_control_parse(text, (size_t)size, reader->wanted->dependency_prefix,
				   &reader->deb->control) < 0)
		result = malformed(reader, NULL, "its control file names no package and version");
	reader->has_control = !result;
	free(text);
	return result;
}

/* 1: go on, 0: found what was looked for. */
static int visit_control(struct reader *reader, struct archive *tar, struct archive_entry *entry)
{
	if (!is_file(entry) || strcmp(name_of(entry), "control") != 0)
		return 1;
	return read_control_file(reader, tar);
}

static bool is_image(const struct deb_wanted *wanted, struct archive_entry *entry)
{
	const char *folder = wanted->folder ? wanted->folder : "boot/";
	const char *name = name_of(entry);
	size_t prefix = strlen(wanted->prefix);
	size_t suffix = strlen(wanted->suffix);
	size_t length;

	if (!is_file(entry) || strncmp(name, folder, strlen(folder)) != 0)
		return false;
	name += strlen(folder);
	if (strchr(name, '/'))
		return false;
	length = strlen(name);
	return length > prefix + suffix && strncmp(name, wanted->prefix, prefix) == 0 &&
	       strcmp(name + length - suffix, wanted->suffix) == 0;
}

static int copy_image(struct reader *reader, struct archive *tar, int64_t size)
{
	int64_t done = 0;
	la_ssize_t got;

	while ((got = archive_read_data(tar, reader->data, BLOCK)) > 0) {
		int result;

		done += got;
		if (done > DEB_IMAGE_MAX)
			return too_large(reader, "its image");
		result = ws_write_all(reader->image, reader->data, (size_t)got);
		if (result)
			return ws_fail_errno(reader->error, -result, "cannot unpack %s",
					     reader->path);
	}
	if (got < 0 || done != size)
		return malformed(reader, tar, "its image is cut short");
	reader->deb->has_image = true;
	return 0;
}

/* A file of the package, allocated. */
static int read_whole(struct reader *reader, struct archive *tar, size_t size, char **data)
{
	la_ssize_t got;
	int result = 0;

	*data = malloc(size + 1);
	if (!*data)
		return ws_fail_errno(reader->error, ENOMEM, "cannot read %s", reader->path);
	got = archive_read_data(tar, *data, size + 1);
	if (got < 0 || (size_t)got != size) {
		result = malformed(reader, tar, "a file of it is cut short");
		free(*data);
		*data = NULL;
	}
	return result;
}

static int take_module(struct reader *reader, struct archive *tar, int index, size_t size)
{
	char *data;
	int result = read_whole(reader, tar, size, &data);

	if (result)
		return result;
	result = modules_take(&reader->modules, index, data, size, reader->error);
	free(data);
	return result ? result : 1;
}

static int visit_modules(struct reader *reader, struct archive *tar, struct archive_entry *entry)
{
	int index = is_file(entry) ? modules_index(reader->wanted->modules, name_of(entry)) : -1;

	if (index < 0)
		return 1;
	if (archive_entry_size(entry) > MODULE_MAX)
		return too_large(reader, "a module of it");
	return take_module(reader, tar, index, (size_t)archive_entry_size(entry));
}

static int visit_tools(struct reader *reader, struct archive *tar, struct archive_entry *entry)
{
	const char *name = name_of(entry);
	const char *target = archive_entry_symlink(entry);
	char *data;
	int result = 0;

	if (!tools_want(reader->wanted->tools, name))
		return 1;
	if (archive_entry_filetype(entry) == AE_IFLNK && target) {
		result = tools_take_link(&reader->tools, name, target, reader->error);
	} else if (is_file(entry)) {
		size_t size = (size_t)archive_entry_size(entry);

		if (archive_entry_size(entry) > TOOL_MAX)
			return too_large(reader, "a program of it");
		result = read_whole(reader, tar, size, &data);
		if (!result)
			result = tools_take(&reader->tools, name, data, size, reader->error);
	}
	return result ? result : 1;
}

/* All of them are known when the package has been read to its end. */
static int write_archive(struct reader *reader)
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

static int visit_data(struct reader *reader, struct archive *tar, struct archive_entry *entry)
{
	if (!is_image(reader->wanted, entry))
		return 1;
	if (archive_entry_size(entry) > DEB_IMAGE_MAX)
		return too_large(reader, "its image");
	return copy_image(reader, tar, archive_entry_size(entry));
}

typedef int (*visitor)(struct reader *, struct archive *, struct archive_entry *);

static int walk_member(struct reader *reader, visitor visit)
{
	struct archive *tar = open_member(reader);
	struct archive_entry *entry;
	int64_t declared = 0;
	int entries = 0;
	int result;

	if (!tar)
		return -EBADMSG;
	while ((result = next_entry(reader, tar, &entry)) == 1) {
		if (archive_entry_size(entry) > 0)
			declared += archive_entry_size(entry) < DEB_UNPACKED_MAX
					    ? archive_entry_size(entry)
					    : DEB_UNPACKED_MAX;
		result = visit(reader, tar, entry);
		if (result == 1 && (declared >= DEB_UNPACKED_MAX || ++entries > ENTRIES_MAX))
			result = too_large(reader, "what it holds");
		if (result == 1 && reader->interrupted && *reader->interrupted)
			result = ws_fail(reader->error, EINTR, "interrupted while unpacking %s",
					 reader->path);
		if (result != 1)
			break;
	}
	archive_read_free(tar);
	return result;
}

static int walk_data(struct reader *reader)
{
	visitor visit = reader->wanted->modules ? visit_modules
			: reader->wanted->tools ? visit_tools
						: visit_data;
	int result = walk_member(reader, visit);

	if (!result && visit != visit_data)
		result = write_archive(reader);
	modules_free(&reader->modules);
	tools_free(&reader->tools);
	return result;
}

static int walk_package(struct reader *reader)
{
	struct archive_entry *member;
	int result;

	for (int members = 0; members < MEMBERS_MAX; members++) {
		const char *name;

		result = next_entry(reader, reader->outer, &member);
		if (result <= 0)
			break;
		name = name_of(member);
		if (strncmp(name, "control.tar", 11) == 0) {
			result = walk_member(reader, visit_control);
			if (result < 0)
				return result;
		} else if (strncmp(name, "data.tar", 8) == 0 && reader->has_control) {
			return walk_data(reader);
		}
	}
	return result < 0 ? result : malformed(reader, NULL, "a part of it is missing");
}

int deb_unpack(const char *path, const struct deb_wanted *wanted, int image,
	       const volatile int *interrupted, struct deb *deb, struct ws_error *error)
{
	struct reader reader = {
		.path = path,
		.wanted = wanted,
		.image = image,
		.interrupted = interrupted,
		.deb = deb,
		.outer = archive_read_new(),
		.error = error,
	};
	int result;

	*deb = (struct deb){0};
	if (!reader.outer)
		return ws_fail_errno(error, ENOMEM, "cannot read %s", path);
	archive_read_support_format_ar(reader.outer);
	if (archive_read_open_filename(reader.outer, path, BLOCK) == ARCHIVE_OK)
		result = walk_package(&reader);
	else
		result = malformed(&reader, reader.outer, "it can't be opened");
	archive_read_free(reader.outer);
	return result;
}
