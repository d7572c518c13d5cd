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

#include "lab/deb_reader.h"

#define CONTROL_MAX (1 << 18)
#define MEMBERS_MAX 16
#define ENTRIES_MAX 200000

int deb_malformed(struct deb_reader *reader, struct archive *archive, const char *otherwise)
{
	const char *why = archive ? archive_error_string(archive) : NULL;

	return ws_fail(reader->error, EBADMSG, "%s is not a whole Debian package: %s", reader->path,
		       why ? why : otherwise);
}

int deb_too_large(struct deb_reader *reader, const char *what)
{
	return ws_fail(reader->error, EFBIG, "%s: %s is larger than a hypervisor's ever is",
		       reader->path, what);
}

static la_ssize_t read_outer(struct archive *archive, void *context, const void **block)
{
	struct deb_reader *reader = context;
	la_ssize_t got = archive_read_data(reader->outer, reader->block, DEB_BLOCK);

	if (got < 0)
		archive_set_error(archive, EIO, "%s", archive_error_string(reader->outer));
	*block = reader->block;
	return got;
}

static struct archive *open_member(struct deb_reader *reader)
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
	deb_malformed(reader, tar, "a member of it can't be read");
	archive_read_free(tar);
	return NULL;
}

/* The next entry: 1 there is one, 0 the end. */
static int next_entry(struct deb_reader *reader, struct archive *archive,
		      struct archive_entry **entry)
{
	int result = archive_read_next_header(archive, entry);

	if (result == ARCHIVE_EOF)
		return 0;
	if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
		return 1;
	return deb_malformed(reader, archive, "it can't be read");
}

bool deb_is_file(struct archive_entry *entry)
{
	return archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry) &&
	       archive_entry_size_is_set(entry);
}

const char *deb_name_of(struct archive_entry *entry)
{
	const char *name = archive_entry_pathname(entry);

	if (!name)
		return ""; /* not to be said in this locale: not a name we look for */
	return strncmp(name, "./", 2) == 0 ? name + 2 : name;
}

static int read_control_file(struct deb_reader *reader, struct archive *tar)
{
	char *text = malloc(CONTROL_MAX + 1);
	la_ssize_t size;
	int result = 0;

	if (!text)
		return ws_fail_errno(reader->error, ENOMEM, "cannot read %s", reader->path);
	size = archive_read_data(tar, text, CONTROL_MAX + 1);
	if (size < 0)
		result = deb_malformed(reader, tar, "its control file can't be read");
	else if (size > CONTROL_MAX)
		result = deb_too_large(reader, "its control file");
	else if (deb_control_parse(text, (size_t)size, reader->wanted->dependency_prefix,
				   &reader->deb->control) < 0)
		result = deb_malformed(reader, NULL,
				       "its control file names no package and version");
	reader->has_control = !result;
	free(text);
	return result;
}

/* 1: go on, 0: found what was looked for. */
static int visit_control(struct deb_reader *reader, struct archive *tar,
			 struct archive_entry *entry)
{
	if (!deb_is_file(entry) || strcmp(deb_name_of(entry), "control") != 0)
		return 1;
	return read_control_file(reader, tar);
}

static int walk_member(struct deb_reader *reader, deb_visitor visit)
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
			result = deb_too_large(reader, "what it holds");
		if (result == 1 && reader->interrupted && *reader->interrupted)
			result = ws_fail(reader->error, EINTR, "interrupted while unpacking %s",
					 reader->path);
		if (result != 1)
			break;
	}
	archive_read_free(tar);
	return result;
}

static int walk_data(struct deb_reader *reader)
{
	int result = walk_member(reader, deb_data_visitor(reader->wanted));

	return deb_data_end(reader, result);
}

static int walk_package(struct deb_reader *reader)
{
	struct archive_entry *member;
	int result;

	for (int members = 0; members < MEMBERS_MAX; members++) {
		const char *name;

		result = next_entry(reader, reader->outer, &member);
		if (result <= 0)
			break;
		name = deb_name_of(member);
		if (strncmp(name, "control.tar", 11) == 0) {
			result = walk_member(reader, visit_control);
			if (result < 0)
				return result;
		} else if (strncmp(name, "data.tar", 8) == 0 && reader->has_control) {
			return walk_data(reader);
		}
	}
	return result < 0 ? result : deb_malformed(reader, NULL, "a part of it is missing");
}

int deb_unpack(const char *path, const struct deb_wanted *wanted, int image,
	       const volatile int *interrupted, struct deb *deb, struct ws_error *error)
{
	struct deb_reader reader = {
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
	if (archive_read_open_filename(reader.outer, path, DEB_BLOCK) == ARCHIVE_OK)
		result = walk_package(&reader);
	else
		result = deb_malformed(&reader, reader.outer, "it can't be opened");
	archive_read_free(reader.outer);
	return result;
}
