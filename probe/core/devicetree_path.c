// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Nodes by name. A name may be given without the address behind its @ (Devicetree Specification
 * v0.4, 2.2.3): it is then the first of those that differ in it alone.
 */
#include "probe/core/devicetree.h"

#include "probe/core/text.h"

#define ALIAS_MAX 32 /* with its end (3.3) */

static size_t length_to(const char *text, size_t size, char end)
{
	size_t length = 0;

	while (length < size && text[length] != end)
		length++;
	return length;
}

static bool is_named(const struct devicetree_node *node, const char *name, size_t size)
{
	size_t at = 0;

	while (at < size && node->name[at] == name[at])
		at++;
	if (at < size)
		return false;
	return !node->name[at] || (node->name[at] == '@' && length_to(name, size, '@') == size);
}

/* Behind the root's slash: one name after the other, each among its parent's children. */
static bool follow(const struct devicetree *tree, const char *path, size_t size,
		   struct devicetree_node *node)
{
	size_t name = length_to(path, size, '/');
	struct devicetree_cursor cursor;
	unsigned int parent = 1;

	devicetree_start(&cursor, tree);
	while (devicetree_next(&cursor, node)) {
		if (node->depth <= parent && parent > 1)
			return false;
		if (node->depth != parent + 1 || !is_named(node, path, name))
			continue;
		if (name == size)
			return true;
		path += name + 1;
		size -= name + 1;
		name = length_to(path, size, '/');
		parent++;
	}
	return false;
}

static const char *alias(const struct devicetree *tree, const char *name, size_t size)
{
	struct devicetree_node aliases;
	char property[ALIAS_MAX];

	if (size >= sizeof(property) || !follow(tree, "aliases", sizeof("aliases") - 1, &aliases))
		return NULL;
	for (size_t at = 0; at < size; at++)
		property[at] = name[at];
	property[size] = '\0';
	return devicetree_string(&aliases, property);
}

bool devicetree_find(const struct devicetree *tree, const char *path, size_t size,
		     struct devicetree_node *node)
{
	if (size && path[0] != '/') {
		path = alias(tree, path, size);
		size = path ? text_length(path) : 0;
	}
	return size && path[0] == '/' && follow(tree, path + 1, size - 1, node);
}
