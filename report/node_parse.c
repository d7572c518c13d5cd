// SPDX-License-Identifier: GPL-2.0-or-later
/* From bytes to the top of a document. See read_node.h. */
#include "report/read_node.h"

static int cannot_parse(const struct node *document, const json_error_t *why)
{
	if (json_error_code(why) == json_error_premature_end_of_input && !why->position)
		return node_fail(document, "it is empty");
	if (json_error_code(why) == json_error_premature_end_of_input)
		return node_fail(document,
				 "it is cut short: it ends in line %d, in the middle of things",
				 why->line);
	if (json_error_code(why) == json_error_out_of_memory)
		return node_no_memory(document);
	return node_fail(document, "line %d, column %d: %s", why->line, why->column, why->text);
}

int node_parse(struct node *document, const char *data, size_t size)
{
	json_error_t why;

	document->value = json_loadb(data, size, JSON_REJECT_DUPLICATES, &why);
	return document->value ? 0 : cannot_parse(document, &why);
}
