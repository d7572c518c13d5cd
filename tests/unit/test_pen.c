// SPDX-License-Identifier: GPL-2.0-or-later
/* Paragraphs on a terminal: as wide as was asked for, whatever the length of their words. */
#include "tests/unit/table_text.h"

static char *text;

static int forget(void **state)
{
	(void)state;
	free(text);
	text = NULL;
	return 0;
}

static const char *paragraph(unsigned int width, const char *lead, const char *words)
{
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	ws_paragraph(stream, width, 5, lead, words);
	fclose(stream);
	return text;
}

static void words_are_wrapped(void **state)
{
	(void)state;
	assert_string_equal(paragraph(15, "a", "one two three  four"), "a    one two\n"
								       "     three four\n");
}

static void a_longer_path_is_broken_behind_a_slash(void **state)
{
	(void)state;
	assert_string_equal(paragraph(16, "a", "of /one/two/three.img here"), "a    of\n"
									      "     /one/two/\n"
									      "     three.img\n"
									      "     here\n");
}

static void a_longer_word_is_broken_where_the_line_ends(void **state)
{
	(void)state;
	assert_string_equal(paragraph(10, "a", "12345678 /1234567"), "a    12345\n"
								     "     678\n"
								     "     /1234\n"
								     "     567\n");
}

static void a_word_of_a_whole_line_is_not_broken(void **state)
{
	(void)state;
	assert_string_equal(paragraph(10, "a", "1 1/345 1"), "a    1\n"
							     "     1/345\n"
							     "     1\n");
}

static void no_room_is_room_for_one(void **state)
{
	(void)state;
	assert_string_equal(paragraph(5, "a", "12 3"), "a    1\n"
						       "     2\n"
						       "     3\n");
}

static void what_a_terminal_would_act_on_is_not_printed(void **state)
{
	(void)state;
	assert_string_equal(paragraph(20, "a", "\033[31m\xc3\xa4\x7f"), "a    ?[31m???\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(words_are_wrapped, forget),
		cmocka_unit_test_teardown(a_longer_path_is_broken_behind_a_slash, forget),
		cmocka_unit_test_teardown(a_longer_word_is_broken_where_the_line_ends, forget),
		cmocka_unit_test_teardown(a_word_of_a_whole_line_is_not_broken, forget),
		cmocka_unit_test_teardown(no_room_is_room_for_one, forget),
		cmocka_unit_test_teardown(what_a_terminal_would_act_on_is_not_printed, forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
