// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes as what one run leaves on disk for another: the record of a snapshot, that of an image,
 * the journal of changed settings. What is read becomes part of file names, or a setting's value.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/journal.h"
#include "lab/snapshot_record.h"
#include "lab/store_record.h"
#include "support/file.h"

static char root[] = "/tmp/fuzz_records_XXXXXX";
static char path[sizeof(root) + sizeof("/run/worldswitch/journal")];

static void remove_all(void)
{
	unlink(path);
	for (char *end = strrchr(path, '/'); end > path + sizeof("/tmp");
	     end = strrchr(path, '/')) {
		*end = '\0';
		rmdir(path);
	}
}

static void make_folder(void)
{
	if (!mkdtemp(root) || atexit(remove_all))
		abort();
	for (const char *below = "/run\0/run/worldswitch\0"; *below; below += strlen(below) + 1) {
		snprintf(path, sizeof(path), "%s%s", root, below);
		if (mkdir(path, 0700) < 0)
			abort();
	}
	snprintf(path, sizeof(path), "%s/run/worldswitch/journal", root);
}

static void write_it(const uint8_t *data, size_t size)
{
	FILE *file = fopen(path, "we");

	if (!file || fwrite(data, 1, size, file) != size || fclose(file))
		abort();
}

static void read_records(void)
{
	struct snapshot_record snapshot;
	struct store_record image;

	if (snapshot_record_read(path, &snapshot) == 0 &&
	    (!ws_is_digest(snapshot.key) || !ws_is_digest(snapshot.sha256) ||
	     strlen(snapshot.kvm_said) >= SNAPSHOT_SAID_MAX ||
	     strlen(snapshot.target) >= SNAPSHOT_TARGET_MAX))
		abort();
	if (store_record_read(path, &image) == 0 &&
	    (!deb_name_valid(image.package, strlen(image.package)) ||
	     !deb_version_valid(image.version, strlen(image.version)) ||
	     !ws_is_digest(image.sha256)))
		abort();
}

/* What is written again is read as the same. */
static void read_journal(void)
{
	struct host_changes changes, again;
	struct ws_error error;

	if (host_journal_read(root, &changes, &error))
		return;
	if (host_journal_write(root, &changes, &error) || host_journal_read(root, &again, &error) ||
	    again.count != changes.count)
		abort();
	for (size_t at = 0; at < changes.count; at++)
		if (changes.items[at].setting != again.items[at].setting ||
		    changes.items[at].number != again.items[at].number ||
		    strcmp(changes.items[at].before, again.items[at].before) != 0)
			abort();
	host_changes_free(&changes);
	host_changes_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!path[0])
		make_folder();
	write_it(data, size);
	read_records();
	read_journal();
	return 0;
}
