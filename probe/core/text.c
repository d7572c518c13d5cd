// SPDX-License-Identifier: GPL-2.0-or-later
/* Strings without a C library. */
#include "probe/core/text.h"

size_t text_length(const char *text)
{
	size_t length = 0;

	while (text[length])
		length++;
	return length;
}

bool text_equal(const char *one, const char *other)
{
	return text_spells(one, text_length(one), other);
}

bool text_spells(const char *text, size_t size, const char *word)
{
	size_t at = 0;

	while (at < size && word[at] && text[at] == word[at])
		at++;
	return at == size && !word[at];
}
