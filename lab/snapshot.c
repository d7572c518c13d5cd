// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Finding and making snapshots. A warm look-up is one small file and one stat; the checksum of the
 * bytes is computed where the file's change time is not the recorded one. A draft is its own lock:
 * it is locked as long as its maker lives, and whoever finds one that is not goes on with it.
 */
#include "lab/snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lab/architecture.h"
#include "lab/cache.h"
#include "lab/command.h"
#include "lab/controller.h"
#include "lab/paths.h"

static char *digest_of(const struct lab_plan *plan, const char *role)
{
	for (size_t at = 0; at < plan->component_count; at++)
		if (strcmp(plan->components[at].role, role) == 0)
			return plan->components[at].sha256;
	return NULL;
}

/* Digests in place of paths, which say nothing of what is in the files. */
static void name_contents(struct lab_plan *plan)
{
	plan->emulator.path = plan->emulator.sha256;
	plan->image.path = plan->image.sha256;
	if (plan->initramfs)
		plan->initramfs = strrchr(plan->initramfs, '/') + 1; /* lab/artifact.h */
	plan->probe = digest_of(plan, "probe");
	if (plan->dom0.initramfs)
		plan->dom0.initramfs = strrchr(plan->dom0.initramfs, '/') + 1;
	if (plan->dom0.image)
		plan->dom0.image = plan->dom0.kernel.sha256;
}

int snapshot_key(const struct lab_plan *plan, char key[WS_DIGEST_SIZE], struct ws_error *error)
{
	struct lab_plan named = *plan;
	struct arguments words = {.words = NULL};
	SHA2_CTX context;
	int result;

	name_contents(&named);
	result = command_build(&named, COMMAND_SAVE, NULL, &words, error);
	SHA256Init(&context);
	for (size_t at = 0; at < words.count && !result; at++)
		SHA256Update(&context, (const uint8_t *)words.words[at],
			     strlen(words.words[at]) + 1);
	SHA256End(&context, key);
	arguments_free(&words);
	return result;
}

int snapshot_plan(struct lab_plan *plan, struct ws_error *error)
{
	char *cache = NULL;
	int result = paths_cache(&cache, error);

	if (!result)
		result = snapshot_key(plan, plan->key, error);
	if (!result) {
		plan->snapshots = paths_format("%s/" CACHE_SNAPSHOTS, cache);
		if (!plan->snapshots)
			result = ws_fail_errno(error, ENOMEM, "cannot name the cache folder");
	}
	free(cache);
	return result;
}

static char *file_of(const struct lab_plan *plan, const char *suffix)
{
	return paths_format("%s/%s%s", plan->snapshots, plan->key, suffix);
}

/* Whether the bytes are the recorded ones: looked at where the file has changed since. */
static bool is_intact(const char *path, const struct snapshot_record *record)
{
	struct ws_error ignored;
	char digest[WS_DIGEST_SIZE];
	struct store_stamp found;
	struct stat status;

	if (lstat(path, &status) < 0 || !S_ISREG(status.st_mode))
		return false;
	found = store_stamp_of(&status);
	if (store_stamp_equal(&found, &record->stamp))
		return true;
	return found.size == record->stamp.size && ws_file_digest(path, digest, &ignored) == 0 &&
	       strcmp(digest, record->sha256) == 0;
}

/* The bytes are right and the time is not, as in a copied cache: the next look-up is fast again. */
static void note_stamp(const char *path, const char *name, struct snapshot_record *record)
{
	struct ws_error ignored;
	struct store_stamp found;
	struct stat status;

	if (stat(path, &status) < 0)
		return;
	found = store_stamp_of(&status);
	if (store_stamp_equal(&found, &record->stamp))
		return;
	record->stamp = found;
	snapshot_record_write(name, record, &ignored);
}

static int look(const struct lab_plan *plan, const char *path, const char *name,
		struct snapshot_record *record, struct ws_error *error)
{
	int result = snapshot_record_read(name, record);

	if (result == -ENOENT || access(path, F_OK) < 0)
		return -ENOENT;
	if (result)
		return ws_fail(error, EBADMSG, "the record of its snapshot cannot be read");
	if (strcmp(record->key, plan->key) != 0)
		return ws_fail(error, EBADMSG, "its snapshot is one of something else");
	if (!is_intact(path, record))
		return ws_fail(error, EBADMSG, "its snapshot is damaged");
	note_stamp(path, name, record);
	return 0;
}

int snapshot_find(const struct lab_plan *plan, char **path, struct snapshot_record *record,
		  struct ws_error *error)
{
	char *name = file_of(plan, SNAPSHOT_RECORD);
	int result = -ENOENT;

