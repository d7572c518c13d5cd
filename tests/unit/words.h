/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A command line as a text, for the tests of those who parse one. */
#ifndef WORLDSWITCH_TESTS_WORDS_H
#define WORLDSWITCH_TESTS_WORDS_H

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define WORDS_MAX 24

/* The words, split at spaces, behind that name; until the next call. */
static inline int words_split(const char *name, const char *line, char *argv[WORDS_MAX + 1])
{
	static char first[32], text[256];
	int argc = 1;

	snprintf(first, sizeof(first), "%s", name);
	snprintf(text, sizeof(text), "%s", line);
	argv[0] = first;
	for (char *word = strtok(text, " "); word; word = strtok(NULL, " ")) {
		assert_true(argc < WORDS_MAX);
		argv[argc++] = word;
	}
	argv[argc] = NULL;
	return argc;
}

#endif
