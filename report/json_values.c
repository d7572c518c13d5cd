// SPDX-License-Identifier: GPL-2.0-or-later
/* See json_values.h. */
#include "report/json_values.h"

#include <stdlib.h>
#include <string.h>

#include <worldswitch/version.h>

#include "report/control.h"

/* Shares are at most 100,000th parts: six digits tell them apart, and from 1. */
#define FORMAT (JSON_INDENT(2) | JSON_REAL_PRECISION(6))

static void hide_control_characters(char *utf8)
{
	for (char *at = utf8; *at; at++) {
		size_t length = control_length(at);

		if (length)
			memset(at, '?', length);
	}
}

static void hide_high_bytes(char *bytes)
{
	for (char *at = bytes; *at; at++)
		if (*at & 0x80)
			*at = '?';
}

json_t *json_of_text(const char *value)
{
	json_t *string;
	char *copy;

	if (!value)
		return json_null();
	copy = strdup(value);
	if (!copy)
		return NULL;
	hide_control_characters(copy);
	string = json_string(copy);
	if (!string) {
		hide_high_bytes(copy);
		string = json_string(copy);
	}
	free(copy);
	return string;
}

json_t *json_of_tool(const char *version)
{
	json_t *object = json_object();

	return whole_or_nothing(
		object, lacks(object, "name", text("worldswitch")) ||
				lacks(object, "version", text(version ? version : WS_VERSION)));
}

json_t *json_of_properties(const struct ws_property *list, size_t count)
{
	json_t *object = json_object();
	bool incomplete = !object;

	for (size_t at = 0; at < count && !incomplete; at++)
		incomplete = lacks(object, list[at].name, text(list[at].value));
	return whole_or_nothing(object, incomplete);
}

static json_t *component_json(const struct ws_component *component)
{
	json_t *object = json_object();

	return whole_or_nothing(object,
				lacks(object, "role", text(component->role)) ||
					lacks(object, "name", text(component->name)) ||
					lacks(object, "version", text(component->version)) ||
					lacks(object, "sha256", text(component->sha256)));
}

json_t *json_of_components(const struct ws_component *list, size_t count)
{
	json_t *array = json_array();
	bool incomplete = !array;

	for (size_t at = 0; at < count && !incomplete; at++)
		incomplete = json_array_append_new(array, component_json(&list[at]));
	return whole_or_nothing(array, incomplete);
}

char *json_bytes(json_t *document)
{
	char *bytes = document ? json_dumps(document, FORMAT) : NULL;
	size_t length;
	char *ended;

	json_decref(document);
	if (!bytes)
		return NULL;
	length = strlen(bytes);
	ended = realloc(bytes, length + 2);
	if (!ended) {
		free(bytes);
		return NULL;
	}
	memcpy(ended + length, "\n", 2);
	return ended;
}
