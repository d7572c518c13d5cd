// SPDX-License-Identifier: GPL-2.0-or-later
/* The encoder of records: the payload is written behind the header's place, the header at the end.
 */
#include "probe/core/record.h"

#include "probe/core/crc32.h"

#define LENGTH_DIGITS   3
#define CHECKSUM_DIGITS 8
#define LENGTH_AT       (sizeof(WS_RECORD_PREFIX) - 1)
#define CHECKSUM_AT     (LENGTH_AT + LENGTH_DIGITS + 1)

_Static_assert(CHECKSUM_AT + CHECKSUM_DIGITS + 1 == WS_RECORD_HEADER, "the header's parts");

static void put(struct ws_record *record, char byte)
{
	if (record->length < WS_RECORD_MAX)
		record->text[record->length++] = byte;
}

static void put_text(struct ws_record *record, const char *text, char space)
{
	for (; *text; text++) {
		if (*text == ' ')
			put(record, space);
		else
			put(record, *text > 0x20 && *text < 0x7f ? *text : '?');
	}
}

static void put_key(struct ws_record *record, const char *key)
{
	put(record, ' ');
	put_text(record, key, '_');
	put(record, '=');
}

static char digit(uint64_t value)
{
	return "0123456789abcdef"[value & 0xf];
}

void ws_record_begin(struct ws_record *record, const char *kind)
{
	record->length = WS_RECORD_HEADER;
	put_text(record, kind, '_');
}

void ws_record_word(struct ws_record *record, const char *key, const char *value)
{
	put_key(record, key);
	put_text(record, value, '_');
}

void ws_record_decimal(struct ws_record *record, const char *key, uint64_t value)
{
	char digits[21];
	char *at = &digits[sizeof(digits) - 1];

	*at = '\0';
	do
		*--at = digit(value % 10);
	while (value /= 10);
	ws_record_word(record, key, at);
}

/* Of the first digit that is not 0, or the last. */
static unsigned int shift_of(uint64_t value)
{
	unsigned int shift = 60;

	while (shift && !(value >> shift))
		shift -= 4;
	return shift;
}

static void put_digits(struct ws_record *record, uint64_t value)
{
	unsigned int shift = shift_of(value);

	for (; shift; shift -= 4)
		put(record, digit(value >> shift));
	put(record, digit(value));
}

void ws_record_hexadecimal(struct ws_record *record, const char *key, uint64_t value)
{
	put_key(record, key);
	put(record, '0');
	put(record, 'x');
	put_digits(record, value);
}

size_t ws_record_values(struct ws_record *record, const char *key, const uint64_t *values,
			size_t count)
{
	size_t at = 0;

	put_key(record, key);
	while (at < count) {
		size_t digits = shift_of(values[at]) / 4 + 1;

		if (at && record->length + 1 + digits > WS_RECORD_MAX)
			break;
		if (at)
			put(record, ',');
		put_digits(record, values[at++]);
	}
	return at;
}

void ws_record_checksum(struct ws_record *record, const char *key, uint32_t value)
{
	put_key(record, key);
	for (unsigned int shift = 32; shift; shift -= 4)
		put(record, digit(value >> (shift - 4)));
}

void ws_record_text(struct ws_record *record, const char *key, const char *text)
{
	put_key(record, key);
	put_text(record, text, ' ');
}

void ws_record_reason(struct ws_record *record, const char *reason)
{
	ws_record_text(record, "reason", reason);
}

static void write_digits(char *at, uint32_t value, unsigned int count)
{
	while (count--) {
		at[count] = digit(value);
		value >>= 4;
	}
}

void ws_record_end(struct ws_record *record)
{
	const char *payload = record->text + WS_RECORD_HEADER;
	size_t size = record->length - WS_RECORD_HEADER;

	for (size_t at = 0; at < LENGTH_AT; at++)
		record->text[at] = WS_RECORD_PREFIX[at];
	write_digits(record->text + LENGTH_AT, (uint32_t)size, LENGTH_DIGITS);
	record->text[CHECKSUM_AT - 1] = ' ';
	write_digits(record->text + CHECKSUM_AT, ws_crc32(0, payload, size), CHECKSUM_DIGITS);
	record->text[WS_RECORD_HEADER - 1] = ' ';
	record->text[record->length++] = '\n';
	record->text[record->length] = '\0';
}
