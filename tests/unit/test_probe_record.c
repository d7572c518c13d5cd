// SPDX-License-Identifier: GPL-2.0-or-later
/* Records: are they what records.h says, to the byte, whatever is put into them? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "probe/core/crc32.h"
#include "probe/core/record.h"

/* The record must be one well-formed line; returns its payload without the newline. */
static const char *check(const struct ws_record *record)
{
	static char payload[WS_RECORD_MAX + 1];
	char header[WS_RECORD_HEADER + 1];
	size_t size = record->length - 1 - WS_RECORD_HEADER;

	assert_in_range(record->length, WS_RECORD_HEADER + 1, WS_RECORD_MAX + 1);
	assert_int_equal(record->text[record->length - 1], '\n');
	assert_int_equal(record->text[record->length], '\0');
	memcpy(payload, record->text + WS_RECORD_HEADER, size);
	payload[size] = '\0';
	for (size_t at = 0; at < size; at++)
		assert_in_range(payload[at], 0x20, 0x7e);
	snprintf(header, sizeof(header), "@ws %03zx %08lx ", size,
		 crc32(0, (const unsigned char *)payload, (unsigned int)size));
	assert_memory_equal(record->text, header, WS_RECORD_HEADER);
	return payload;
}

static void crc32_is_zlibs(void **state)
{
	unsigned char bytes[300];
	uint32_t parts;

	(void)state;
	assert_int_equal(ws_crc32(0, "123456789", 9), 0xcbf43926); /* the published check value */
	assert_int_equal(ws_crc32(0, "", 0), 0);
	for (size_t at = 0; at < sizeof(bytes); at++)
		bytes[at] = (unsigned char)(at * 167 + 13);
	for (unsigned int size = 0; size <= sizeof(bytes); size++)
		assert_int_equal(ws_crc32(0, bytes, size), crc32(0, bytes, size));
	parts = ws_crc32(ws_crc32(0, bytes, 100), bytes + 100, 200);
	assert_int_equal(parts, crc32(0, bytes, 300));
}

static void exact_bytes(void **state)
{
	struct ws_record record;

	(void)state;
	ws_record_begin(&record, "end");
	ws_record_decimal(&record, "cells", 3);
	ws_record_end(&record);
	assert_string_equal(record.text, "@ws 00b 3109e86c end cells=3\n");
}

static void every_kind_of_value(void **state)
{
	struct ws_record record;

	(void)state;
	ws_record_begin(&record, "k");
	ws_record_word(&record, "w", "x-y");
	ws_record_decimal(&record, "zero", 0);
	ws_record_decimal(&record, "most", UINT64_MAX);
	ws_record_hexadecimal(&record, "z", 0);
	ws_record_hexadecimal(&record, "h", 0x80000000000000f0);
	ws_record_checksum(&record, "c", 0xab);
	ws_record_reason(&record, "it is so");
	ws_record_end(&record);
	assert_string_equal(check(&record), "k w=x-y zero=0 most=18446744073709551615 z=0x0 "
					    "h=0x80000000000000f0 c=000000ab reason=it is so");
}

static void long_reason_is_cut(void **state)
{
	struct ws_record record;
	char reason[1000];
	const char *payload;

	(void)state;
	memset(reason, 'r', sizeof(reason) - 1);
	reason[sizeof(reason) - 1] = '\0';
	ws_record_begin(&record, "vmm");
	ws_record_reason(&record, reason);
	ws_record_end(&record);
	payload = check(&record);
	assert_int_equal(strlen(payload), WS_RECORD_PAYLOAD_MAX);
	assert_int_equal(record.length, WS_RECORD_MAX + 1);
	assert_memory_equal(payload, "vmm reason=rrr", 14);
}

/* Each length about the limit, by every way of adding something. */
static void never_overflows(void **state)
{
	char word[WS_RECORD_MAX + 40];

	(void)state;
	for (size_t size = 0; size < sizeof(word); size++) {
		struct ws_record record;

		memset(word, 'w', size);
		word[size] = '\0';
		ws_record_begin(&record, word);
		ws_record_word(&record, word, word);
		ws_record_decimal(&record, "d", UINT64_MAX);
		ws_record_hexadecimal(&record, "h", UINT64_MAX);
		ws_record_checksum(&record, "c", UINT32_MAX);
		ws_record_reason(&record, word);
		ws_record_end(&record);
		check(&record);
	}
}

static void unprintable_is_replaced(void **state)
{
	struct ws_record record;

	(void)state;
	ws_record_begin(&record, "k");
	ws_record_word(&record, "a b", "c d\n");
	ws_record_reason(&record, "tab\tesc\033del\177high\377end");
	ws_record_end(&record);
	assert_string_equal(check(&record), "k a_b=c_d? reason=tab?esc?del?high?end");
}

static void values_fill_a_record(void **state)
{
	static const uint64_t values[] = {0, 1, 0xabc, UINT64_MAX};
	uint64_t many[WS_RECORD_MAX];
	struct ws_record record;
	size_t said;

	(void)state;
	ws_record_begin(&record, "k");
	assert_int_equal(ws_record_values(&record, "v", values, 4), 4);
	ws_record_end(&record);
	assert_string_equal(check(&record), "k v=0,1,abc,ffffffffffffffff");

	/* Those that do not fit are for the next record: none is cut. */
	for (size_t at = 0; at < WS_RECORD_MAX; at++)
		many[at] = 0x123;
	for (size_t size = 1; size < 8; size++) {
		ws_record_begin(&record, "kkkkkkkk" + 8 - size);
		said = ws_record_values(&record, "v", many, WS_RECORD_MAX);
		ws_record_end(&record);
		assert_int_equal(said, (WS_RECORD_PAYLOAD_MAX - size - 3 + 1) / 4);
		assert_int_equal(strlen(check(&record)), size + 3 + said * 4 - 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(crc32_is_zlibs),       cmocka_unit_test(exact_bytes),
		cmocka_unit_test(every_kind_of_value),  cmocka_unit_test(long_reason_is_cut),
		cmocka_unit_test(never_overflows),      cmocka_unit_test(unprintable_is_replaced),
		cmocka_unit_test(values_fill_a_record),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
