// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Kernel modules. Debian compresses them by xz since trixie; Linux unpacks no module by itself when
 * it is loaded from memory, so that they are unpacked here.
 */
#include "lab/modules.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lab/cpio.h"

#define CHUNK 65536

int modules_index(const char *const *names, const char *path)
{
	const char *name = strrchr(path, '/');

	if (!name || !strstr(path, "lib/modules/"))
		return -1;
	name++;
	for (int at = 0; at < MODULES_MAX && names[at]; at++) {
		size_t length = strlen(names[at]);

		if (strncmp(name, names[at], length) == 0 &&
		    strncmp(name + length, ".ko", 3) == 0 &&
		    (!name[length + 3] || name[length + 3] == '.'))
			return at;
	}
	return -1;
}

static int unpack_all(struct archive *archive, char *data, size_t *size)
{
	struct archive_entry *entry;
	la_ssize_t got = 0;

	if (archive_read_next_header(archive, &entry) != ARCHIVE_OK)
		return -EBADMSG;
	*size = 0;
	while (*size < MODULE_MAX &&
	       (got = archive_read_data(archive, data + *size, MODULE_MAX - *size)) > 0)
		*size += (size_t)got;
	if (got < 0)
		return -EBADMSG;
	return *size == MODULE_MAX ? -EFBIG : 0;
}

/* libarchive's format "raw" is one file in whatever compression it is. */
static int unpack(const void *packed, size_t packed_size, char *data, size_t *size)
{
	struct archive *archive = archive_read_new();
	int result = -EBADMSG;

	if (!archive)
		return -ENOMEM;
	archive_read_support_format_raw(archive);
	archive_read_support_filter_gzip(archive);
	archive_read_support_filter_xz(archive);
	archive_read_support_filter_zstd(archive);
	if (archive_read_open_memory(archive, packed, packed_size) == ARCHIVE_OK)
		result = unpack_all(archive, data, size);
	archive_read_free(archive);
	return result;
}

int modules_take(struct modules *modules, int index, const void *data, size_t size,
		 struct ws_error *error)
{
	char *unpacked = malloc(MODULE_MAX);
	size_t unpacked_size = 0;
	int result = unpacked ? unpack(data, size, unpacked, &unpacked_size) : -ENOMEM;

	if (!result && modules->list[index].data)
		result = -EBADMSG; /* the same name twice */
	if (result) {
		free(unpacked);
		return ws_fail_errno(error, -result, "cannot unpack a kernel module");
	}
	modules->list[index].data = unpacked;
	modules->list[index].size = unpacked_size;
	modules->count++;
	return 0;
}

static int add_file(struct cpio *cpio, const char *name, const char *suffix, const void *data,
		    size_t size)
{
	char path[sizeof(MODULES_FOLDER) + MODULE_NAME + 8];
	const struct cpio_entry entry = {
		.path = path, .mode = S_IFREG | 0644, .data = data, .size = size};

	snprintf(path, sizeof(path), MODULES_FOLDER "/%s%s", name, suffix);
	return cpio_add(cpio, &entry);
}

static int add_modules(struct cpio *cpio, const struct modules *modules, const char *const *names)
{
	const struct cpio_entry folder = {.path = MODULES_FOLDER, .mode = S_IFDIR | 0755};
	char order[MODULES_MAX * (MODULE_NAME + 4)] = "";
	int result = cpio_add(cpio, &folder);

	for (int at = 0; at < MODULES_MAX && names[at] && !result; at++) {
		size_t used = strlen(order);

		if (!modules->list[at].data)
			continue;
		snprintf(order + used, sizeof(order) - used, "%s.ko\n", names[at]);
		result = add_file(cpio, names[at], ".ko", modules->list[at].data,
				  modules->list[at].size);
	}
	return result ? result : add_file(cpio, "order", "", order, strlen(order));
}

int modules_archive(const struct modules *modules, const char *const *names, char **archive,
		    size_t *size, struct ws_error *error)
{
	struct cpio cpio;
	size_t room = CHUNK;
	int result;

	for (int at = 0; at < MODULES_MAX; at++)
		room += modules->list[at].size;
	result = cpio_begin(&cpio, room);
	if (!result)
		result = add_modules(&cpio, modules, names);
	result = cpio_end(&cpio, result, archive, size);
	return result ? ws_fail_errno(error, -result, "cannot make an archive of modules") : 0;
}

void modules_free(struct modules *modules)
{
	for (int at = 0; at < MODULES_MAX; at++)
		free(modules->list[at].data);
	*modules = (struct modules){.count = 0};
}
