/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files for the tests of where hypervisors come from: folders, images and packages made on the
 * spot. */
#ifndef TESTS_UNIT_LAB_FILES_H
#define TESTS_UNIT_LAB_FILES_H

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of a package made in memory. */
#define PACKAGE_MAX (8U << 20)

struct packed_file {
	const char *name;
	unsigned int type; /* AE_IFREG where 0 */
	const char *link;  /* of a symbolic link */
	const void *data;
	size_t size;
};

static inline char *make_folder(void)
{
	const char *where = getenv("TMPDIR");
	char *path;

	assert_true(asprintf(&path, "%s/worldswitch-test-XXXXXX", where ? where : P_tmpdir) > 0);
	assert_non_null(mkdtemp(path));
	return path;
}

static inline int remove_one(const char *path, const struct stat *status, int type,
			     struct FTW *place)
{
	(void)status;
	(void)type;
	(void)place;
	return remove(path);
}

static inline void remove_folder(char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(path);
}

/* FOLDER/name, in one of a few buffers that take turns. */
static inline const char *in(const char *folder, const char *name)
{
	static char paths[8][512];
	static unsigned int turn;
	char *path = paths[turn++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

static inline void write_file(const char *path, const void *data, size_t size)
{
	FILE *file = fopen(path, "we");
	int closed;

	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, size, file), size);
	closed = fclose(file);
	assert_int_equal(closed, 0);
}

static inline void write_text(const char *path, const char *text)
{
	write_file(path, text, strlen(text));
}

/* An arm64 Image header with text after it; the text tells what the image is. */
#define IMAGE_TEST_SIZE 4096UL
static inline void put_bytes(unsigned char *to, const char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		to[i] = (unsigned char)bytes[i];
}

static inline void make_image(unsigned char image[IMAGE_TEST_SIZE], const char *text)
{
	const uint64_t size = 2 * IMAGE_TEST_SIZE;

	memset(image, 0, IMAGE_TEST_SIZE);
	memcpy(image + 16, &size, sizeof(size));
	put_bytes(image + 56, "ARM\x64", 4);
	put_bytes(image + 1024, text, strlen(text));
}

#define KERNEL_TEXT "Linux version 6.99.1-test (somebody) #1"
#define XEN_TEXT    "Xen version %d.%d%s (%s@%s)\0xen,xen-4.99"

static inline void pack_entry(struct archive *archive, const struct packed_file *file)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, file->name);
	archive_entry_set_filetype(entry, file->type ? file->type : AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)file->size);
	if (file->link)
		archive_entry_set_symlink(entry, file->link);
	assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
	if (file->size)
		assert_int_equal(archive_write_data(archive, file->data, file->size), file->size);
	archive_entry_free(entry);
}

/* Packs files into memory and returns its size. */
static inline size_t pack(char *memory, int (*format)(struct archive *),
			  int (*filter)(struct archive *), const struct packed_file *files,
			  size_t count)
{
	struct archive *archive = archive_write_new();
	size_t used = 0;

	assert_int_equal(format(archive), ARCHIVE_OK);
	assert_int_equal(filter(archive), ARCHIVE_OK);
	archive_write_set_bytes_in_last_block(archive, 1);
	assert_int_equal(archive_write_open_memory(archive, memory, PACKAGE_MAX, &used),
			 ARCHIVE_OK);
	for (size_t i = 0; i < count; i++)
		pack_entry(archive, &files[i]);
	assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
	return used;
}

/* A package with these bytes as its data member. */
static inline void make_package_of(const char *path, const char *control, const char *data_name,
				   const void *data, size_t data_size)
{
	char *inner = malloc(PACKAGE_MAX);
	char *outer = malloc(PACKAGE_MAX);
	const struct packed_file file = {
		.name = "./control", .data = control, .size = strlen(control)};
	struct packed_file members[] = {
		{.name = "debian-binary", .data = "2.0\n", .size = 4},
		{.name = "control.tar.gz", .data = inner},
		{.name = data_name, .data = data, .size = data_size},
	};
	size_t size;

	assert_non_null(inner);
	assert_non_null(outer);
	members[1].size = pack(inner, archive_write_set_format_ustar, archive_write_add_filter_gzip,
			       &file, 1);
	size = pack(outer, archive_write_set_format_ar_svr4, archive_write_add_filter_none, members,
		    3);
	write_file(path, outer, size);
	free(inner);
	free(outer);
}

static inline void make_package(const char *path, const char *control,
				const struct packed_file *files, size_t count)
{
	char *data = malloc(PACKAGE_MAX);
	size_t size;

	assert_non_null(data);
	size = pack(data, archive_write_set_format_gnutar, archive_write_add_filter_xz, files,
		    count);
	make_package_of(path, control, "data.tar.xz", data, size);
	free(data);
}

#endif