	*path = file_of(plan, SNAPSHOT_FILE);
	if (name && *path)
		result = look(plan, *path, name, record, error);
	if (!result)
		utimensat(AT_FDCWD, name, NULL, 0);
	free(name);
	if (result) {
		free(*path);
		*path = NULL;
	}
	return result;
}

static int lock_file(const char *path)
{
	struct stat opened, named;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	int result;

	if (fd < 0)
		return -errno;
	result = flock(fd, LOCK_EX | LOCK_NB) < 0 ? -errno : 0;
	/* Between the two calls its maker may have given it its final name. */
	if (!result &&
	    (fstat(fd, &opened) < 0 || stat(path, &named) < 0 || opened.st_ino != named.st_ino))
		result = -EBUSY;
	if (!result)
		return fd;
	close(fd);
	return result == -EWOULDBLOCK ? -EBUSY : result;
}

int snapshot_begin(const struct lab_plan *plan, struct snapshot_draft *draft,
		   struct ws_error *error)
{
	int result = ws_directory_create(plan->snapshots, error);

	*draft = (struct snapshot_draft){.plan = plan, .lock = -1};
	if (result)
		return result;
	draft->path = file_of(plan, SNAPSHOT_DRAFT);
	draft->lock = draft->path ? lock_file(draft->path) : -ENOMEM;
	if (draft->lock >= 0)
		return 0;
	result = ws_fail_errno(error, -draft->lock, "cannot write in %s", plan->snapshots);
	free(draft->path);
	*draft = (struct snapshot_draft){.lock = -1};
	return result;
}

static int fill_record(const struct snapshot_draft *draft, const char *kvm_said,
		       struct snapshot_record *record, struct ws_error *error)
{
	const struct lab_plan *plan = draft->plan;
	const struct lab_image *image = &plan->image;
	const struct lab_controller *controller = &plan->machine.architecture->controller;
	char version[CONTROLLER_NAME_MAX];

	controller_name(controller, plan->machine.controller, version);
	*record = (struct snapshot_record){.stamp = {0}};
	snprintf(record->kvm_said, sizeof(record->kvm_said), "%s", kvm_said);
	snprintf(record->target, sizeof(record->target), "%s, %s, %s %s, %u CPUs, %s%s%s",
		 plan->request.target->id, plan->machine.cpu, controller->option, version,
		 plan->machine.cpus, image->package ? image->package : image->path,
		 image->version ? " " : "", image->version ? image->version : "");
	for (char *at = record->target; *at; at++)
		if (*at < 0x20 || *at > 0x7e)
			*at = '?'; /* a file's name, and JSON is UTF-8 */
	memcpy(record->key, plan->key, sizeof(record->key));
	return ws_file_digest(draft->path, record->sha256, error);
}

/* The bytes under their name, then their record: a record never tells of a file before it. */
static int publish(const struct snapshot_draft *draft, const char *path, const char *name,
		   struct snapshot_record *record, struct ws_error *error)
{
	struct stat status;

	int result;

	if (fsync(draft->lock) < 0 || rename(draft->path, path) < 0 || stat(path, &status) < 0)
		return ws_fail_errno(error, errno, "cannot write %s", path);
	record->stamp = store_stamp_of(&status);
	result = snapshot_record_write(name, record, error);
	if (result)
		unlink(path);
	return result;
}

static void close_draft(struct snapshot_draft *draft)
{
	close(draft->lock);
	free(draft->path);
	*draft = (struct snapshot_draft){.lock = -1};
}

int snapshot_commit(struct snapshot_draft *draft, const char *kvm_said, struct ws_error *error)
{
	struct snapshot_record record;
	char *path = file_of(draft->plan, SNAPSHOT_FILE);
	char *name = file_of(draft->plan, SNAPSHOT_RECORD);
	int result = fill_record(draft, kvm_said, &record, error);

	if (!result && (!path || !name))
		result = ws_fail_errno(error, ENOMEM, "cannot keep a snapshot");
	if (!result && path && name)
		result = publish(draft, path, name, &record, error);
	free(name);
	free(path);
	if (result) {
		snapshot_abandon(draft);
		return result;
	}
	cache_trim(LAB_CACHED_SNAPSHOT);
	close_draft(draft);
	return 0;
}

void snapshot_abandon(struct snapshot_draft *draft)
{
	if (draft->lock < 0)
		return;
	unlink(draft->path);
	close_draft(draft);
}

void snapshot_discard(const struct lab_plan *plan)
{
	char *path = file_of(plan, SNAPSHOT_FILE);
	char *name = file_of(plan, SNAPSHOT_RECORD);

	if (name)
		unlink(name);
	if (path)
		unlink(path);
	free(name);
	free(path);
}
