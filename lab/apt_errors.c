// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Condenses apt's errors. apt says "W: " and "E: " lines, the cause often in the first of them; the
 * last ("Some index files failed to download") never has it.
 */
#include "lab/apt_errors.h"

#include <errno.h>
#include <string.h>

#define LINE_MAX_SHOWN 400

/* X, where apt's messages hold it: what to do. */
static const struct {
	const char *text;
	int code;
	const char *advice;
} known[] = {
	{.text = "No space left on device", .code = ENOSPC, .advice = "; make room there"},
	{.text = "enough free space", .code = ENOSPC, .advice = "; make room there"},
	{.text = "does not have a Release file",
	 .code = ENOENT,
	 .advice = "; is the suite's name right?"},
	{.text = "NO_PUBKEY",
	 .code = EIO,
	 .advice = "; the suite's key is not in this machine's keyring: update "
		   "debian-archive-keyring"},
	{.text = "Could not resolve", .code = EIO, .advice = "; is there a network?"},
	{.text = "Temporary failure resolving", .code = EIO, .advice = "; is there a network?"},
	{.text = "Could not connect", .code = EIO, .advice = "; is there a network, a proxy?"},
	{.text = "Cannot initiate the connection", .code = EIO, .advice = "; is there a network?"},
	{.text = "404", .code = EIO, .advice = "; the mirror does not have it"},
};

/* The first line that begins so; its length. NULL where there is none. */
static const char *first_line(const char *messages, const char *start, size_t *length)
{
	const char *line = messages;

	while (*line) {
		size_t size = strcspn(line, "\n");

		if (size > strlen(start) && strncmp(line, start, strlen(start)) == 0) {
			*length = size - strlen(start);
			return line + strlen(start);
		}
		line += size + (line[size] == '\n');
	}
	return NULL;
}

int apt_explain(const char *messages, const char *what, struct ws_error *error)
{
	const char *advice = "";
	const char *line;
	size_t length = 0;
	int code = EIO;

	line = first_line(messages, "E: ", &length);
	if (!line)
		line = first_line(messages, "", &length);
	if (!line)
		return ws_fail(error, EIO, "%s: no reason was given", what);
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strstr(messages, known[i].text)) {
			advice = known[i].advice;
			code = known[i].code;
			break;
		}
	if (length > LINE_MAX_SHOWN)
		length = LINE_MAX_SHOWN;
	if (line[length - 1] == '.')
		length--;
	return ws_fail(error, code, "%s: %.*s%s", what, (int)length, line, advice);
}
