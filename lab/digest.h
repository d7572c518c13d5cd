/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The SHA-256 of files that are asked about again and again: the emulator, our own parts, what was
 * made. It is computed once for as long as nobody writes to the file, and kept in
 * CACHE/digests/KEY.json, KEY being the digest of the file's path.
 */
#ifndef WORLDSWITCH_LAB_DIGEST_H
#define WORLDSWITCH_LAB_DIGEST_H

#include <stdbool.h>

#include "support/file.h"

/* As ws_file_digest. That it cannot be kept is no error. */
int digest_of_file(const char *path, char digest[WS_DIGEST_SIZE], struct ws_error *error);

/* What a record is of, allocated; NULL: it is no record, or there is no memory. */
char *digest_record_path(const char *record);

/* Whether its file has the recorded digest, or is not the one any more that it was. */
bool digest_record_holds(const char *record);

#endif
