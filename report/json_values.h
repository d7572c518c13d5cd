/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the JSON documents are made of. A value that could not be made is NULL, and whatever it was
 * to be put in then is NULL too: memory is asked for once, at the end.
 */
#ifndef WORLDSWITCH_REPORT_JSON_VALUES_H
#define WORLDSWITCH_REPORT_JSON_VALUES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/result.h>

/* A string, or null; bytes that are not UTF-8 (a command line in another locale) and control
 * characters become '?'.
 */
json_t *json_of_text(const char *value);

static inline json_t *text(const char *value)
{
	return json_of_text(value);
}

static inline json_t *number(uint64_t value)
{
	return json_integer((json_int_t)value);
}

/* What json_object_set_new does, for a chain of ||: a missing value is a failure. */
static inline bool lacks(json_t *object, const char *key, json_t *value)
{
	return json_object_set_new(object, key, value) != 0;
}

static inline json_t *whole_or_nothing(json_t *object, bool incomplete)
{
	if (!incomplete)
		return object;
	json_decref(object);
	return NULL;
}

/* What made the document; NULL: this version. */
json_t *json_of_tool(const char *version);
json_t *json_of_properties(const struct ws_property *list, size_t count);
json_t *json_of_components(const struct ws_component *list, size_t count);

/* The document's bytes with a final newline, allocated; the document is released. NULL: no memory.
 */
char *json_bytes(json_t *document);

#endif
