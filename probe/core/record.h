/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes one record (include/worldswitch/records.h) into a buffer of its own. Whatever is put in,
 * what comes out is a well-formed record of at most WS_RECORD_MAX bytes: text that does not fit is
 * cut, bytes that a record cannot hold are replaced. No dependency: the VMM compiles it too.
 */
#ifndef WORLDSWITCH_PROBE_CORE_RECORD_H
#define WORLDSWITCH_PROBE_CORE_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include <worldswitch/records.h>

struct ws_record {
	char text[WS_RECORD_MAX + 2]; /* the record, a newline, a NUL */
	size_t length;
};

/* The order of calls: begin, any number of pairs, a reason or none, end. */
void ws_record_begin(struct ws_record *record, const char *kind);
void ws_record_word(struct ws_record *record, const char *key, const char *value);
void ws_record_decimal(struct ws_record *record, const char *key, uint64_t value);
void ws_record_hexadecimal(struct ws_record *record, const char *key, uint64_t value);

/*
 * As many of the values as fit, one at least, in hexadecimal without 0x and separated by commas;
 * how many that were.
 */
size_t ws_record_values(struct ws_record *record, const char *key, const uint64_t *values,
			size_t count);

/* Eight hexadecimal digits without 0x, as a checksum is written. */
void ws_record_checksum(struct ws_record *record, const char *key, uint32_t value);

/* Spaces are kept: always the last. */
void ws_record_text(struct ws_record *record, const char *key, const char *text);
void ws_record_reason(struct ws_record *record, const char *reason);

/* Fills in length and checksum and adds the newline: text[0..length) can be sent. */
void ws_record_end(struct ws_record *record);

#endif
