/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list of names out of a program's help text, and those of them that a mistyped one may mean. */
#ifndef WORLDSWITCH_LAB_NAMES_H
#define WORLDSWITCH_LAB_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#define NAMES_MAX       256
#define NAME_LENGTH_MAX 64

/* Zero-initialised is empty. */
struct names {
	char name[NAMES_MAX][NAME_LENGTH_MAX];
	size_t count;
};

/* Adds the first word of each indented line; names beyond the limits are left out. */
void names_from_lines(struct names *names, const char *text);

bool names_contain(const struct names *names, const char *name);

/*
 * Writes the (at most three) names that a mistyped one may stand for, "a, b, c", nearest first; ""
 * where none is near.
 */
void names_near(const struct names *names, const char *name, char *text, size_t size);

#endif
