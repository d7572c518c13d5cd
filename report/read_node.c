// SPDX-License-Identifier: GPL-2.0-or-later
/* See read_node.h. A way to a node is printed as jq takes it: results[1].cells[3].value. */
#include "report/read_node.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/control.h"

#define WAY_MAX 256

/* Shares are printed with six digits. */
#define SHARE_ERROR 1e-6

static void append(char *way, size_t *used, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void append(char *way, size_t *used, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(way + *used, WAY_MAX - *used, format, arguments);
	va_end(arguments);
	if (length > 0)
		*used += (size_t)length;
	if (*used >= WAY_MAX)
		*used = WAY_MAX - 1;
}

static void write_way(const struct node *node, char *way, size_t *used)
{
	if (!node->outer)
		return;
	write_way(node->outer, way, used);
	if (node->key)
		append(way, used, "%s%.64s", *used ? "." : "", node->key);
	else
		append(way, used, "[%zu]", node->index);
}

int node_fail(const struct node *node, const char *format, ...)
{
	char way[WAY_MAX] = "";
	char what[WS_ERROR_MAX / 2];
	va_list arguments;
	size_t used = 0;

	write_way(node, way, &used);
	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	return ws_fail(node->reading->error, EBADMSG, "cannot read %s: %s%s%s", node->reading->name,
		       way, *way ? ": " : "", what);
}

int node_no_memory(const struct node *node)
{
	return ws_fail_errno(node->reading->error, ENOMEM, "cannot read %s", node->reading->name);
}

static struct node field_of(const struct node *object, const char *key)
{
	return (struct node){
		.outer = object,
		.key = key,
		.value = json_object_get(object->value, key),
		.reading = object->reading,
	};
}

bool node_has(const struct node *object, const char *key)
{
	return json_object_get(object->value, key) != NULL;
}

static int field(const struct node *object, const char *key, struct node *found)
{
	*found = field_of(object, key);
	return found->value ? 0 : node_fail(object, "the field '%s' is missing", key);
}

int node_is_object(const struct node *node)
{
	return json_is_object(node->value) ? 0 : node_fail(node, "not an object");
}

static int node_is_list(const struct node *node)
{
	return json_is_array(node->value) ? 0 : node_fail(node, "not a list");
}

int node_object(const struct node *object, const char *key, struct node *found)
{
	int result = field(object, key, found);

	return result ? result : node_is_object(found);
}

int node_list(const struct node *object, const char *key, struct node *found)
{
	int result = field(object, key, found);

	return result ? result : node_is_list(found);
}

size_t node_length(const struct node *list)
{
	return json_array_size(list->value);
}

struct node node_element(const struct node *list, size_t index)
{
	return (struct node){
		.outer = list,
		.index = index,
		.value = json_array_get(list->value, index),
		.reading = list->reading,
	};
}

static bool is_among(const char *key, const char *const *keys)
{
	for (; *keys; keys++)
		if (strcmp(key, *keys) == 0)
			return true;
	return false;
}

int node_only(const struct node *object, const char *const *keys)
{
	const char *key;
	json_t *value;

	json_object_foreach(object->value, key, value) if (!is_among(key, keys)) return node_fail(
		object,
		"the field '%.64s' is unknown here: a newer worldswitch "
		"may know it",
		key);
	return 0;
}

static bool has_control_character(const char *text)
{
	for (; *text; text++)
		if (control_length(text))
			return true;
	return false;
}

static int text_of(const struct node *node, const struct node_form *form, const char **text)
{
	if (!json_is_string(node->value))
		return node_fail(node, "not a string");
	if (json_string_length(node->value) > NODE_TEXT_MAX)
		return node_fail(node, "a string of more than %d bytes", NODE_TEXT_MAX);
	*text = json_string_value(node->value);
	if (has_control_character(*text))
		return node_fail(node, "a string with a control character in it");
	if (form && !form->fits(*text))
		return node_fail(node, "'%.64s' is not %s", *text, form->meaning);
	return 0;
}

int node_text(const struct node *object, const char *key, const struct node_form *form,
	      const char **text)
{
	struct node node;
	int result = field(object, key, &node);

	return result ? result : text_of(&node, form, text);
}

int node_copy(const struct node *object, const char *key, const struct node_form *form, char **copy)
{
	const char *text = "";
	int result = node_text(object, key, form, &text);

	if (result)
		return result;
	*copy = strdup(text);
	return *copy ? 0 : node_no_memory(object);
}

int node_copy_or_null(const struct node *object, const char *key, const struct node_form *form,
		      char **copy)
{
	if (!json_is_null(json_object_get(object->value, key)))
		return node_copy(object, key, form, copy);
	*copy = NULL;
	return 0;
}

int node_expect(const struct node *object, const char *key, const char *expected)
{
	const char *text = "";
	int result = node_text(object, key, NULL, &text);

	if (result || strcmp(text, expected) == 0)
		return result;
	return node_fail(object, "'%.64s' is '%.64s' and should be '%.64s'", key, text, expected);
}

int node_word(const struct node *object, const char *key, int (*find)(const char *), int *number)
{
	const char *text = "";
	int result = node_text(object, key, NULL, &text);

	if (result)
		return result;
	*number = find(text);
	if (*number >= 0)
		return 0;
	return node_fail(object, "the %s '%.64s' is unknown: a newer worldswitch may know it", key,
			 text);
}

int node_bool(const struct node *object, const char *key, bool *value)
{
	struct node node;
	int result = field(object, key, &node);

	if (result)
		return result;
	if (!json_is_boolean(node.value))
		return node_fail(&node, "neither true nor false");
	*value = json_is_true(node.value);
	return 0;
}

int node_integer(const struct node *object, const char *key, int64_t low, int64_t high,
		 int64_t *value)
{
	struct node node;
	int result = field(object, key, &node);

	if (result)
		return result;
	*value = json_integer_value(node.value);
	if (!json_is_integer(node.value))
		return node_fail(&node, "not an integer");
	if (*value < low || *value > high)
		return node_fail(&node, "%lld is not between %lld and %lld", (long long)*value,
				 (long long)low, (long long)high);
	return 0;
}

int node_count(const struct node *object, const char *key, uint64_t *value)
{
	int64_t integer;
	int result = node_integer(object, key, 0, INT64_MAX, &integer);

	*value = result ? 0 : (uint64_t)integer;
	return result;
}

int node_samples(const struct node *object, const char *key, uint32_t low, uint32_t high,
		 uint32_t *value)
{
	int64_t integer;
	int result = node_integer(object, key, low, high, &integer);

	*value = result ? 0 : (uint32_t)integer;
	return result;
}

int node_agrees(const struct node *object, const char *key, uint64_t expected)
{
	uint64_t value;
	int result = node_count(object, key, &value);

	if (result || value == expected)
		return result;
	return node_fail(object, "'%s' is %llu and the rest says %llu", key,
			 (unsigned long long)value, (unsigned long long)expected);
}

int node_agrees_share(const struct node *object, const char *key, double expected)
{
	struct node node;
	double distance;
	int result = field(object, key, &node);

	if (result)
		return result;
	if (!json_is_number(node.value))
		return node_fail(&node, "not a number");
	distance = json_number_value(node.value) - expected;
	if (distance > SHARE_ERROR || distance < -SHARE_ERROR)
		return node_fail(&node, "%g, and the rest says %g", json_number_value(node.value),
				 expected);
	return 0;
}
