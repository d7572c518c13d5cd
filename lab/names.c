// SPDX-License-Identifier: GPL-2.0-or-later
/* Names that are near another one: edit distance by Wagner and Fischer (J. ACM 21, 1974). */
#include "lab/names.h"

#include <stdio.h>
#include <string.h>

#define NEAR_COUNT 3

void names_from_lines(struct names *names, const char *text)
{
	while (*text) {
		size_t line = strcspn(text, "\n");
		size_t indent = strspn(text, " \t");
		size_t length = strcspn(text + indent, " \t\n");

		if (indent && length && length < NAME_LENGTH_MAX && names->count < NAMES_MAX) {
			memcpy(names->name[names->count], text + indent, length);
			names->name[names->count++][length] = '\0';
		}
		text += line + (text[line] == '\n');
	}
}

bool names_contain(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->name[i], name) == 0)
			return true;
	return false;
}

static unsigned int least(unsigned int a, unsigned int b, unsigned int c)
{
	unsigned int ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* How many characters must be changed, added or removed; both are cut at NAME_LENGTH_MAX. */
static unsigned int distance(const char *from, const char *to)
{
	unsigned int row[NAME_LENGTH_MAX + 1];
	size_t width = strnlen(to, NAME_LENGTH_MAX);

	for (size_t column = 0; column <= width; column++)
		row[column] = (unsigned int)column;
	for (size_t line = 0; line < NAME_LENGTH_MAX && from[line]; line++) {
		unsigned int diagonal = row[0];

		row[0] = (unsigned int)line + 1;
		for (size_t column = 0; column < width; column++) {
			unsigned int change = diagonal + (from[line] != to[column]);

			diagonal = row[column + 1];
			row[column + 1] = least(change, row[column] + 1, diagonal + 1);
		}
	}
	return row[width];
}

/* A name that a slip of the fingers leads to, or one of which a part was given: "a57", "xen". */
static bool may_be_meant(const char *name, const char *given)
{
	size_t length = strnlen(given, NAME_LENGTH_MAX);
	size_t longer = strlen(name) > length ? strlen(name) : length;

	return distance(given, name) <= longer / 3 || (length > 1 && strstr(name, given));
}

/* The nearest name that is farther than the floor, or as far and later in the list. */
static const char *next_nearest(const struct names *names, const char *name, unsigned int *floor,
				size_t *after)
{
	unsigned int best = ~0U;
	const char *found = NULL;
	size_t place = 0;

	for (size_t i = 0; i < names->count; i++) {
		unsigned int far = distance(name, names->name[i]);
		bool taken = far < *floor || (far == *floor && i < *after);

		if (!taken && far < best && may_be_meant(names->name[i], name)) {
			best = far;
			found = names->name[i];
			place = i;
		}
	}
	*floor = best;
	*after = place + 1;
	return found;
}

void names_near(const struct names *names, const char *name, char *text, size_t size)
{
	unsigned int floor = 0;
	size_t after = 0;
	size_t used = 0;

	text[0] = '\0';
	for (int i = 0; i < NEAR_COUNT && used < size; i++) {
		const char *near = next_nearest(names, name, &floor, &after);

		if (!near)
			break;
		used += (size_t)snprintf(text + used, size - used, "%s%s", i ? ", " : "", near);
	}
}
