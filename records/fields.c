// SPDX-License-Identifier: GPL-2.0-or-later
/* Strict fields: strtoull takes blanks, signs and overflow for numbers, so it is not used here. */
#include "records/fields.h"

#include <string.h>

bool field_literal(const char **at, const char *text)
{
	size_t length = strlen(text);

	if (strncmp(*at, text, length) != 0)
		return false;
	*at += length;
	return true;
}

bool field_word(const char **at, char *word, size_t size)
{
	size_t length = strcspn(*at, " ");

	if (!length || length >= size)
		return false;
	memcpy(word, *at, length);
	word[length] = '\0';
	*at += length;
	return true;
}

/* The value of a digit, or 16 where it is none. */
static unsigned int digit_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return (unsigned int)(digit - '0');
	if (digit >= 'a' && digit <= 'f')
		return (unsigned int)(digit - 'a' + 10);
	return 16;
}

/* Reads digits of a base up to the first character that is none; false: no digit, or too large. */
static bool take_digits(const char **at, unsigned int base, uint64_t limit, uint64_t *number)
{
	const char *end = *at;
	uint64_t value = 0;

	for (; digit_value(*end) < base; end++) {
		unsigned int digit = digit_value(*end);

		if (digit > limit || value > (limit - digit) / base)
			return false;
		value = value * base + digit;
	}
	if (end == *at)
		return false;
	*at = end;
	*number = value;
	return true;
}

bool field_number(const char **at, uint64_t limit, uint64_t *number)
{
	const char *start = *at;
	unsigned int base = field_literal(at, "0x") ? 16 : 10;

	if (take_digits(at, base, limit, number) && (**at == ' ' || **at == '\0'))
		return true;
	*at = start;
	return false;
}

bool field_hexadecimal(const char **at, size_t digits, uint64_t *number)
{
	if (digits > 16 || strspn(*at, "0123456789abcdef") < digits)
		return false;
	*number = 0;
	while (digits--)
		*number = *number << 4 | digit_value(*(*at)++);
	return true;
}

bool field_digits(const char **at, uint64_t *number)
{
	return take_digits(at, 16, UINT64_MAX, number);
}
