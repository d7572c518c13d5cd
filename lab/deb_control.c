// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads a package's control file. What is not well formed counts as absent: nothing here becomes
 * part of a file name or of a command line without having been checked. */
#include "lab/deb_control.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#define NAME_CHARACTERS    "abcdefghijklmnopqrstuvwxyz0123456789+-."
#define VERSION_CHARACTERS NAME_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ:~"

struct span {
	const char *at;
	size_t length;
};

static bool made_of(const char *text, size_t length, const char *characters)
{
	for (size_t i = 0; i < length; i++)
		if (!text[i] || !strchr(characters, text[i]))
			return false;
	return length >= 1 && length < DEB_WORD_MAX;
}

bool deb_name_valid(const char *text, size_t length)
{
	return length >= 2 && isalnum((unsigned char)text[0]) &&
	       made_of(text, length, NAME_CHARACTERS);
}

bool deb_version_valid(const char *text, size_t length)
{
	return length >= 1 && isdigit((unsigned char)text[0]) &&
	       made_of(text, length, VERSION_CHARACTERS);
}

static struct span trim(struct span span)
{
	while (span.length && isspace((unsigned char)span.at[0])) {
		span.at++;
		span.length--;
	}
	while (span.length && isspace((unsigned char)span.at[span.length - 1]))
		span.length--;
	return span;
}

/* Cuts the part before the separator off the front of rest. */
static struct span take(struct span *rest, char separator)
{
	const char *end = memchr(rest->at, separator, rest->length);
	struct span part = {.at = rest->at,
			    .length = end ? (size_t)(end - rest->at) : rest->length};
	size_t used = part.length + (end ? 1 : 0);

	rest->at += used;
	rest->length -= used;
	return part;
}

static void copy_if(bool (*valid)(const char *, size_t), struct span span, char word[DEB_WORD_MAX])
{
	if (!valid(span.at, span.length))
		return;
	memcpy(word, span.at, span.length);
	word[span.length] = '\0';
}

/* The exact version in " (= VERSION)"; any other relation leaves it to the suite. */
static void read_relation(struct span relation, char version[DEB_WORD_MAX])
{
	relation = trim(relation);
	if (relation.length < 3 || relation.at[0] != '(')
		return;
	relation.at++;
	relation.length--;
	relation = trim(take(&relation, ')'));
	if (!relation.length || relation.at[0] != '=')
		return;
	relation.at++;
	relation.length--;
	copy_if(deb_version_valid, trim(relation), version);
}

static void read_dependencies(struct span list, const char *prefix, struct deb_control *control)
{
	while (list.length && !control->dependency[0]) {
		struct span alternatives = take(&list, ',');
		struct span first = trim(take(&alternatives, '|'));
		size_t name = 0;

		while (name < first.length && first.at[name] != ' ' && first.at[name] != '(')
			name++;
		if (name <= strlen(prefix) || strncmp(first.at, prefix, strlen(prefix)) != 0)
			continue;
		copy_if(deb_name_valid, (struct span){first.at, name}, control->dependency);
		if (control->dependency[0])
			read_relation((struct span){first.at + name, first.length - name},
				      control->dependency_version);
	}
}

/* A field is its line and those after it that begin with a space or a tab. */
static struct span take_field(struct span *rest)
{
	struct span field = take(rest, '\n');

	while (rest->length && (rest->at[0] == ' ' || rest->at[0] == '\t')) {
		struct span more = take(rest, '\n');

		field.length = (size_t)(more.at + more.length - field.at);
	}
	return field;
}

static bool is_named(struct span name, const char *wanted)
{
	return name.length == strlen(wanted) && strncasecmp(name.at, wanted, name.length) == 0;
}

int deb_control_parse(const char *text, size_t size, const char *dependency_prefix,
		      struct deb_control *control)
{
	struct span rest = {.at = text, .length = size};

	*control = (struct deb_control){0};
	while (rest.length) {
		struct span value = take_field(&rest);
		struct span name = take(&value, ':');

		if (is_named(name, "Package"))
			copy_if(deb_name_valid, trim(value), control->package);
		else if (is_named(name, "Version"))
			copy_if(deb_version_valid, trim(value), control->version);
		else if (is_named(name, "Architecture"))
			copy_if(deb_name_valid, trim(value), control->architecture);
		else if (is_named(name, "Depends"))
			read_dependencies(value, dependency_prefix, control);
	}
	return control->package[0] && control->version[0] && control->architecture[0] ? 0 : -EINVAL;
}
