// SPDX-License-Identifier: GPL-2.0-or-later
/* A text that was cut anywhere lacks its end, and one with something missing has another count. */
#include "lab/symbols_document.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct text {
	const char *at;
	size_t size;
};

static bool skip(struct text *text, const char *word)
{
	size_t length = strlen(word);

	if (text->size < length || memcmp(text->at, word, length) != 0)
		return false;
	text->at += length;
	text->size -= length;
	return true;
}

static int digit(char character)
{
	static const char digits[] = "0123456789abcdef";
	const char *found = character ? strchr(digits, character) : NULL;

	return found ? (int)(found - digits) : -1;
}

static bool take_notes(struct text *text, struct symbols_document *document)
{
	document->notes_size = 0;
	while (text->size >= 2 && text->at[0] != '\n') {
		int high = digit(text->at[0]);
		int low = digit(text->at[1]);

		if (high < 0 || low < 0 || document->notes_size == WS_SYMBOLS_NOTES_MAX)
			return false;
		document->notes[document->notes_size++] = (unsigned char)(high << 4 | low);
		text->at += 2;
		text->size -= 2;
	}
	return skip(text, "\n");
}

/* Lines in the text; -1: it has another byte than they may have. */
static long count_lines(const struct text *text)
{
	long count = 0;

	for (size_t i = 0; i < text->size; i++) {
		unsigned char byte = (unsigned char)text->at[i];

		if (byte == '\n')
			count++;
		else if (byte != '\t' && (byte < 0x20 || byte > 0x7e))
			return -1;
	}
	return count;
}

/* The text ends in a line of its own that says how many there are before it. */
static bool take_end(struct text *text, struct symbols_document *document)
{
	const char *end;
	char expected[64];
	long count;

	if (!text->size || text->at[text->size - 1] != '\n')
		return false;
	end = memrchr(text->at, '\n', text->size - 1);
	document->lines = text->at;
	document->size = end ? (size_t)(end + 1 - text->at) : 0;
	count = count_lines(&(struct text){.at = text->at, .size = document->size});
	snprintf(expected, sizeof(expected), WS_SYMBOLS_END "%ld\n", count);
	text->at += document->size;
	text->size -= document->size;
	return skip(text, expected) && !text->size;
}

int symbols_document_parse(const char *text, size_t size, struct symbols_document *document)
{
	struct text rest = {.at = text, .size = size};

	if (!skip(&rest, WS_SYMBOLS_HEAD) || !skip(&rest, WS_SYMBOLS_NOTES) ||
	    !take_notes(&rest, document) || !take_end(&rest, document))
		return -EBADMSG;
	return 0;
}
