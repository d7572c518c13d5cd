// SPDX-License-Identifier: GPL-2.0-or-later
/* Which bytes a file has. */
#include <errno.h>
#include <sha256.h>
#include <string.h>

#include "support/file.h"

int ws_file_digest(const char *path, char digest[WS_DIGEST_SIZE], struct ws_error *error)
{
	if (!SHA256File(path, digest))
		return ws_fail_errno(error, errno, "cannot read %s", path);
	return 0;
}

bool ws_begins_with_digest(const char *text)
{
	return strspn(text, "0123456789abcdef") == WS_DIGEST_SIZE - 1;
}

bool ws_is_digest(const char *text)
{
	return ws_begins_with_digest(text) && !text[WS_DIGEST_SIZE - 1];
}
