// SPDX-License-Identifier: GPL-2.0-or-later
/* The document in which a kernel says its symbols, whole and damaged, and its place in the cache.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/build_id.h"
#include "lab/symbols_cache.h"
#include "tests/unit/symbols_plan.h"

static size_t size;

static int parse(const char *bytes, size_t length)
{
	static struct symbols_document document;

	return symbols_document_parse(bytes, length, &document);
}

static void test_document(void **state)
{
	struct symbols_document document;
	struct build_id id;

	(void)state;
	assert_int_equal(symbols_document_parse(DOCUMENT, strlen(DOCUMENT), &document), 0);
	assert_int_equal(document.size, strlen(LINES));
	assert_memory_equal(document.lines, LINES, document.size);
	assert_true(build_id_find(document.notes, document.notes_size, &id));
	assert_int_equal(id.size, 2);
	assert_memory_equal(id.bytes, "\xbe\xef", 2);
}

static void test_document_that_is_none(void **state)
{
	static const char empty[] = WS_SYMBOLS_HEAD "notes \nend 0\n";
	static const char *const bad[] = {
		"",
		"worldswitch-symbols 2\nnotes \nend 0\n",
		WS_SYMBOLS_HEAD "end 0\n",
		WS_SYMBOLS_HEAD "notes 0\nend 0\n",
		WS_SYMBOLS_HEAD "notes 0g\nend 0\n",
		WS_SYMBOLS_HEAD "notes FF\nend 0\n",
		WS_SYMBOLS_HEAD "notes \nend 1\n",
		WS_SYMBOLS_HEAD "notes \nend 00\n",
		WS_SYMBOLS_HEAD "notes \nend 0",
		WS_SYMBOLS_HEAD "notes \nend 0\n\n",
		WS_SYMBOLS_HEAD "notes \nend 0\nend 0\n",
		WS_SYMBOLS_HEAD "notes \nend -1\n",
		WS_SYMBOLS_HEAD "notes \na\rb\nend 1\n",
		WS_SYMBOLS_HEAD "notes \na\x1b[2Jb\nend 1\n",
	};

	(void)state;
	assert_int_equal(parse(empty, strlen(empty)), 0);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(parse(bad[i], strlen(bad[i])), -EBADMSG);
	for (size_t cut = 0; cut < strlen(DOCUMENT); cut++)
		assert_int_equal(parse(DOCUMENT, cut), -EBADMSG);
}

static void test_too_many_notes(void **state)
{
	const size_t most = 2 * (size_t)WS_SYMBOLS_NOTES_MAX;
	char *bytes = malloc(most + 100);

	(void)state;
	for (size_t more = 0; more <= 2; more += 2) {
		int head = sprintf(bytes, WS_SYMBOLS_HEAD "notes ");

		memset(bytes + head, '0', most + more);
		memcpy(bytes + head + most + more, "\nend 0\n", sizeof("\nend 0\n"));
		assert_int_equal(parse(bytes, strlen(bytes)), more ? -EBADMSG : 0);
	}
	free(bytes);
}

static void test_notes_that_are_damaged(void **state)
{
	static const unsigned char notes[] = {4, 0, 0, 0,   2,   0,   0, 0,    3,
					      0, 0, 0, 'G', 'N', 'U', 0, 0xbe, 0xef};
	unsigned char changed[sizeof(notes)];
	struct build_id id;

	(void)state;
	assert_true(build_id_find(notes, sizeof(notes), &id));
	for (size_t cut = 0; cut < sizeof(notes); cut++) {
		unsigned char *exact = malloc(cut + !cut);

		memcpy(exact, notes, cut);
		assert_false(build_id_find(exact, cut, &id));
		assert_int_equal(id.size, 0);
		free(exact);
	}
	for (size_t at = 0; at < 16; at++) {
		memcpy(changed, notes, sizeof(notes));
		changed[at] ^= 0xff;
		assert_false(build_id_find(changed, sizeof(changed), &id));
	}
}

static void test_cache(void **state)
{
	const char *path = in(folder, "worldswitch/symbols/key");
	char *whole;
	size_t whole_size;

	(void)state;
	assert_int_equal(symbols_cache_read("key", &text, &size), -ENOENT);
	assert_int_equal(symbols_cache_write("key", "abc", 3, &error), 0);
	assert_int_equal(symbols_cache_read("key", &text, &size), 0);
	assert_string_equal(text, "abc");
	assert_int_equal(size, 3);
	assert_int_equal(ws_file_read(path, 1000, &whole, &whole_size, &error), 0);
	for (size_t at = 0; at < whole_size; at++) {
		free(text);
		whole[at] ^= 1;
		write_file(path, whole, whole_size);
		assert_int_equal(symbols_cache_read("key", &text, &size), -ENOENT);
		assert_null(text);
		whole[at] ^= 1;
		write_file(path, whole, at);
		assert_int_equal(symbols_cache_read("key", &text, &size), -ENOENT);
	}
	free(whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_document),
		cmocka_unit_test(test_document_that_is_none),
		cmocka_unit_test(test_too_many_notes),
		cmocka_unit_test(test_notes_that_are_damaged),
		cmocka_unit_test_setup_teardown(test_cache, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
