// SPDX-License-Identifier: GPL-2.0-or-later
/* Command lines, and their form for a shell: POSIX.1-2017, Shell Command Language, 2.2 Quoting. */
#include "lab/arguments.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool has_room(struct arguments *arguments)
{
	size_t capacity = arguments->capacity ? arguments->capacity * 2 : 32;
	char **words;

	if (arguments->count + 1 < arguments->capacity)
		return true;
	words = realloc(arguments->words, capacity * sizeof(*words));
	if (!words)
		return false;
	arguments->words = words;
	arguments->capacity = capacity;
	return true;
}

void arguments_add(struct arguments *arguments, const char *format, ...)
{
	va_list values;
	char *word;
	int length;

	va_start(values, format);
	length = vasprintf(&word, format, values);
	va_end(values);
	if (length < 0) {
		arguments->failed = true;
	} else if (!has_room(arguments)) {
		arguments->failed = true;
		free(word);
	} else {
		arguments->words[arguments->count++] = word;
		arguments->words[arguments->count] = NULL;
	}
}

void arguments_free(struct arguments *arguments)
{
	for (size_t i = 0; i < arguments->count; i++)
		free(arguments->words[i]);
	free(arguments->words);
	*arguments = (struct arguments){.words = NULL};
}

static bool is_plain(const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "-_./,:=+@%";

	return word[0] && word[strspn(word, plain)] == '\0';
}

/* Inside single quotes all is literal but the single quote, which no escape makes so. */
static void write_word(FILE *out, const char *word)
{
	if (is_plain(word)) {
		fputs(word, out);
		return;
	}
	fputc('\'', out);
	for (; *word; word++) {
		if (*word == '\'')
			fputs("'\\''", out);
		else
			fputc(*word, out);
	}
	fputc('\'', out);
}

char *arguments_quote(const struct arguments *arguments)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	bool failed;

	if (!out)
		return NULL;
	for (size_t i = 0; i < arguments->count; i++) {
		if (i)
			fputc(' ', out);
		write_word(out, arguments->words[i]);
	}
	failed = ferror(out);
	if (fclose(out) != 0 || failed) {
		free(text);
		return NULL;
	}
	return text;
}
