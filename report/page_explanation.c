// SPDX-License-Identifier: GPL-2.0-or-later
/* What the page needs of an explanation's document, checked on the way: it may come from anyone. */
#include <errno.h>

#include "report/explain.h"
#include "report/json_values.h"
#include "report/page.h"
#include "report/read_node.h"

/* One part by class; *own is added to *sum. */
static int copy_part(const struct node *part, json_t *parts, uint64_t *sum)
{
	const char *class_of, *direction, *world;
	uint64_t own;
	json_t *copy;
	int result = node_text(part, "class", NULL, &class_of);

	if (!result)
		result = node_text(part, "direction", NULL, &direction);
	if (!result)
		result = node_text(part, "world", NULL, &world);
	if (!result)
		result = node_count(part, "own", &own);
	if (result)
		return result;
	*sum += own;
	copy = json_pack("{s:s,s:s,s:s,s:I}", "class", class_of, "direction", direction, "world",
			 world, "own", (json_int_t)own);
	return json_array_append_new(parts, copy) ? node_no_memory(part) : 0;
}

static int copy_parts(const struct node *list, json_t *parts, uint64_t value)
{
	uint64_t sum = 0;

	for (size_t at = 0; at < node_length(list); at++) {
		struct node part = node_element(list, at);
		int result = node_is_object(&part);

		if (!result)
			result = copy_part(&part, parts, &sum);
		if (result)
			return result;
	}
	return sum == value ? 0
			    : node_fail(list, "its parts add up to %llu, and the value is %llu",
					(unsigned long long)sum, (unsigned long long)value);
}

static int copy_explanation(const struct node *document, json_t *copy)
{
	struct node parts, by_class;
	const char *cell = NULL;
	uint64_t value = 0;
	json_t *list = json_array();
	int result = node_expect(document, "schema", WS_EXPLAIN_SCHEMA);

	if (!result)
		result = node_text(document, "cell", NULL, &cell);
	if (!result)
		result = node_count(document, "value", &value);
	if (!result)
		result = node_object(document, "parts", &parts);
	if (!result)
		result = node_list(&parts, "class", &by_class);
	if (!result)
		result = copy_parts(&by_class, list, value);
	if (!result && (lacks(copy, "cell", text(cell)) || lacks(copy, "value", number(value)) ||
			json_object_set(copy, "parts", list)))
		result = node_no_memory(document);
	json_decref(list);
	return result;
}

int ws_page_explanation(const char *name, const char *data, size_t size, json_t **explanation,
			struct ws_error *error)
{
	const struct reading reading = {.name = name, .error = error};
	struct node document = {.reading = &reading};
	int result = node_parse(&document, data, size);

	if (result)
		return result;
	*explanation = json_object();
	result = node_is_object(&document);
	if (!result)
		result = copy_explanation(&document, *explanation);
	if (result)
		json_decref(*explanation);
	json_decref(document.value);
	return result;
}
