/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A record as a probe would print it, made from its payload without the probe's own code. */
#ifndef WORLDSWITCH_TESTS_RECORD_LINE_H
#define WORLDSWITCH_TESTS_RECORD_LINE_H

#include <stdio.h>
#include <string.h>
#include <zlib.h>

#define RECORD_LINE_MAX 512

static inline const char *record_line(char line[RECORD_LINE_MAX], const char *payload)
{
	size_t length = strlen(payload);

	snprintf(line, RECORD_LINE_MAX, "@ws %03zx %08lx %s", length,
		 crc32(0, (const Bytef *)payload, (uInt)length), payload);
	return line;
}

#endif
