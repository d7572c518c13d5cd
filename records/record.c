// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Records out of console lines. Whatever a guest prints comes through here, so a record counts only
 * when its length, its checksum and every field (payload.c) are right.
 */
#include "records/record.h"

#include <errno.h>
#include <string.h>

#include "probe/core/crc32.h"
#include "records/fields.h"
#include "records/payload.h"

/* What a console puts behind a record: blanks, and then what is not printable or nothing. */
static bool may_follow(const char *at, const char *end)
{
	while (at < end && *at == ' ')
		at++;
	return at == end || *at < ' ' || *at > '~';
}

/* at: where the prefix stands; end: the end of the line. */
static int parse_at(const char *at, const char *end, struct record *record)
{
	char payload[WS_RECORD_PAYLOAD_MAX + 1];
	uint64_t length, checksum;

	at += strlen(WS_RECORD_PREFIX);
	if (!field_hexadecimal(&at, 3, &length) || !field_literal(&at, " ") ||
	    !field_hexadecimal(&at, 8, &checksum) || !field_literal(&at, " "))
		return -EBADMSG;
	if (length > WS_RECORD_PAYLOAD_MAX || (size_t)(end - at) < length ||
	    !may_follow(at + length, end) || ws_crc32(0, at, length) != checksum)
		return -EBADMSG;
	for (const char *byte = at; byte < at + length; byte++)
		if (*byte < 0x20 || *byte > 0x7e)
			return -EBADMSG;
	memcpy(payload, at, length);
	payload[length] = '\0';
	return record_parse_payload(payload, record);
}

static const char *begins_one(const char *at, const char *end)
{
	return memmem(at, (size_t)(end - at), WS_RECORD_PREFIX, strlen(WS_RECORD_PREFIX));
}

int record_find(const char *line, size_t length, struct record *record)
{
	const char *end = line + length;
	int result = -ENOENT;

	while ((line = begins_one(line, end))) {
		result = parse_at(line++, end, record);
		if (!result)
			return begins_one(line, end) ? -EBADMSG : 0;
	}
	return result;
}
